"""Taking a scheme over, carrying marks, two people, and the lock; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import Role
from app.accounts.models import User
from app.accounts.operations import NewRole
from app.db import transaction
from app.errors import Conflict, RuleViolation
from app.events.codec import rules_of, scheme_of
from app.events.models import Contest, Event, SchemeVersion
from app.events.queries import current_schemes
from app.marks.models import MarkVersion, ScoreSheet, SheetState
from app.marks.queries import mark_rows
from app.results.queries import unsigned_sheets
from app.schemes.approving import approve_change
from app.schemes.effects import unfit_marks
from app.schemes.queries import given_marks, part_in, part_schemes
from app.schemes.versions import NewScheme, Outcome, lock_scheme, put_in_force
from scoring.scheme import Aspect, AspectType, Scheme
from tests.competition import MEASURED, SCORED, VOTED, scheme
from tests.conftest import PASSWORD


@pytest.fixture
def contest(event: Event) -> Contest:
    return event.contests[0]


@pytest.fixture
def people(session: Session, make_account: Callable[..., int]) -> tuple[User, User]:
    made = [make_account(name, NewRole(Role.ORGANIZER)) for name in ("first", "second")]
    session.rollback()
    first, second = (session.get_one(User, key) for key in made)
    return first, second


def changed(change: Callable[[Aspect], Aspect | None], of: Scheme | None = None) -> Scheme:
    """The small scheme with every aspect passed through `change`; None leaves it out."""
    return Scheme(
        tuple(
            replace(
                criterion,
                subs=tuple(
                    replace(sub, aspects=tuple(filter(None, map(change, sub.aspects)))) for sub in criterion.subs
                ),
            )
            for criterion in (of or scheme()).criteria
        )
    )


def halved(aspect: Aspect) -> Aspect:
    return replace(aspect, maximum=aspect.maximum / 2) if aspect.code == MEASURED else aspect


def put(
    session: Session,
    actor: User,
    event: Event,
    contest: Contest,
    new: Scheme,
    reason: str = "",
    base: int | None = None,
) -> Outcome:
    held = part_schemes(session, contest, part_in(contest, "practice"))
    number = base if base is not None else held.current.number if held.current else 0
    with transaction(session):
        return put_in_force(session, actor, event, contest, "practice", NewScheme(new, number, reason=reason))


def sheets(session: Session, contest: Contest, version: SchemeVersion) -> list[ScoreSheet]:
    query = select(ScoreSheet).where(ScoreSheet.contest_id == contest.id, ScoreSheet.scheme_id == version.id)
    return list(session.scalars(query.order_by(ScoreSheet.id)))


def test_without_marks_a_new_version_is_in_force_at_once_with_sheets_of_its_own(
    session: Session, event: Event, contest: Contest, people: tuple[User, User]
) -> None:
    old = current_schemes(session, contest)["practice"]
    number = len(sheets(session, contest, old))
    version = put(session, people[0], event, contest, changed(halved)).version
    assert version is not None
    assert version.number == 2
    assert current_schemes(session, contest)["practice"].id == version.id
    assert sheets(session, contest, old) == []
    assert {sheet.state for sheet in sheets(session, contest, version)} == {SheetState.OPEN}
    assert len(sheets(session, contest, version)) == number
    assert rules_of(contest, {}).parts[0].full == 9


def test_the_same_scheme_and_one_made_from_an_older_version_are_refused(
    session: Session, event: Event, contest: Contest, people: tuple[User, User]
) -> None:
    with pytest.raises(RuleViolation):
        put(session, people[0], event, contest, scheme())
    with pytest.raises(Conflict):
        put(session, people[0], event, contest, changed(halved), base=7)
    assert (
        session.scalar(select(func.count()).select_from(SchemeVersion).where(SchemeVersion.contest_id == contest.id))
        == 1
    )


@pytest.fixture
def marked(make_event: Callable[..., Event]) -> Event:
    return make_event("marked-2026", marks=True)


def test_with_marks_a_change_needs_a_reason_and_a_second_person(
    session: Session, marked: Event, people: tuple[User, User]
) -> None:
    contest, (first, second) = marked.contests[0], people
    new = changed(lambda one: None if one.code == SCORED else halved(one), None)
    new = Scheme(tuple(criterion for criterion in new.criteria if criterion.code == "A"))
    with pytest.raises(RuleViolation, match="reason"):
        put(session, first, marked, contest, new)
    change = put(session, first, marked, contest, new, "图样改版").change
    assert change is not None
    assert current_schemes(session, contest)["practice"].number == 1
    for actor, password in ((first, PASSWORD), (second, "wrong password")):
        with pytest.raises(RuleViolation), transaction(session):
            approve_change(session, actor, password, marked, contest, change.id, take=True)
    with transaction(session):
        outcome = approve_change(session, second, PASSWORD, marked, contest, change.id, take=True)
    assert outcome.version is not None
    assert outcome.version.number == 2
    with pytest.raises(RuleViolation), transaction(session):
        approve_change(session, second, PASSWORD, marked, contest, change.id, take=False)


def test_marks_that_fit_are_carried_and_those_that_do_not_stay_under_their_version(
    session: Session, marked: Event, people: tuple[User, User]
) -> None:
    contest, (first, second) = marked.contests[0], people
    old = current_schemes(session, contest)["practice"]
    new = changed(halved)
    misfits = unfit_marks(scheme_of(old), new, given_marks(session, old))
    assert [(one.aspect, one.count) for one in misfits] == [(MEASURED, 1)]
    before = session.scalar(select(func.count()).select_from(MarkVersion))
    change = put(session, first, marked, contest, new, "尺寸分值改小").change
    assert change is not None
    with transaction(session):
        outcome = approve_change(session, second, PASSWORD, marked, contest, change.id, take=True)
    assert outcome.version is not None
    rows = list(mark_rows(session, contest))
    assert outcome.carried == len(rows)
    assert sorted(row.value for row in rows if row.aspect == MEASURED) == [0, 10**9]
    assert sum(row.aspect == VOTED for row in rows) == 9
    assert session.scalar(select(func.count()).select_from(MarkVersion)) == (before or 0) + outcome.carried
    assert {sheet.state for sheet in sheets(session, contest, old)} == {SheetState.SIGNED}
    assert unsigned_sheets(session, contest) == len(sheets(session, contest, outcome.version)) == 6


def test_a_renamed_aspect_keeps_its_marks(session: Session, marked: Event, people: tuple[User, User]) -> None:
    contest, (first, second) = marked.contests[0], people
    new = changed(lambda one: replace(one, code="A1-9") if one.code == MEASURED else one)
    change = put(session, first, marked, contest, new, "编号改正").change
    assert change is not None
    with transaction(session):
        approve_change(session, second, PASSWORD, marked, contest, change.id, take=True)
    assert sorted(row.value for row in mark_rows(session, contest) if row.aspect == "A1-9") == [0, 10**9, 2 * 10**9]


def test_a_mark_of_another_type_or_calculation_does_not_fit() -> None:
    from app.schemes.effects import GivenMark

    typed = changed(lambda one: replace(one, type=AspectType.SCORED) if one.code == MEASURED else one)
    assert [one.why.en for one in unfit_marks(scheme(), typed, [GivenMark(1, MEASURED, 1)])] == [
        "The type of the aspect changed."
    ]
    gone = changed(lambda one: None if one.code == MEASURED else one)
    assert [one.why.en for one in unfit_marks(scheme(), gone, [GivenMark(1, MEASURED, 1)])] == [
        "The aspect was removed."
    ]


def test_a_locked_scheme_changes_only_by_two_people_and_stays_locked(
    session: Session, event: Event, contest: Contest, people: tuple[User, User]
) -> None:
    first, second = people
    version = current_schemes(session, contest)["practice"]
    with pytest.raises(Conflict), transaction(session):
        lock_scheme(session, first, PASSWORD, event, contest, "practice", "0" * 64)
    with pytest.raises(RuleViolation), transaction(session):
        lock_scheme(session, first, "wrong", event, contest, "practice", version.digest)
    with transaction(session):
        held = lock_scheme(session, first, PASSWORD, event, contest, "practice", version.digest)
    assert held.locked_digest == version.digest
    assert held.locked_at is not None
    change = put(session, first, event, contest, changed(halved), "笔误").change
    assert change is not None
    with pytest.raises(RuleViolation):
        put(session, second, event, contest, changed(halved), "又一项")
    with transaction(session):
        outcome = approve_change(session, second, PASSWORD, event, contest, change.id, take=True)
    assert outcome.version is not None
    lock = part_schemes(session, contest, part_in(contest, "practice")).lock
    assert lock is not None
    assert (lock.scheme_id, lock.locked_digest, lock.locked_by) == (
        outcome.version.id,
        outcome.version.digest,
        second.id,
    )


def test_a_refused_change_leaves_the_scheme(session: Session, marked: Event, people: tuple[User, User]) -> None:
    contest, (first, _second) = marked.contests[0], people
    change = put(session, first, marked, contest, changed(halved), "试一试").change
    assert change is not None
    with transaction(session):
        approve_change(session, first, PASSWORD, marked, contest, change.id, take=False, answer="撤回")
    assert change.taken is False
    assert current_schemes(session, contest)["practice"].number == 1
    assert rules_of(contest, {}).parts[0].full == Fraction(10)
