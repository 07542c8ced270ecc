"""The worker: does the jobs people asked for, one after another, and is woken by Redis where there is one."""

import signal
import threading
from types import FrameType

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.orm import Session, sessionmaker

from app.config import Settings
from app.issuing import jobs as issuing_jobs
from app.jobs import run_next
from app.waking import QUEUE

PAUSE = 1.0
JOB_MODULES = (issuing_jobs,)
"""Importing a module registers its jobs."""


def work(sessions: sessionmaker[Session], settings: Settings) -> None:
    """Do jobs until the process is told to end; a bug in a job ends it too, and whoever started it starts it again."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    queue = Redis.from_url(settings.redis_url) if settings.redis_url else None
    while not stop.is_set():
        if not run_next(sessions, settings):
            _wait(queue, stop)


def _wait(queue: "Redis | None", stop: threading.Event) -> None:
    if queue is None:
        stop.wait(PAUSE)
        return
    try:
        queue.blpop([QUEUE], timeout=PAUSE)
    except RedisError:
        stop.wait(PAUSE)
