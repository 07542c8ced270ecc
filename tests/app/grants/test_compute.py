"""Computing grants: from frozen placings only, each with its trace, the same in the page, the workbook and `settle`."""

import io

import openpyxl
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.access import Role
from app.config import Settings
from app.db import transaction
from app.errors import RuleViolation
from app.events.models import Event
from app.exchange.operations import import_package
from app.grants.models import Grant
from app.grants.operations import compute_grants
from app.grants.payout import CHINESE, PayoutRow, payout_workbook
from app.grants.queries import grants, latest_run, payout_rows
from app.results.operations import publish_results
from tests.competition import rewarded_package
from tests.conftest import LogIn


@pytest.fixture
def marked(session: Session, settings: Settings) -> Event:
    """A marked competition whose results bring prizes."""
    with transaction(session):
        return import_package(session, None, rewarded_package(marks=True), settings.cipher)


def publish(session: Session, event: Event, *contests: int) -> None:
    with transaction(session):
        for index in contests:
            publish_results(session, None, event, event.contests[index])


def prizes(session: Session, event: Event) -> list[tuple[str, str, int | None]]:
    run = latest_run(session, event)
    assert run is not None
    return [(one.entry, one.status, one.amount) for one in grants(session, run, kind="prize")]


def test_grants_need_a_published_result(session: Session, marked: Event) -> None:
    with pytest.raises(RuleViolation, match="published"), transaction(session):
        compute_grants(session, None, marked)


def test_prizes_follow_the_published_contests_and_wait_for_evidence(session: Session, marked: Event) -> None:
    publish(session, marked, 0)
    with transaction(session):
        compute_grants(session, None, marked)
    assert prizes(session, marked) == [
        ("01", "granted", 2000000),
        ("02", "pending", 1000000),
        ("03", "pending", 500000),
    ]
    publish(session, marked, 1)
    with transaction(session):
        run = compute_grants(session, None, marked)
    assert run.number == 2
    assert [entry for entry, *_ in prizes(session, marked)] == ["01", "02", "03", "11", "12"]


def test_a_run_pins_the_tariff_by_its_hash(session: Session, marked: Event) -> None:
    publish(session, marked, 0)
    with transaction(session):
        run = compute_grants(session, None, marked)
    (applied,) = run.tariffs
    assert applied["tariff"] == "heilongjiang"
    assert len(applied["sha256"]) == 64


def test_a_kept_grant_never_changes(session: Session, marked: Event) -> None:
    publish(session, marked, 0)
    with transaction(session):
        compute_grants(session, None, marked)
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(update(Grant).values(amount=1))
    session.rollback()
    assert session.scalars(select(Grant.amount).where(Grant.amount == 1)).all() == []


def test_only_granted_money_is_paid(session: Session, marked: Event) -> None:
    publish(session, marked, 0, 1)
    with transaction(session):
        run = compute_grants(session, None, marked)
    rows = payout_rows(session, marked, run)
    assert [(row.entry, row.payee, row.unit, row.amount) for row in rows] == [
        ("01", "选手01", "某厂", 2000000),
        ("11", "选手11", "某厂", 2000000),
    ]


def test_the_workbook_is_the_same_for_the_same_rows_and_evaluates_nothing() -> None:
    row = PayoutRow("=1+1", "+x", "competitor", "@cmd", "-2", "17", "01", "r", "三（七）31", 2000001)
    content = payout_workbook([row], CHINESE)
    assert content == payout_workbook([row], CHINESE)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["payout"]
    assert [cell.data_type for cell in sheet[2]] == ["s"] * 9 + ["n"]
    assert sheet["A2"].value == "=1+1"
    assert sheet["J2"].value == 20000.01
    assert sheet["A1"].value == "支付方"


def test_the_page_shows_clause_and_reason_and_finance_exports(log_in: LogIn, session: Session, marked: Event) -> None:
    publish(session, marked, 0)
    organizer = log_in(Role.ORGANIZER, marked)
    assert "还没有计算奖励" in organizer.get("/events/small-2026/grants").text
    assert organizer.send("/events/small-2026/grants").status_code == 302
    session.rollback()
    finance = log_in(Role.FINANCE, marked)
    page = finance.get("/events/small-2026/grants?kind=prize").text
    assert "20,000.00" in page
    assert "三（七）31" in page
    run = latest_run(session, marked)
    assert run is not None
    first = grants(session, run, kind="prize")[0]
    assert "在省内就业" in finance.get(f"/events/small-2026/grants/{first.id}").text
    book = openpyxl.load_workbook(io.BytesIO(finance.get("/events/small-2026/payout.xlsx").data))
    assert book["payout"].max_row == 2


def test_finance_may_not_compute(log_in: LogIn, session: Session, marked: Event) -> None:
    publish(session, marked, 0)
    assert log_in(Role.FINANCE, marked).send("/events/small-2026/grants").status_code == 403
