"""Jobs: exactly one worker does each, a killed worker's job is done again, Redis only wakes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from app import jobs
from app.config import ROOT, Settings
from app.db import now, transaction
from app.errors import RuleViolation
from app.jobs import ATTEMPTS, BROKEN, EXHAUSTED, Job, JobState, LeaseLost, Run, ask, claim, latest_job, run_next
from app.waking import QUEUE, wake
from scoring.text import Text

KIND = "test:work"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Run], dict[str, Any]]], None]:
    """Make this function do the jobs of KIND, for one test."""
    return lambda handler: monkeypatch.setitem(jobs._handlers, KIND, handler)


@pytest.fixture
def asked(session: Session) -> Callable[..., int]:
    """Ask for a job; its id."""

    def write(**payload: Any) -> int:
        with transaction(session):
            return ask(session, KIND, "event:x", payload, None).id

    return write


def found(session: Session, job_id: int) -> Job:
    session.rollback()
    session.expire_all()
    return session.get_one(Job, job_id)


def test_a_job_is_done_once_and_keeps_its_result(
    session: Session, sessions: sessionmaker[Session], settings: Settings, register: Any, asked: Any
) -> None:
    register(lambda run: {"twice": run.payload["number"] * 2})
    job_id = asked(number=21)
    assert run_next(sessions, settings)
    assert not run_next(sessions, settings)
    job = found(session, job_id)
    assert (job.state, job.result, job.attempts, job.lease_until) == (JobState.DONE, {"twice": 42}, 1, None)
    newest = latest_job(session, KIND, "event:x")
    assert newest is not None
    assert newest.id == job_id


def test_jobs_are_done_in_the_order_they_were_asked_for(
    sessions: sessionmaker[Session], settings: Settings, register: Any, asked: Any
) -> None:
    done: list[int] = []
    register(lambda run: done.append(run.payload["number"]) or {})
    for number in range(5):
        asked(number=number)
    while run_next(sessions, settings):
        pass
    assert done == [0, 1, 2, 3, 4]


def test_a_job_asked_for_in_a_transaction_that_fails_was_never_asked_for(
    session: Session, sessions: sessionmaker[Session], settings: Settings
) -> None:
    def fail_half_way() -> None:
        with transaction(session):
            ask(session, KIND, "event:x", {}, None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert not run_next(sessions, settings)


def test_eight_workers_share_twenty_jobs_without_doing_one_twice(
    sessions: sessionmaker[Session], settings: Settings, register: Any, asked: Any
) -> None:
    done: list[int] = []
    register(lambda run: done.append(run.job_id) or {})
    ids = [asked() for _job in range(20)]

    def work() -> None:
        while run_next(sessions, settings):
            pass

    workers = [threading.Thread(target=work) for _worker in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sorted(done) == ids


def test_a_refusal_is_told_in_both_languages(
    session: Session, sessions: sessionmaker[Session], settings: Settings, register: Any, asked: Any
) -> None:
    def refuse(_run: Run) -> dict[str, Any]:
        raise RuleViolation(Text("不行。", "No."))

    register(refuse)
    job_id = asked()
    run_next(sessions, settings)
    job = found(session, job_id)
    assert (job.state, job.failure) == (JobState.FAILED, {"zh": "不行。", "en": "No."})


def test_a_bug_fails_the_job_and_reaches_the_worker(
    session: Session, sessions: sessionmaker[Session], settings: Settings, register: Any, asked: Any
) -> None:
    register(lambda run: {"never": run.payload["missing"]})
    job_id = asked()
    with pytest.raises(KeyError, match="missing"):
        run_next(sessions, settings)
    job = found(session, job_id)
    assert (job.state, job.failure) == (JobState.FAILED, BROKEN)


def test_progress_keeps_the_lease(
    session: Session, sessions: sessionmaker[Session], settings: Settings, register: Any, asked: Any
) -> None:
    seen: list[tuple[int, int, bool]] = []

    def work(run: Run) -> dict[str, Any]:
        with sessions() as inner, transaction(inner):
            inner.execute(update(Job).values(lease_until=now() + timedelta(seconds=1)))
        run.report(3, 7)
        with sessions() as inner:
            job = inner.get_one(Job, run.job_id)
            assert job.lease_until is not None
            seen.append((job.done, job.total, job.lease_until > now() + timedelta(seconds=30)))
        return {}

    register(work)
    asked()
    run_next(sessions, settings)
    assert seen == [(3, 7, True)]


def test_a_worker_that_lost_its_lease_stops_without_a_further_write(
    session: Session, sessions: sessionmaker[Session], settings: Settings, register: Any, asked: Any
) -> None:
    reached: list[str] = []

    def work(run: Run) -> dict[str, Any]:
        if run.attempt > 1:
            return {"by": "the second"}
        with sessions() as inner, transaction(inner):
            inner.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
        assert run_next(sessions, settings), "the second worker takes it over"
        reached.append("before")
        with pytest.raises(LeaseLost):
            run.report(1, 2)
        run.report(1, 2)
        reached.append("after")
        return {"by": "the first"}

    register(work)
    job_id = asked()
    run_next(sessions, settings)
    job = found(session, job_id)
    assert reached == ["before"]
    assert (job.state, job.result, job.attempts, job.done) == (JobState.DONE, {"by": "the second"}, 2, 0)


def test_a_lease_that_still_runs_is_not_taken_over(session: Session, asked: Any) -> None:
    asked()
    with transaction(session):
        assert claim(session) is not None
    with transaction(session):
        assert claim(session) is None


def test_a_job_that_keeps_killing_its_worker_is_given_up(
    session: Session, sessions: sessionmaker[Session], settings: Settings, asked: Any
) -> None:
    job_id = asked()
    for _attempt in range(ATTEMPTS):
        with transaction(session):
            taken = claim(session)
            assert taken is not None
            taken.lease_until = now() - timedelta(seconds=1)
    assert run_next(sessions, settings)
    job = found(session, job_id)
    assert (job.state, job.failure) == (JobState.FAILED, EXHAUSTED)
    assert not run_next(sessions, settings)


WORKER = """
import pathlib, sys, time
from dataclasses import replace
from sqlalchemy.orm import sessionmaker
from app import jobs, tables
from app.config import Settings
from app.db import make_engine
@jobs.job("test:work")
def work(run):
    pathlib.Path(sys.argv[2]).write_text("working")
    time.sleep(600)
