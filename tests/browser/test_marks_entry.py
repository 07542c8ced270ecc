"""Entering marks in a real Chromium: keys, panel, outbox."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Role
from app.events.models import Contest, Event
from app.marks.models import MarkVersion
from scoring.results import MARK_SCALE
from tests.app.marks.marking import contest_of, judge_id, sheet_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]
AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
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


def test_twelve_values_typed_fast_all_reach_the_disk_and_the_server(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    page = open_sheet()
    field = page.locator(".mark-input").first
    field.focus()
    for number in range(12):
        page.keyboard.type(str(number % 3))
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(60)
    page.wait_for_selector("[data-aspect='A1-1'][data-cell='sent']")
    page.wait_for_selector(SENT)
    assert values(session, event) == [number % 3 * MARK_SCALE for number in range(12)]


def test_the_focus_moves_at_once_forward_and_back_and_escape_restores(open_sheet: Callable[..., Page]) -> None:
    page = open_sheet()
    field = page.locator(".mark-input").first
    field.focus()
    page.keyboard.type("1")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-aspect='A1-2'] input").first).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionEnd - field.selectionStart") == 1
    page.keyboard.type("2")
    page.keyboard.press("Escape")
    expect(field).to_have_value("1")


def test_a_value_out_of_range_is_named_and_never_sent(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    page = open_sheet()
    page.locator(".mark-input").first.fill("9")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-aspect='A1-1'][data-cell='invalid']")
    expect(page.locator("[data-aspect='A1-1'] .cell-message")).to_have_text("应为 0–2")
    assert values(session, event) == []


def test_enter_while_the_input_method_composes_does_nothing(open_sheet: Callable[..., Page]) -> None:
    page = open_sheet()
    field = page.locator(".mark-input").first
    field.focus()
    field.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    expect(field).to_be_focused()


def test_undo_takes_the_last_mark_back_as_a_new_revision(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    page = open_sheet()
    field = page.locator(".mark-input").first
    for typed in ("1", "2"):
        field.fill(typed)
        page.keyboard.press("Enter")
    page.locator("#undo").click()
    expect(field).to_have_value("1")
    page.locator("#undo").click()
    expect(field).to_have_value("")
    page.wait_for_selector(SENT)
    page.wait_for_selector("[data-aspect='A1-1'][data-cell='none']")
    assert values(session, event) == [MARK_SCALE, 2 * MARK_SCALE, MARK_SCALE, None]


def test_marks_typed_without_a_network_survive_closing_the_page_and_are_sent_later(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    page = open_sheet()
    page.context.set_offline(True)
    page.locator(".mark-input").first.fill("1.25")
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    page.wait_for_selector("[data-aspect='A1-2'][data-cell='local']")
    page.wait_for_selector("#device[data-kind=local][data-pending='2']")
    assert values(session, event) == []
    address = page.url
    page.close()
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    again.wait_for_selector(SENT)
    expect(again.locator(".mark-input").first).to_have_value("1.25")
    assert values(session, event) == [MARK_SCALE * 5 // 4, 3 * MARK_SCALE]


def test_a_lost_acknowledgement_and_a_captive_portal_count_for_nothing(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    page = open_sheet()
    tries = 0

    def spoil(route: Route) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            route.fetch()
            route.abort()
        elif tries == 2:
            route.fulfill(status=200, content_type="text/html", body="<h1>Wi-Fi 登录</h1>")
        else:
            route.continue_()

    page.route("**/marks/sync", spoil)
    page.locator(".mark-input").first.fill("1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#device[data-kind=local]")
    page.wait_for_selector(SENT)
    assert tries >= 3
    assert values(session, event) == [MARK_SCALE]


def test_a_login_that_expired_keeps_the_marks_and_says_so(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    page = open_sheet()
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator(".mark-input").first.fill("1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#device[data-kind=problem][data-pending='1']")
    expect(page.locator("#device")).to_contain_text("登录已过期")
    page.context.add_cookies(cookies)
    page.locator("#device").click()
    page.wait_for_selector(SENT)
    assert values(session, event) == [MARK_SCALE]


def test_two_devices_disagree_and_a_judge_chooses(
    session: Session, event: Event, open_sheet: Callable[..., Page]
) -> None:
    first, second = open_sheet("J2"), open_sheet("J3")
    first.locator(".mark-input").first.fill("2")
    first.keyboard.press("Enter")
    first.wait_for_selector("[data-aspect='A1-1'][data-cell='sent']")
    second.locator(".mark-input").first.fill("1")
    second.keyboard.press("Enter")
    second.wait_for_selector("[data-aspect='A1-1'][data-cell='conflict']")
    second.get_by_role("button", name="用 1（后到）").click()
    second.wait_for_selector("[data-aspect='A1-1'][data-cell='sent']")
    expect(second.locator(".mark-input").first).to_have_value("1")
    assert values(session, event) == [2 * MARK_SCALE, MARK_SCALE]


def test_three_judges_vote_blind_and_a_spread_calls_for_a_new_vote(open_sheet: Callable[..., Page]) -> None:
    pages = {judge: open_sheet(judge) for judge in ("J1", "J2", "J3")}
    for judge, vote in (("J1", "1"), ("J2", "3")):
        pages[judge].locator("[data-aspect='A1-2'] label").nth(int(vote)).click()
        pages[judge].wait_for_selector("[data-aspect='A1-2'][data-cell='sent']")
    expect(pages["J2"].locator("[data-votes]").last).to_have_text("已投 2 / 3 票")
    pages["J3"].locator("[data-aspect='A1-2'] label").nth(2).click()
    expect(pages["J3"].locator("[data-aspect='A1-2'] [data-votes]")).to_contain_text("甲1 乙3 丙2")
    expect(pages["J3"].locator("[data-aspect='A1-2'] [data-votes]")).to_contain_text("重新投票（第 2 轮）")
    expect(pages["J3"].locator("[data-aspect='A1-2'] input:checked")).to_have_count(0)


SIZES = {"phone": (360, 740), "tablet": (800, 1280), "desk": (1280, 800)}


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_fits_every_screen_with_targets_for_fingers_and_without_barriers(
    open_sheet: Callable[..., Page], size: str
) -> None:
    width, height = SIZES[size]
    page = open_sheet(viewport={"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for target in page.locator(".mark-input, .levels label, .bottom-bar button, .entrant-strip a").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, target.inner_text()
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
