"""A scheme from the workbook to the locked version in a real Chromium: questions, taking over, editing, two people."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.access import Role
from app.events.codec import scheme_of
from app.events.models import Contest, Event
from app.events.queries import current_schemes
from app.schemes.queries import part_in, part_schemes
from tests.app.schemes.books import score_sheet
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]
AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SIZES = ((1440, 900), (834, 1112), (390, 844))
SHEET = score_sheet(("划线", 40), ("锯削", 35), ("倒角", 25))


def assert_sound(page: Page) -> None:
    """No page that scrolls sideways at any size, and nothing axe complains of."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        root = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(root) <= 0, f"{page.url} scrolls sideways at {width}"
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate(AXE)
    found = "async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].html])"
    assert page.evaluate(found) == []


@pytest.fixture
def contest(event: Event) -> Contest:
    return event.contests[0]


@pytest.fixture
def place(event: Event, contest: Contest) -> str:
    return f"/events/{event.code}/contests/{contest.code}/schemes"


@pytest.fixture
def organizer(open_session: Callable[..., Any]) -> str:
    return open_session(Role.ORGANIZER)[1]


def upload(page: Page, content: bytes, name: str = "钳工.xlsx") -> None:
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="上传并预览").click()


def test_a_score_sheet_becomes_a_version_in_force(
    session: Session, contest: Contest, place: str, organizer: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(place, organizer)
    assert_sound(page)
    upload(page, SHEET)
    expect(page.locator(".question-open")).to_have_count(3)
    assert_sound(page)
    page.locator(".question-open .question-head a").nth(1).click()
    expect(page.locator(".cell-here")).to_have_text("锯削")
    page.locator(".question-open select").first.select_option("J")
    page.locator(".question-open button", has_text="用这个值").first.click()
    expect(page.locator(".question-open")).to_have_count(2)
    page.get_by_role("button", name="未定类型全部设为 M").click()
    expect(page.locator(".question-open")).to_have_count(0)
    page.locator("[data-dialog=take]").click()
    page.locator("dialog[open] .btn-primary").click()
    expect(page.locator("h1")).to_contain_text("第 2 版")
    assert_sound(page)
    session.rollback()
    scheme = scheme_of(current_schemes(session, contest)["practice"])
    assert [aspect.type.value for aspect in scheme.aspects.values()] == ["J", "M", "M"]
    assert scheme.total == 100


def test_a_file_that_cannot_be_read_is_explained_and_the_part_stays_chosen(
    place: str, organizer: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(place, organizer)
    upload(page, b"%PDF-1.7 ...", "方案.xlsx")
    expect(page.locator(".error-summary")).to_contain_text("PDF")


def test_columns_are_named_by_hand_where_nothing_was_recognised(
    place: str, organizer: str, open_page: Callable[..., Page]
) -> None:
    from tests.app.schemes.books import book

    page = open_page(place, organizer)
    upload(page, book(("表", [("甲", "乙", "丙"), ("x", "划线", "四十"), ("y", "锯削", "六十")])))
    expect(page.locator(".notice.tone-problem")).to_be_visible()
    page.locator("[name=header]").fill("1")
    page.locator("[name=column-description]").select_option("B")
    page.locator("[name=column-maximum]").select_option("C")
    assert_sound(page)
    page.get_by_role("button", name="按此读取并记住").click()
    expect(page.locator("#preview")).to_be_visible()


def test_the_editor_counts_undoes_tries_and_saves_by_keyboard(
    session: Session, contest: Contest, place: str, organizer: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{place}/practice/edit", organizer)
    expect(page.locator("#total")).to_have_text("10")
    first = page.locator(".edit-aspect").first
    first.locator("[data-column=maximum]").fill("4")
    expect(page.locator("#total")).to_have_text("12")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".edit-aspect")).to_have_count(4)
    page.keyboard.type("倒角均匀")
    page.keyboard.press("Enter")
    expect(page.locator(".edit-aspect [data-column=description]").nth(2)).to_be_focused()
    expect(page.locator("#faults li")).to_have_count(1)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(".edit-aspect")).to_have_count(3)
    expect(page.locator("#total")).to_have_text("12")
    page.locator(".edit-aspect [data-column=code]").first.focus()
    page.get_by_label("计算", exact=True).select_option("NUMBER_COMPLETED")
    page.locator(".parameter input").nth(1).fill("8")
    page.locator("#try-value").fill("6")
    expect(page.locator(".try-box output")).to_have_text("得分 3")
    assert_sound(page)
    page.locator(".edit-aspect [data-column=code]").first.focus()
    page.keyboard.press("Control+s")
    expect(page.locator("h1")).to_contain_text("第 2 版")
    session.rollback()
    aspect = scheme_of(current_schemes(session, contest)["practice"]).aspects["A1-1"]
    assert aspect.maximum == 4
    assert aspect.calculation is not None
    assert aspect.calculation.parameters == (("NUM_POSSIBLE", "8"),)


def test_a_locked_scheme_is_changed_by_two_people(
    session: Session,
    event: Event,
    contest: Contest,
    place: str,
    organizer: str,
    open_session: Callable[..., Any],
    open_page: Callable[..., Page],
) -> None:
    page = open_page(place, organizer)
    page.get_by_role("link", name="第 1 版").click()
    page.locator("[data-dialog=lock]").click()
    page.locator("#lock-password").fill(PASSWORD)
    page.locator("dialog[open] .btn-official").click()
    expect(page.locator(".notice", has_text="已锁定").first).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name="编辑", exact=True).click()
    page.locator("[data-column=maximum]").first.fill("3")
    page.locator("#save").click()
    expect(page.locator("#state")).to_have_text("请写变更理由。")
    page.locator("#reason").fill("图样改版")
    page.locator("#save").click()
    expect(page.locator("h1")).to_have_text("评分方案变更")
    assert_sound(page)
    other = open_page(page.url, open_session(Role.HEAD_JUDGE, event)[1])
    other.locator("[data-dialog=approve]").click()
    other.locator("#approve-password").fill(PASSWORD)
    other.locator("dialog[open] .btn-official").click()
    expect(other.locator(".notice", has_text="已批准并生效").first).to_be_visible()
    session.rollback()
    held = part_schemes(session, contest, part_in(contest, "practice"))
    assert held.lock is not None
    assert held.current is not None
    assert held.current.number == 2


def test_the_paper_forms_fit_every_screen(
    session: Session, contest: Contest, place: str, organizer: str, open_page: Callable[..., Page]
) -> None:
    version = current_schemes(session, contest)["practice"]
    page = open_page(f"{place}/versions/{version.id}/forms", organizer)
    expect(page.locator(".paper-form")).to_have_count(2)
    assert_sound(page)
