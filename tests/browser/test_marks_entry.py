"""Entering marks in a real Chromium: keys, panel, outbox."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Role
from app.events.models import Contest, Event
from app.marks.models import MarkVersion
from scoring.results import MARK_SCALE
from tests.app.marks.marking import contest_of, judge_id, sheet_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]
SENT = "#device[data-kind=ok][data-pending='0']"


@pytest.fixture
def contest(session: Session, event: Event) -> Contest:
    return contest_of(session, event)


@pytest.fixture
def open_sheet(
    session: Session, event: Event, contest: Contest, open_session: Callable[..., Any], open_page: Callable[..., Page]
) -> Callable[..., Page]:
    """`open_sheet("J2", "A1", 1)`: the page of a judge on the sheet of an entry."""

    def opened(judge: str = "J2", sub: str = "A1", place: int = 1, **options: Any) -> Page:
        sheet = sheet_of(session, contest, sub, place)
        _user, token = open_session(Role.JUDGE, event, contest, judge_id=judge_id(session, event, judge))
        page = open_page(f"/events/{event.code}/contests/{contest.code}/sheets/{sheet.number}", token, **options)
        page.wait_for_selector(SENT)
        return page

    return opened


def values(session: Session, event: Event) -> list[int | None]:
    session.rollback()
    return list(session.scalars(select(MarkVersion.value).order_by(MarkVersion.id)))


def test_a_judge_marks_a_sheet_by_keyboard_alone(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    page = open_sheet()
    page.locator(".mark-input").first.focus()
    page.keyboard.type("１．5")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    page.wait_for_selector("[data-aspect='A1-2'][data-cell='sent']")
    page.wait_for_selector(SENT)
    assert values(session, event) == [MARK_SCALE * 3 // 2, 2 * MARK_SCALE]
    expect(page.locator("#total")).to_have_text("1.50")
