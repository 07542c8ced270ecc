"""Long work: a row in the database is the authority, with a lease and progress; queues only wake workers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from app.config import Settings
from app.db import Base, UtcDateTime, key_column, now, transaction, words
from app.errors import ApplicationError

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
EXHAUSTED = {"zh": "多次中断，已放弃；请重试。", "en": "It was interrupted too often and given up; try again."}
BROKEN = {"zh": "程序出错，已记录；请联系管理员。", "en": "The program failed and noted why; ask the administrator."}


class JobState(StrEnum):
    """A job waits, runs, and ends well or badly."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One piece of long work, written in the transaction that asks for it."""

    __tablename__ = "jobs"

    id: Mapped[int] = key_column()
    kind: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(words(JobState), default=JobState.WAITING, index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    failure: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LeaseLost(Exception):
    """Another worker took the job over; this one must stop without a further write."""


@dataclass(frozen=True)
class Run:
    """What a job's function is given: sessions of its own, the settings, what was asked, and a way to tell progress."""

    sessions: sessionmaker[Session]
    settings: Settings
    job_id: int
    attempt: int
    payload: Mapping[str, Any]

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is and keep the lease; raises LeaseLost where it has passed to another worker."""
        with self.sessions() as session, transaction(session):
            kept = session.execute(
                update(Job)
                .where(Job.id == self.job_id, Job.state == JobState.RUNNING, Job.attempts == self.attempt)
                .values(done=done, total=total, lease_until=now() + LEASE)
            )
            if kept.rowcount != 1:
                raise LeaseLost(str(self.job_id))


Handler = Callable[[Run], dict[str, Any]]
_handlers: dict[str, Handler] = {}


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does a kind of job; it must be safe to run again after a crash."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def ask(session: Session, kind: str, subject: str, payload: dict[str, Any], asked_by: int | None) -> Job:
    """Write the job in the caller's transaction; `subject` is what it is about, as `event:CODE`."""
    asked = Job(kind=kind, subject=subject, payload=payload, asked_by=asked_by, asked_at=now())
    session.add(asked)
    session.flush()
    return asked


def latest_job(session: Session, kind: str, subject: str) -> Job | None:
    """The newest job of a kind about a subject."""
    query = select(Job).where(Job.kind == kind, Job.subject == subject).order_by(Job.id.desc())
    return session.scalar(query.limit(1))


def claim(session: Session) -> Job | None:
    """Take the oldest job that waits or whose lease ran out; the caller's transaction makes it this worker's."""
    free = or_(Job.state == JobState.WAITING, (Job.state == JobState.RUNNING) & (Job.lease_until < now()))
    found = session.scalar(select(Job).where(free).order_by(Job.id).limit(1).with_for_update(skip_locked=True))
    if found is not None:
        found.state = JobState.RUNNING
        found.attempts += 1
        found.lease_until = now() + LEASE
    return found


def run_next(sessions: sessionmaker[Session], settings: Settings) -> bool:
    """Do one job if there is one; a job that kept killing its worker fails after ATTEMPTS."""
    with sessions() as session, transaction(session):
        taken = claim(session)
        if taken is None:
            return False
        run = Run(sessions, settings, taken.id, taken.attempts, taken.payload)
        kind, exhausted = taken.kind, taken.attempts > ATTEMPTS
    if exhausted:
        _end(run, state=JobState.FAILED, failure=EXHAUSTED)
    else:
        _do(run, _handlers[kind])
    return True


def _do(run: Run, handler: Handler) -> None:
    """Run the handler and write how it ended; after a bug the job is failed and the error goes on to the worker."""
    outcome: dict[str, Any] = {"state": JobState.FAILED, "failure": BROKEN}
    try:
        outcome = {"state": JobState.DONE, "result": handler(run)}
    except LeaseLost:
        outcome = {}
    except ApplicationError as error:
        outcome = {"state": JobState.FAILED, "failure": error.text._asdict()}
    finally:
        if outcome:
            _end(run, **outcome)


def _end(run: Run, **values: Any) -> None:
    with run.sessions() as session, transaction(session):
        session.execute(
            update(Job)
            .where(Job.id == run.job_id, Job.attempts == run.attempt)
            .values(ended_at=now(), lease_until=None, **values)
        )
