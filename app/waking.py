"""Waking a worker through Redis; without it the worker looks by itself."""

import logging

from app.config import Settings

QUEUE = "jiangheng:jobs"
log = logging.getLogger(__name__)


def wake(settings: Settings, job_id: int) -> None:
    """Tell a waiting worker that there is a job."""
    if settings.redis_url:
        from redis import Redis, RedisError  # takes a fifth of the start, and most installations have none

        try:
            Redis.from_url(settings.redis_url).rpush(QUEUE, job_id)
        except RedisError:
            log.warning("Redis does not answer; the worker will find job %s by itself", job_id)
