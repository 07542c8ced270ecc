"""The head judge signs while a judge saves: what is signed is what is on record, and without the lock it is not."""

import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from app.accounts.models import User
from app.db import now, transaction
from app.errors import Conflict, RuleViolation
from app.events.models import Contest, Event
from app.marks import operations, signing
from app.marks.models import ScoreSheet, Settlement, SheetState
from app.marks.sheet_book import Cell
from app.marks.sheet_queries import MarkingPerson, load_book, sheet_in, waiting_revisions
from tests.app.marks.marking import batch, contest_of, judge_person, revision, sheet_of
from tests.competition import MEASURED, VOTED

TRIALS = int(os.environ.get("JIANGHENG_RACE_TRIALS", "100"))
PAUSE = 0.004
SPREAD = 0.12
"""Seconds within which the judge comes at random, so that either of the two is first now and then."""


@dataclass
class Tally:
    """What came of the trials: a wrong one has a signature that does not cover the marks on record."""

    signed: int = 0
    wrong: int = 0
    saved: int = 0
    late: int = 0
    errors: list[BaseException] = field(default_factory=list)


@dataclass
class Race:
    """One sheet, complete, over which a judge and the head judge race again and again."""

    sessions: sessionmaker[Session]
    event_id: int
    contest_id: int
    number: int
    judge: MarkingPerson
    head_id: int
    tally: Tally = field(default_factory=Tally)
    meeting: "Meeting | None" = None

    def run(self, trials: int) -> Tally:
        for trial in range(trials):
            self._open_again()
            with self.sessions() as session:
                book = self._book(session)
                newest = book.current[Cell(MEASURED, None)].revision
            mark = revision(MEASURED, "1" if trial % 2 else "2", newest)
            start = threading.Barrier(2)
            works = (partial(self._save, start, mark), partial(self._close, start))
            threads = [threading.Thread(target=self._guarded, args=(work,)) for work in works]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self._check()
        return self.tally

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            self.tally.errors.append(error)

    def _scope(self, session: Session) -> tuple[Event, Contest]:
        return session.get_one(Event, self.event_id), session.get_one(Contest, self.contest_id)

    def _book(self, session: Session) -> Any:
        _event, contest = self._scope(session)
        return load_book(session, contest, sheet_in(session, contest, self.number))

    def _open_again(self) -> None:
        with self.sessions() as session, transaction(session):
            session.execute(update(ScoreSheet).values(state=SheetState.OPEN, digest=None))
            self._decide(session)

    def _decide(self, session: Session) -> None:
        """The head judge does not take what came late; before that, a sheet cannot be signed."""
        for held, _sheet in waiting_revisions(session, self._scope(session)[1]):
            decided = {"held_id": held.id, "taken": False, "reason": "迟到", "settled_by": self.head_id}
            session.add(Settlement(**decided, settled_at=now()))

    def _save(self, start: threading.Barrier, mark: Any) -> None:
        with self.sessions() as session:
            event, contest = self._scope(session)
            start.wait()
            time.sleep(0 if self.meeting else random.uniform(0, SPREAD))
            with transaction(session):
                synced = operations.enter_marks(session, self.judge, event, contest, self.number, batch(mark))
            if self.meeting:
                self.meeting.judge_wrote.set()
            applied = synced.results[0].outcome.value == "applied"
            self.tally.saved += applied
            self.tally.late += not applied

    def _close(self, start: threading.Barrier) -> None:
        with self.sessions() as session:
            event, contest = self._scope(session)
            head = session.get_one(User, self.head_id)
            session.rollback()
            start.wait()
            if self.meeting:
                self.meeting.judge_looked.wait(5)
            while not self._signed(session, head, event, contest):
                pass

    def _signed(self, session: Session, head: User, event: Event, contest: Contest) -> bool:
        """Look, submit and sign; False where the judge changed a mark after the look: then look again."""
        seen = signing.sheet_digest(session, self._book(session))
        try:
            with transaction(session):
                signing.submit_sheet(session, self.judge, event, contest, self.number, seen)
        except Conflict:
            return False
        try:
            self._sign(session, head, event, contest)
        except RuleViolation:  # a mark came between submitting and signing
            with transaction(session):
                self._decide(session)
            self._sign(session, head, event, contest)
        return True

    def _sign(self, session: Session, head: User, event: Event, contest: Contest) -> None:
        with transaction(session):
            signing.sign_sheets(session, head, "", event, contest, number=self.number)

    def _check(self) -> None:
        with self.sessions() as session:
            book = self._book(session)
            self.tally.signed += book.sheet.state is SheetState.SIGNED
            self.tally.wrong += book.sheet.digest != signing.sheet_digest(session, book)


