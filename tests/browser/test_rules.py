"""The rules page by keyboard alone: add a tie key, move it, see the effect, save."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.access import Role
from app.events.models import Event
from app.events.queries import contest_rules
from scoring.contest_findings import key_text
from tests.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]
PLACE = "/events/small-2026/contests/17/rules"


@pytest.fixture
def page(event: Event, open_session: Callable[..., tuple[int, str]], open_page: OpenPage) -> Page:
    _user, token = open_session(Role.ORGANIZER, event)
    return open_page(PLACE, token)


def focus(page: Page, target: str) -> None:
    """Press Tab until the focus is there."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == target:
            return
    raise AssertionError(f"no Tab leads to {target}")


def test_keyboard_alone_adds_and_orders_tie_keys_and_sees_and_saves_the_effect(
    page: Page, session: Session, event: Event
) -> None:
    effect = page.locator("#effect")
    expect(effect).to_contain_text("与现行规则的结果相同")
    focus(page, "增加一项比较")
    page.keyboard.press("Enter")
    expect(page.locator("#ties-0-key")).to_be_focused()
    focus(page, "增加一项比较")
    page.keyboard.press("Enter")
    expect(page.locator("#ties-1-key")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#ties-1-key")).to_have_value("duration")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#ties-1-direction")).to_have_value("asc")
    expect(effect).to_contain_text("个虚构参赛单元与现行规则不同")
    focus(page, "把第 2 项上移")
    page.keyboard.press("Enter")
    expect(page.locator("#ties-0-key")).to_have_value("duration")
    expect(page.get_by_role("button", name="把第 1 项上移")).to_be_focused()
    focus(page, "保存规则")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("规则已保存")
    expect(effect).to_contain_text("与现行规则的结果相同")
    session.rollback()
    saved = contest_rules(session, event.contests[0]).ranking.ties
    assert [key_text(key) for key in saved] == ["duration:asc", "part:practice:desc"]


def test_what_cannot_be_saved_is_said_beside_the_form_while_typing(page: Page) -> None:
    page.get_by_label("权重（%）").fill("99")
    expect(page.locator("#effect")).to_contain_text("各模块权重之和是 99，应是 100")
    page.get_by_label("权重（%）").fill("100")
    expect(page.locator("#effect")).to_contain_text("与现行规则的结果相同")


def test_only_the_numbers_of_the_chosen_awards_are_shown(page: Page) -> None:
    expect(page.get_by_label("一等奖比例")).to_be_hidden()
    page.get_by_label("奖项", exact=True).select_option("ratio")
    expect(page.get_by_label("一等奖比例")).to_be_visible()
    page.get_by_label("奖项", exact=True).select_option("worldskills")
    expect(page.get_by_label("一等奖比例")).to_be_hidden()
    expect(page.get_by_label("同奖的标准分差")).to_be_visible()
    expect(page.get_by_label("优胜奖到参赛数的")).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 820, 390])
def test_the_page_is_never_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="增加一项比较").click()
    expect(page.locator("#ties-0-key")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