sessions = sessionmaker(make_engine(sys.argv[1]))
jobs.run_next(sessions, Settings.headless())
"""


@pytest.fixture
def doomed(settings: Settings, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process that has taken the job and will never end by itself."""
    sign = tmp_path / "sign"
    worker = subprocess.Popen([sys.executable, "-c", WORKER, settings.database_url, str(sign)], cwd=ROOT)
    for _wait in range(1200):
        if sign.exists() or worker.poll() is not None:
            break
        time.sleep(0.05)
    assert sign.exists()
    yield worker
    if worker.poll() is None:
        worker.kill()
        worker.wait()


def test_the_job_of_a_killed_worker_is_done_again(
    session: Session,
    sessions: sessionmaker[Session],
    settings: Settings,
    register: Any,
    asked: Any,
    request: pytest.FixtureRequest,
) -> None:
    job_id = asked()
    worker: subprocess.Popen[bytes] = request.getfixturevalue("doomed")
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    register(lambda run: {"attempt": run.attempt})
    assert found(session, job_id).state is JobState.RUNNING
    assert not run_next(sessions, settings), "its lease still runs"
    with transaction(session):
        session.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
    assert run_next(sessions, settings)
    assert found(session, job_id).result == {"attempt": 2}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_redis_wakes_a_worker_that_waits(settings: Settings, redis_url: str) -> None:
    from redis import Redis

    queue = Redis.from_url(redis_url)
    woken: list[Any] = []
    waiting = threading.Thread(target=lambda: woken.append(queue.blpop([QUEUE], timeout=20)))
    waiting.start()
    wake(replace(settings, redis_url=redis_url), 7)
    waiting.join(20)
    queue.close()
    assert woken == [(QUEUE.encode(), b"7")]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_redis_that_does_not_answer_stops_nobody(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    wake(replace(settings, redis_url="redis://127.0.0.1:1/0"), 7)
    assert "Redis does not answer" in caplog.text
    wake(settings, 7)
