"""Choosing the rules of a contest: saved with digests, refused with a name, fixed by signing and publishing."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.access import Role
from app.audit.models import AuditEvent
from app.db import transaction
from app.errors import Conflict, RuleViolation
from app.events.models import Contest, Event
from app.events.queries import contest_rules
from app.marks.models import ScoreSheet, SheetState
from app.results.operations import publish_results
from app.rules.operations import configure_contest, rules_digest
from scoring.rules import (
    Awards,
    LastResort,
    MedalModel,
    Merit,
    RankingRules,
    RatioGrades,
    Rounding,
    RoundingMode,
    TieKey,
    TieKeyKind,
)
from scoring.rules import Contest as Rules
from tests.conftest import LogIn

TIES = RankingRules((TieKey(TieKeyKind.CRITERION, "B", True), TieKey(TieKeyKind.DURATION, None, False)))
GRADES = RatioGrades((Fraction(1, 10), Fraction(1, 5), Fraction(1, 3)), (3, 6, 9), RoundingMode.HALF_UP)


@pytest.fixture
def contest(event: Event) -> Contest:
    return event.contests[0]


def configure(session: Session, event: Event, rules: Rules, version: int | None = None) -> bool:
    contest = event.contests[0]
    seen = contest.version if version is None else version
    with transaction(session):
        return configure_contest(session, None, event, contest, rules, seen)


def test_configure_contest_puts_rules_in_force_and_keeps_the_schemes(
    session: Session, event: Event, contest: Contest
) -> None:
    before = contest_rules(session, contest)
    wanted = replace(before, ranking=TIES, awards=Awards(MedalModel.RATIO, grades=GRADES), rounding=Rounding(3))
    assert configure(session, event, wanted) is True
    session.expire_all()
    assert contest_rules(session, contest) == wanted


def test_configuring_writes_both_digests_into_the_chain(session: Session, event: Event, contest: Contest) -> None:
    before = contest_rules(session, contest)
    wanted = replace(before, ranking=TIES)
    configure(session, event, wanted)
    written = session.scalars(select(AuditEvent).where(AuditEvent.action == "contest:configure")).one()
    assert written.chain == "event:small-2026"
    assert written.details == {"before": rules_digest(before), "after": rules_digest(wanted)}


def test_the_same_rules_again_write_nothing(session: Session, event: Event, contest: Contest) -> None:
    version = contest.version
    assert configure(session, event, contest_rules(session, contest)) is False
    session.expire_all()
    assert contest.version == version
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "contest:configure")).all() == []


def test_rules_that_cannot_be_are_refused(session: Session, event: Event, contest: Contest) -> None:
    wanted = replace(contest_rules(session, contest), awards=Awards(MedalModel.RATIO))
    with pytest.raises(RuleViolation, match="needs grades"):
        configure(session, event, wanted)


def test_whoever_saves_second_is_told(session: Session, event: Event, contest: Contest) -> None:
    seen = contest.version
    rules = contest_rules(session, contest)
    configure(session, event, replace(rules, ranking=TIES))
    with pytest.raises(Conflict):
        configure(session, event, replace(rules, rounding=Rounding(1)), seen)
    assert contest_rules(session, contest).ranking == TIES


def sign_one(session: Session, contest: Contest) -> None:
    first = session.scalars(select(ScoreSheet.id).where(ScoreSheet.contest_id == contest.id)).first()
    with transaction(session):
        session.execute(update(ScoreSheet).where(ScoreSheet.id == first).values(state=SheetState.SIGNED))


def test_one_signed_sheet_fixes_the_rules(session: Session, event: Event, contest: Contest) -> None:
    sign_one(session, contest)
    with pytest.raises(RuleViolation, match="1 score sheets are signed"):
        configure(session, event, replace(contest_rules(session, contest), ranking=TIES))


def test_a_signed_sheet_of_another_contest_fixes_nothing_here(session: Session, event: Event, contest: Contest) -> None:
    sign_one(session, event.contests[1])
    assert configure(session, event, replace(contest_rules(session, contest), ranking=TIES)) is True


def test_a_publication_fixes_the_rules(session: Session, make_event: Callable[..., Event]) -> None:
    event = make_event(marks=True)
    with transaction(session):
        publish_results(session, None, event, event.contests[0])
    with pytest.raises(RuleViolation, match="published"):
        configure(session, event, replace(contest_rules(session, event.contests[0]), rounding=Rounding(1)))


@pytest.mark.parametrize(
    "idle",
    [Awards(grades=GRADES), Awards(fixed=(1, 2, 3)), Awards(tie_band=replace(Awards().tie_band, points=5))],
    ids=["grades", "fixed", "tie band"],
)
def test_what_no_result_reads_may_change_after_a_signature(
    idle: Awards, session: Session, event: Event, contest: Contest
) -> None:
    sign_one(session, contest)
    assert configure(session, event, replace(contest_rules(session, contest), awards=idle)) is True


@pytest.mark.parametrize(
    "telling",
    [
        {"awards": Awards(merit=Merit(Fraction(1, 2), RoundingMode.DOWN))},
        {"awards": Awards(MedalModel.FIXED, fixed=(1, 2, 3))},
        {"ranking": RankingRules(last=LastResort.DECIDE)},
        {"rounding": Rounding(mode=RoundingMode.DOWN)},
    ],
    ids=["merit", "medals", "last", "mode"],
)
def test_what_results_read_may_not(
    telling: dict[str, object], session: Session, event: Event, contest: Contest
) -> None:
    sign_one(session, contest)
    with pytest.raises(RuleViolation):
        configure(session, event, replace(contest_rules(session, contest), **telling))


def test_a_pass_mark_counts_because_grants_read_it(session: Session, event: Event, contest: Contest) -> None:
    sign_one(session, contest)
    rules = contest_rules(session, contest)
    gated = replace(rules, parts=tuple(replace(part, pass_percent=Fraction(60)) for part in rules.parts))
    with pytest.raises(RuleViolation):
        configure(session, event, gated)


def test_only_organizers_and_the_province_configure(log_in: LogIn, event: Event) -> None:
    place = "/events/small-2026/contests/17/rules"
    assert {role for role in Role if log_in(role, event).get(place).status_code == 200} == {
        Role.ORGANIZER,
        Role.PROVINCE_ADMINISTRATOR,
    }
