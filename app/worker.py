"""The worker: does the jobs people asked for, one after another, and is woken by Redis where there is one."""

import logging
import signal
import threading
from types import FrameType

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.orm import Session, sessionmaker

from app.config import Settings
from app.issuing import jobs as _issuing_jobs
from app.jobs import run_next

__all__ = ["WAKE", "wake", "work"]

WAKE = "jiangheng:jobs"
PAUSE = 1.0
JOB_MODULES = (_issuing_jobs,)
log = logging.getLogger(__name__)


def work(sessions: sessionmaker[Session], settings: Settings) -> None:
    """Do jobs until the process is told to end; a bug in a job ends it too, and whoever started it starts it again."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    queue = Redis.from_url(settings.redis_url) if settings.redis_url else None
    while not stop.is_set():
        try:
            busy = run_next(sessions, settings)
        except Exception:
            log.exception("a job broke")
            busy = False
        if not busy:
            _wait(queue, stop)


def _wait(queue: "Redis | None", stop: threading.Event) -> None:
    if queue is None:
        stop.wait(PAUSE)
        return
    try:
        queue.blpop([WAKE], timeout=PAUSE)
    except RedisError:
        stop.wait(PAUSE)


def wake(settings: Settings, job_id: int) -> None:
    """Tell a waiting worker that there is a job; without Redis it looks by itself within PAUSE seconds."""
    if settings.redis_url:
        try:
            Redis.from_url(settings.redis_url).rpush(WAKE, job_id)
        except RedisError:
            log.warning("Redis does not answer; the worker will find job %s by itself", job_id)
