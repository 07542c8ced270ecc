"""Submitting, signing and returning sheets."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit.models import AuditEvent
from app.db import transaction
from app.errors import Conflict, RuleViolation
from app.events.models import Contest, Event
from app.marks.models import ScoreSheet, SheetState
from app.marks.operations import enter_marks
from app.marks.sheet_queries import MarkingPerson, load_book
from app.marks.signing import WrongPassword, return_sheet, sheet_digest, sign_sheets, submit_sheet
from scoring.results import EntryStatus
from tests.app.marks.marking import batch, contest_of, judge_person, revision, sheet_of
from tests.competition import MEASURED, VOTED
from tests.conftest import PASSWORD


@pytest.fixture
def contest(session: Session, event: Event) -> Contest:
    return contest_of(session, event)


@pytest.fixture
def sheet(session: Session, contest: Contest) -> ScoreSheet:
    return sheet_of(session, contest, "A1", 1)


@pytest.fixture
def people(session: Session, event: Event, make_account: Callable[..., int]) -> dict[str, MarkingPerson]:
    return {code: judge_person(session, event, code, make_account(code)) for code in ("J1", "J2", "J3")}


@pytest.fixture
def head(session: Session, make_account: Callable[..., int]) -> User:
    user_id = make_account("head")
    session.rollback()
    return session.get_one(User, user_id)


@pytest.fixture
def mark(session: Session, event: Event, contest: Contest, sheet: ScoreSheet, people: Any) -> Callable[..., None]:
    """`mark(measured="1", votes="221")` fills the sheet."""

    def filled(measured: str = "1", votes: str = "221", to: ScoreSheet = sheet) -> None:
        number = to.number
        for position, (person, vote) in enumerate(zip(people.values(), votes, strict=False)):
            revisions = [revision(VOTED, vote)]
            if measured and position == 0:
                revisions.append(revision(MEASURED, measured))
            with transaction(session):
                results = enter_marks(session, person, event, contest, number, batch(*revisions)).results
            assert all(result.outcome.value == "applied" for result in results)

    return filled


@pytest.fixture
def submit(session: Session, event: Event, contest: Contest, sheet: ScoreSheet, people: Any) -> Callable[..., None]:
    def submitted(seen: str | None = None, to: ScoreSheet = sheet) -> None:
        digest = seen or sheet_digest(session, load_book(session, contest, to))
        with transaction(session):
            submit_sheet(session, people["J1"], event, contest, to.number, digest)

    return submitted


def state(session: Session, sheet: ScoreSheet) -> SheetState:
    session.rollback()
    return session.get_one(ScoreSheet, sheet.id).state


def test_a_complete_sheet_is_submitted_and_signed_with_a_digest_of_its_marks(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, head: User, mark: Any, submit: Any
) -> None:
    mark()
    submit()
    assert state(session, sheet) is SheetState.SUBMITTED
    with transaction(session):
        sign_sheets(session, head, PASSWORD, event, contest)
    assert state(session, sheet) is SheetState.SIGNED
    signed = session.get_one(ScoreSheet, sheet.id)
    assert signed.signed_by == head.id
    assert signed.digest == sheet_digest(session, load_book(session, contest, signed))
    told = session.scalars(select(AuditEvent).where(AuditEvent.action == "sheet:sign")).one()
    assert told.details["sheets"] == {str(sheet.id): signed.digest}


@pytest.mark.parametrize(
    ("measured", "votes", "named"),
    [("", "221", "A1-1（未评）"), ("1", "22", "A1-2（还差 1 票）"), ("1", "113", "A1-2（评判相差超过 1")],
)
def test_an_unmarked_cell_or_an_invalid_judgement_is_named_and_keeps_the_sheet_open(
    session: Session, sheet: ScoreSheet, mark: Any, submit: Any, measured: str, votes: str, named: str
) -> None:
    mark(measured, votes)
    with pytest.raises(RuleViolation) as refused:
        submit()
    assert named in refused.value.text.zh
    assert state(session, sheet) is SheetState.OPEN


def test_a_sheet_whose_marks_changed_since_the_judge_looked_is_not_submitted(
    session: Session, contest: Contest, sheet: ScoreSheet, mark: Any, submit: Any
) -> None:
    old = sheet_digest(session, load_book(session, contest, sheet))
    mark()
    with pytest.raises(Conflict):
        submit(old)
    assert state(session, sheet) is SheetState.OPEN


def test_an_undecided_conflict_keeps_a_sheet_from_being_submitted(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, people: Any, mark: Any, submit: Any
) -> None:
    mark()
    with transaction(session):
        enter_marks(session, people["J2"], event, contest, sheet.number, batch(revision(MEASURED, "2")))
    with pytest.raises(RuleViolation, match="conflicts"):
        submit()


def test_the_head_judge_signs_only_what_was_submitted_and_only_with_the_right_password(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, head: User, mark: Any, submit: Any
) -> None:
    mark()
    with pytest.raises(RuleViolation, match="nothing to sign"), transaction(session):
        sign_sheets(session, head, PASSWORD, event, contest)
    submit()
    with pytest.raises(WrongPassword), transaction(session):
        sign_sheets(session, head, "guess", event, contest)
    assert state(session, sheet) is SheetState.SUBMITTED


def test_what_was_submitted_whole_but_lost_a_judge_is_not_signed(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, head: User, people: Any, mark: Any, submit: Any
) -> None:
    from app.judges.models import Judge

    mark()
    submit()
    delegation = sheet.entry.members[0].delegation
    with transaction(session):
        session.get_one(Judge, people["J1"].judge_id).delegation = delegation
    with pytest.raises(RuleViolation) as refused, transaction(session):
        sign_sheets(session, head, PASSWORD, event, contest)
    assert "还差 1 票" in refused.value.text.zh


def test_signing_other_marks_than_the_head_judge_saw_is_refused(
    session: Session, event: Event, contest: Contest, head: User, mark: Any, submit: Any
) -> None:
    mark()
    submit()
    with pytest.raises(Conflict), transaction(session):
        sign_sheets(session, head, PASSWORD, event, contest, seen="0" * 64)


def test_an_entrant_who_did_not_start_needs_no_marks(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, submit: Any
) -> None:
    with transaction(session):
        session.get_one(ScoreSheet, sheet.id).entry.status = EntryStatus.DNS
    submit()
    assert state(session, sheet) is SheetState.SUBMITTED


def test_returning_a_signed_sheet_voids_the_signature_and_says_why(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, head: User, mark: Any, submit: Any
) -> None:
    mark()
    submit()
    with transaction(session):
        sign_sheets(session, head, PASSWORD, event, contest)
    with pytest.raises(RuleViolation), transaction(session):
        return_sheet(session, head, PASSWORD, event, contest, sheet.number, " ")
    with transaction(session):
        return_sheet(session, head, PASSWORD, event, contest, sheet.number, "A1-1 录错")
    assert state(session, sheet) is SheetState.OPEN
    assert session.get_one(ScoreSheet, sheet.id).digest is None
    told = session.scalars(select(AuditEvent).where(AuditEvent.action == "sheet:return")).one()
    assert told.details["reason"] == "A1-1 录错"
