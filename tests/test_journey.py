"""The whole way in a real browser, from the marks of three judges to a certificate that anybody verifies."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.access import Role
from app.accounts.operations import NewRole
from app.config import Settings
from app.db import transaction
from app.events.models import Contest, Event
from app.exchange.operations import import_package
from app.issuing.models import Certificate
from app.jobs import run_next
from app.results.queries import contest_entries
from app.worker import JOB_MODULES
from tests.app.marks.marking import judge_id, sheet_of
from tests.competition import MEASURED, SCORED, VOTED, rewarded_package
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
SENT = "#device[data-kind=ok][data-pending='0']"
MARKS = {0: {MEASURED: "2", VOTED: 3, SCORED: "5"}, 1: {MEASURED: "１.5", VOTED: 2, SCORED: "4"}}
"""What every judge gives the first and the second entry of contest 18; one value is typed with a full-width digit."""


@pytest.fixture
def event(session: Session, settings: Settings) -> Event:
    """The competition before anybody has marked, in which results bring prizes."""
    with transaction(session):
        return import_package(session, None, rewarded_package(), settings.cipher, sealed=False)


def sign_in(page: Page, login: str) -> None:
    page.goto("/login")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")


def mark_sheet(page: Page, address: str, values: dict[str, Any], *, alone: bool) -> None:
    """Fill in one sheet; `alone` enters the agreed measurement too. Nothing is saved by hand."""
    page.goto(address)
    page.wait_for_selector(SENT)
    for row in page.locator(".mark-row").all():
        aspect = row.get_attribute("data-aspect")
        assert aspect is not None
        if row.get_attribute("data-type") == "J":
            row.locator("label", has_text=str(values[aspect])).first.click()
        elif row.get_attribute("data-type") == "S" or alone:
            row.locator(".mark-input").fill(values[aspect])
            page.keyboard.press("Enter")
    page.wait_for_selector(SENT)


def confirm(page: Page, dialog: str, reason: str = "") -> None:
    """Confirm an official step as a person does: open the dialog, give reason and password."""
    page.locator(f"[data-dialog={dialog}]").click()
    if reason:
        page.locator(f"#{dialog}-reason").fill(reason)
    page.locator(f"#{dialog}-password").fill(PASSWORD)
    page.locator(f"#{dialog} .dialog-foot button").last.click()
    page.wait_for_load_state()


def test_from_the_tablet_to_the_verified_certificate(
    event: Event,
    session: Session,
    sessions: sessionmaker[Session],
    settings: Settings,
    make_account: Callable[..., int],
    open_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    contest = event.contests[1]
    place = f"/events/{event.code}/contests/{contest.code}"
    addresses = _sheet_addresses(session, contest, place)
    _make_accounts(session, event, contest, make_account)

    for judge in ("J1", "J2", "J3"):
        page = open_page(viewport={"width": 800, "height": 1280})
        sign_in(page, judge)
        for entry, sheets in addresses.items():
            for address in sheets:
                mark_sheet(page, address, MARKS[entry], alone=judge == "J1")
    for address in (address for sheets in addresses.values() for address in sheets):
        page.goto(address)
        page.wait_for_selector(SENT)
        page.locator("#ask-submit").click()
        page.locator("#submit .dialog-foot button").last.click()
        expect(page.get_by_text("等待裁判长签字")).to_be_visible()

    head = open_page()
    sign_in(head, "head")
    head.goto(f"{place}/sheets")
    confirm(head, "sign")
    expect(head.get_by_text("裁判长已签").first).to_be_visible()

    organizer = open_page()
    sign_in(organizer, "organizer")
    organizer.goto(f"{place}/results/preview")
    confirm(organizer, "publish", "组委会决定")
    expect(organizer.get_by_role("row", name="选手11").get_by_text("金牌")).to_be_visible()
    organizer.goto(f"/events/{event.code}/grants")
    organizer.get_by_role("button", name="计算奖励").click()
    expect(organizer.get_by_text("20,000.00").first).to_be_visible()
    with organizer.expect_download() as download:
        organizer.get_by_role("link", name="导出发放表").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert [row[9] for row in book["payout"].iter_rows(min_row=2, values_only=True)] == [20000]

    organizer.goto(f"/events/{event.code}/certificates")
    organizer.get_by_role("button", name="制作 2 张证书").click()
    assert JOB_MODULES
    assert run_next(sessions, settings)

    winner = open_page(viewport={"width": 360, "height": 740})
    sign_in(winner, "winner")
    winner.goto("/certificates")
    with winner.expect_download() as download:
        winner.get_by_role("link", name="下载证书").click()
    paper = Path(download.value.path()).read_bytes()
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        assert "选手11" in pdf.pages[0].extract_text().replace(" ", "")

    session.rollback()
    certificate = session.scalars(select(Certificate).order_by(Certificate.number)).first()
    assert certificate is not None
    anybody = open_page(f"/verify/{certificate.code}", viewport={"width": 360, "height": 740})
    expect(anybody.get_by_text(certificate.number)).to_be_visible()
    expect(anybody.get_by_text("选手11")).to_have_count(0)


def _sheet_addresses(session: Session, contest: Contest, place: str) -> dict[int, list[str]]:
    return {
        entry: [f"{place}/sheets/{sheet_of(session, contest, sub, entry).number}" for sub in ("A1", "B1")]
        for entry in MARKS
    }


def _make_accounts(session: Session, event: Event, contest: Contest, make_account: Callable[..., int]) -> None:
    winner = contest_entries(session, contest)[0].members[0].person_id
    for judge in ("J1", "J2", "J3"):
        role = NewRole(Role.JUDGE, event.id, contest.id, judge_id=judge_id(session, event, judge))
        make_account(judge, role)
    make_account("head", NewRole(Role.HEAD_JUDGE, event.id, contest.id))
    make_account("organizer", NewRole(Role.ORGANIZER, event.id))
    make_account("winner", NewRole(Role.ENTRANT, event.id, person_id=winner))
