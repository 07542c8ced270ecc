"""Publishing results: only when signed and unblocked, frozen for good, and shown to everybody."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.access import Role
from app.audit.models import AuditEvent
from app.config import Settings
from app.db import transaction
from app.errors import RuleViolation
from app.events.models import Event
from app.exchange.operations import import_package
from app.marks.models import ScoreSheet, SheetState
from app.results.models import Decision, Placing, PublicationState
from app.results.operations import publish_results, record_decision
from app.results.queries import computed_result, placings, published
from tests.competition import small_package
from tests.conftest import PASSWORD, LogIn


@pytest.fixture
def marked(make_event: Callable[..., Event]) -> Event:
    return make_event(marks=True)


def sign_all(session: Session) -> None:
    with transaction(session):
        session.execute(update(ScoreSheet).values(state=SheetState.SIGNED))


def test_publish_freezes_ranks_totals_and_medals(session: Session, marked: Event) -> None:
    contest = marked.contests[0]
    with transaction(session):
        publication = publish_results(session, None, marked, contest)
    lines = placings(session, publication)
    assert publication.state is PublicationState.PUBLISHED
    assert [(line.entry.code, line.rank, line.medal) for line in lines] == [
        ("01", 1, "gold"),
        ("02", 2, "silver"),
        ("03", 3, "bronze"),
    ]
    assert lines[0].total == Decimal(100)


def test_publish_refuses_while_a_sheet_is_not_signed(session: Session, event: Event) -> None:
    with pytest.raises(RuleViolation, match="not signed"), transaction(session):
        publish_results(session, None, event, event.contests[0])
    assert published(session, event.contests[0]) is None


def test_publish_refuses_signed_sheets_with_unmarked_cells(session: Session, event: Event) -> None:
    sign_all(session)
    with pytest.raises(RuleViolation, match="solved first"), transaction(session):
        publish_results(session, None, event, event.contests[0])


def test_a_second_publication_leaves_the_first_as_it_was(session: Session, marked: Event) -> None:
    contest = marked.contests[0]
    with transaction(session):
        first = publish_results(session, None, marked, contest).id
    with transaction(session):
        second = publish_results(session, None, marked, contest)
    assert second.number == 2
    assert len(session.scalars(select(Placing).where(Placing.publication_id == first)).all()) == 3


def test_nobody_changes_a_frozen_placing(session: Session, marked: Event) -> None:
    with transaction(session):
        publish_results(session, None, marked, marked.contests[0])
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(update(Placing).values(rank=1))
    session.rollback()


def test_publishing_is_written_into_the_chain_of_the_event(session: Session, marked: Event) -> None:
    with transaction(session):
        publication = publish_results(session, None, marked, marked.contests[0], reason="省赛组委会〔2026〕3号")
    written = session.scalars(select(AuditEvent).where(AuditEvent.action == "result:publish")).one()
    assert written.chain == "event:small-2026"
    assert written.details["digest"] == publication.digest
    assert written.details["reason"] == "省赛组委会〔2026〕3号"


def test_a_decision_names_entries_of_the_contest_each_once(session: Session, marked: Event) -> None:
    contest = marked.contests[0]
    for order in (("01",), ("01", "01"), ("01", "11")):
        with pytest.raises(RuleViolation), transaction(session):
            record_decision(session, 1, marked, contest, order, None)
    assert session.scalars(select(Decision)).all() == []


def test_the_computed_result_is_what_is_frozen(session: Session, marked: Event) -> None:
    contest = marked.contests[0]
    result = computed_result(session, contest)
    with transaction(session):
        publication = publish_results(session, None, marked, contest)
    frozen = [(line.entry.code, line.total, line.rank, line.scale) for line in placings(session, publication)]
    assert frozen == [(line.entry, line.total, line.rank, line.scale) for line in result.entries]


def test_the_organizer_publishes_on_the_page_and_everybody_sees_it(log_in: LogIn, marked: Event) -> None:
    organizer = log_in(Role.ORGANIZER, marked)
    place = "/events/small-2026/contests/17/results"
    assert "公布前检查" in organizer.get(f"{place}/preview").text
    assert organizer.send(place, {"reason": "组委会", "password": "wrong password"}).status_code == 422
    assert organizer.application.test_client().get(place).status_code == 404
    assert organizer.send(place, {"reason": "组委会", "password": PASSWORD}).status_code == 302
    page = organizer.application.test_client().get(place)
    assert page.status_code == 200
    assert "选手01" in page.text
    assert "9999991990" not in page.text


def test_the_form_keeps_what_was_typed_and_says_what_is_missing(log_in: LogIn, marked: Event) -> None:
    organizer = log_in(Role.ORGANIZER, marked)
    page = organizer.send("/events/small-2026/contests/17/results", {"reason": "", "password": ""})
    assert page.status_code == 422
    assert "请写明依据或说明" in page.text


def test_whoever_may_not_see_entrants_previews_stations_only(log_in: LogIn, marked: Event) -> None:
    place = "/events/small-2026/contests/17/results/preview"
    judge = log_in(Role.HEAD_JUDGE, marked).get(place).text
    assert "S01" in judge
    assert "选手01" not in judge
    assert "某厂" not in judge
    assert "选手01" in log_in(Role.ORGANIZER, marked).get(place).text


def test_a_contest_decided_elsewhere_without_a_single_result_ranks_nobody(session: Session, settings: Settings) -> None:
    package = small_package()
    (contest, *_others) = package.contests
    elsewhere = replace(contest, rules=replace(contest.rules, parts=()))
    with transaction(session):
        event = import_package(session, None, replace(package, contests=(elsewhere,)), settings.cipher)
    result = computed_result(session, event.contests[0])
    assert [(line.rank, line.medal, line.total) for line in result.entries] == [(None, None, None)] * 3
