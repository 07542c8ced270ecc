"""The shared layouts and modules in a real browser, under the policy of the site, without any feature."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, jsonify, render_template
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
SIZES = [(360, 740), (800, 1280), (1280, 800), (1920, 1080)]
PAGES = ("list", "error", "judge", "screen")
CONTEXT: dict[str, Any] = {
    "language": "zh",
    "person": {"name": "欧阳明哲", "role": "组织者"},
    "where": "大赛",
    "crumbs": [("竞赛", "/"), ("数控车工", None)],
    "menu": [{"items": [{"label": "赛项", "url": "/", "icon": "trophy", "active": True, "count": 3}]}],
    "code": 403,
    "title": "没有权限",
    "explanation": "您的角色不能办理。",
    "cure": "请联系组织者。",
}


def bare_site() -> Flask:
    app = Flask(__name__, static_folder=str(ROOT / "static"))
    app.secret_key = "only for this test"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_loader = FileSystemLoader([ROOT / "tests/browser/pages", ROOT / "app/templates"])
    Babel(app)
    CSRFProtect(app)
    app.add_url_rule("/job", "job", lambda: jsonify(state="done", percent=100, note="", url="/list", label="下载"))
    app.add_url_rule("/<name>", "page", lambda name: render_template(f"{name}_page.html", **CONTEXT))

    @app.after_request
    def restrict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, bare_site(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_no_layout_scrolls_sideways_in_either_text_size(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/{name}")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for large in (False, True):
            page.evaluate("on => document.documentElement.classList.toggle('large-text', on)", large)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, large)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_a_layout(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/{name}")
    page.evaluate((ROOT / "tests/vendor/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_large_text_is_remembered_on_the_device(page: Page, site: str) -> None:
    page.goto(f"{site}/list")
    page.click("[data-large-text]")
    page.goto(f"{site}/judge")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert page.get_attribute("[data-large-text]", "aria-pressed") == "true"


def test_a_confirmation_opens_with_the_reason_in_focus_and_closes_again(page: Page, site: str) -> None:
    page.goto(f"{site}/list")
    page.click("[data-dialog=publish]")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.click("#publish [data-close]:has-text('取消')")
    assert page.locator("#publish").is_hidden()


def test_the_keys_for_search_and_legend_work_outside_fields_only(page: Page, site: str) -> None:
    page.goto(f"{site}/list")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("?/")
    assert page.locator("#keys").is_hidden()
    assert page.input_value("[data-search]") == "?/"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_picking_all_enables_what_acts_on_the_picked_and_counts_them(page: Page, site: str) -> None:
    page.goto(f"{site}/list")
    assert page.is_disabled("[data-needs-pick]")
    page.check("[data-pick-all]")
    assert page.is_enabled("[data-needs-pick]")
    page.uncheck("[data-pick] >> nth=0")
    assert page.inner_text("[data-picked-count]") == "29"
    assert page.evaluate("document.querySelector('[data-pick-all]').indeterminate")


def test_a_chosen_filter_submits_itself_and_links_of_the_table_keep_it(page: Page, site: str) -> None:
    page.goto(f"{site}/list?q=<b>&_scheme=javascript")
    page.select_option("[name=state]", "dns")
    page.wait_for_url("**state=dns**")
    assert page.get_attribute(".pager [rel=next]", "href") == "?q=%3Cb%3E&state=dns&page=3"
    assert page.get_attribute("[aria-sort] .sort-link", "href") == "?q=%3Cb%3E&state=dns&sort=name&order=desc&page=1"


def test_long_work_ends_with_a_link_to_its_result(page: Page, site: str) -> None:
    page.goto(f"{site}/list")
    page.wait_for_selector(".job[data-state=done]")
    assert page.get_attribute(".job [data-job-result] a", "href") == "/list"


def test_the_menu_of_a_phone_opens_over_the_page(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/list")
    assert page.locator("#menu").is_hidden()
    page.click(".menu-toggle")
    page.wait_for_selector("#menu.show .menu-item")
    assert page.locator("#menu .menu-item").is_visible()