@pytest.fixture
def race(
    session: Session,
    sessions: sessionmaker[Session],
    event: Event,
    make_account: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> Race:
    """The race on a complete sheet; the password is not asked, because hashing it takes longer than the race."""
    monkeypatch.setattr(signing, "check_password", lambda user, password: None)
    contest = contest_of(session, event)
    sheet = sheet_of(session, contest, "A1", 1)
    users = {code: make_account(code) for code in ("J1", "J2", "J3", "head")}
    session.rollback()
    judges = [judge_person(session, event, code, users[code]) for code in ("J1", "J2", "J3")]
    for judge in judges:
        votes = [revision(VOTED, "2")] + ([revision(MEASURED, "1")] if judge is judges[0] else [])
        with transaction(session):
            operations.enter_marks(session, judge, event, contest, sheet.number, batch(*votes))
    number, ids = sheet.number, (event.id, contest.id)
    session.rollback()
    return Race(sessions, *ids, number, judges[1], users["head"])


def slow_load(*arguments: Any) -> Any:
    """Time passes between looking and writing, as on a busy server."""
    book = load_book(*arguments)
    time.sleep(PAUSE)
    return book


def lockless_sheet(session: Session, contest: Contest, number: int, *, lock: bool = False) -> ScoreSheet:
    """The sheet without a lock on its row."""
    return sheet_in(session, contest, number)


def test_a_signature_covers_exactly_the_marks_on_record(race: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (operations, signing):
        monkeypatch.setattr(module, "load_book", slow_load)
    tally = race.run(TRIALS)
    assert tally.errors == []
    assert tally.wrong == 0
    assert tally.saved + tally.late == TRIALS
    assert tally.signed == TRIALS
    assert tally.saved > 0, "the judge never came first: the race proves nothing"
    assert tally.late > 0, "the head judge never came first: the race proves nothing"


class Meeting:
    """Makes the judge look before the head judge and write between the head judge's look and signature, if it can.

    Whoever waits gives up after a while: with the lock in place the other one cannot come.
    """

    def __init__(self, *, locked: bool) -> None:
        self.locked = locked
        self.judge_looked, self.head_looked, self.judge_wrote = (threading.Event() for _event in range(3))
        self._head_looks = 0

    def judge_loads(self, session: Session, *arguments: Any) -> Any:
        book = load_book(session, *arguments)
        self.judge_looked.set()
        self._wait(session, self.head_looked)
        return book

    def head_loads(self, session: Session, *arguments: Any) -> Any:
        book = load_book(session, *arguments)
        self._head_looks += 1
        if self._head_looks == 2:  # the first look is for submitting
            self.head_looked.set()
            self._wait(session, self.judge_wrote)
        return book

    def _wait(self, session: Session, moment: threading.Event) -> None:
        """Without the lock SQLite begins the transaction at the first write, as its driver does by itself."""
        loose = not self.locked and session.get_bind().dialect.name == "sqlite"
        if loose:
            session.connection().exec_driver_sql("COMMIT")
        moment.wait(0.5 if self.locked else 30)  # behind the lock the other one cannot come
        if loose:
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")


@pytest.mark.parametrize("locked", [True, False], ids=["with the lock", "without the lock"])
def test_only_the_lock_on_the_sheet_keeps_a_late_mark_out_of_a_signature(
    race: Race, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    meeting = Meeting(locked=locked)
    monkeypatch.setattr(operations, "load_book", meeting.judge_loads)
    monkeypatch.setattr(signing, "load_book", meeting.head_loads)
    if not locked:
        for module in (operations, signing):
            monkeypatch.setattr(module, "sheet_in", lockless_sheet)
    race.meeting = meeting
    tally = race.run(1)
    assert tally.errors == []
    assert tally.signed == 1
    assert tally.wrong == (0 if locked else 1)
