"""Every page of the demonstration, opened by whom it is for: it fits, it is accessible, and nothing is blocked."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from app import create_app
from app.access import Role
from app.accounts.models import User
from app.accounts.operations import log_in
from app.config import Settings
from app.crypto import FieldCipher
from app.db import transaction
from app.events.models import Event, SchemeVersion
from app.exchange import demonstration
from app.grants.models import Grant
from app.issuing.models import Certificate
from app.marks.models import ScoreSheet
from tests.databases import copy_sqlite
from tests.visitor import session_values

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SIZES = [(360, 740), (800, 1280), (1280, 800), (1920, 1080)]
GAMES, PRACTICE = "/events/demo-games", "/events/demo-practice"
PUBLIC = None
NOT_PAGES = {
    *("static", "desk.health", "desk.view_job", "issuing.download", "grants.export", "marks_api.view_state"),
    *("schemes.export", "schemes.download"),
    *("schemes.preview", "schemes.view_change"),  # tests/browser/test_schemes.py looks at these, with an upload
}
PAGES: dict[Role | None, list[str]] = {
    PUBLIC: [
        "/",
        "/login",
        "/verify",
        "/verify/{code}",
        "/verify/ABCDABCDABCDABCD",
        f"{GAMES}/results",
        f"{GAMES}/contests/{{first}}/results",
        "/nowhere",
    ],
    Role.ORGANIZER: [
        "/",
        "/events",
        GAMES,
        f"{GAMES}/contests/{{first}}",
        f"{GAMES}/contests/{{first}}/entrants",
        f"{GAMES}/contests/{{first}}/sheets",
        f"{GAMES}/contests/{{first}}/results/preview",
        f"{GAMES}/contests/{{first}}/results/{{entry}}/why",
        f"{GAMES}/contests/{{first}}/rules",
        f"{GAMES}/contests/{{first}}/schemes",
        f"{GAMES}/contests/{{first}}/schemes/versions/{{scheme}}",
        f"{GAMES}/contests/{{first}}/schemes/versions/{{scheme}}/forms",
        f"{PRACTICE}/contests/{{practice}}/schemes/{{part}}/edit",
        f"{PRACTICE}/contests/{{practice}}/results/preview",
        f"{GAMES}/grants",
        f"{GAMES}/grants/{{granted}}",
        f"{GAMES}/grants/{{pending}}",
        f"{GAMES}/grants/{{refused}}",
        f"{GAMES}/certificates",
        f"{PRACTICE}/grants",
        "/tariffs",
        "/tariffs/{tariff}/{version}",
        "/password",
        "/accounts",
    ],
    Role.SYSTEM_ADMINISTRATOR: ["/", "/accounts", "/accounts/new", "/policy"],
    Role.AUDITOR: ["/", "/audit", f"{GAMES}/grants"],
    Role.HEAD_JUDGE: [
        "/",
        f"{PRACTICE}/contests/{{practice}}/sheets",
        f"{PRACTICE}/contests/{{practice}}/sheets/waiting",
    ],
    Role.JUDGE: ["/", f"{PRACTICE}/contests/{{practice}}/sheets", f"{PRACTICE}/contests/{{practice}}/sheets/{{sheet}}"],
    Role.DELEGATION_LEADER: ["/", f"{GAMES}/contests/{{first}}/entrants", "/certificates"],
    Role.ENTRANT: ["/", "/certificates", GAMES],
    Role.FINANCE: ["/", f"{GAMES}/grants"],
    Role.PROVINCE_ADMINISTRATOR: [f"{GAMES}/certificates"],
}


@dataclass
class Site:
    """The demonstration behind a port: its address, the session of each role, and what `{names}` in PAGES stand for."""

    app: Flask
    address: str
    tokens: dict[Role, str]
    names: dict[str, str]

    def cookie(self, role: Role) -> dict[str, Any]:
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        value = serializer.dumps(session_values(self.tokens[role]))
        return {"name": self.app.config["SESSION_COOKIE_NAME"], "value": value, "url": self.address}


def _names(session: Session) -> dict[str, str]:
    events = {event.code: event for event in session.scalars(select(Event))}
    games, practice = events["demo-games"], events["demo-practice"]
    tariff = session.scalars(select(Grant)).first().document
    sheet = select(ScoreSheet).where(ScoreSheet.contest_id == practice.contests[0].id)
    grants = {
        status: str(session.scalars(select(Grant.id).where(Grant.status == status)).first())
        for status in ("granted", "pending", "refused")
    }
    return {
        **grants,
        "first": games.contests[0].code,
        "entry": session.scalars(select(Grant.entry).where(Grant.contest == games.contests[0].code)).first() or "",
        "part": session.scalars(select(SchemeVersion.part)).first() or "",
        "scheme": str(
            session.scalars(select(SchemeVersion.id).where(SchemeVersion.contest_id == games.contests[0].id)).first()
        ),
        "practice": practice.contests[0].code,
        "sheet": str(session.scalars(sheet.order_by(ScoreSheet.number)).first().number),
        "code": session.scalars(select(Certificate.code)).first() or "",
        "tariff": tariff["tariff"],
        "version": tariff["version"],
    }


@pytest.fixture(scope="module")
def site(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    url = copy_sqlite(_sqlite_template, folder)
    server = make_server("localhost", 0, Flask("empty"), threaded=True)
    address = f"http://localhost:{server.server_port}"
    cipher = FieldCipher({"k1": b"f" * 32}, b"i" * 32)
    settings = Settings(
        database_url=url,
        owner_database_url=url,
        base_url=address,
        instance=folder,
        session_key=b"s" * 32,
        cipher=cipher,
        verify_key=b"v" * 32,
        demo=True,
    )
    server.app = app = create_app(settings)
    with pytest.MonkeyPatch.context() as patch, app.extensions["sessions"]() as session:
        patch.setattr(demonstration, "CONTESTS", 2)
        accounts = demonstration.prepare_demo(session, settings)
        with transaction(session):
            users = {user.login: user for user in session.scalars(select(User))}
            tokens = {one.role: log_in(session, users[one.login]) for one in accounts}
        names = _names(session)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(app, address, tokens, names)
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["engine"].dispose()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complains about; the test fails on any."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_as(chromium: Browser, site: Site, complaints: list[str]) -> Iterator[Any]:
    """`open_as(Role.JUDGE)`: an empty page in the session of this role, None for the public."""
    contexts: list[BrowserContext] = []

    def opened(role: Role | None) -> Page:
        context = chromium.new_context(base_url=site.address, locale="zh-CN", timezone_id="Asia/Shanghai")
        contexts.append(context)
        if role is not None:
            context.add_cookies([site.cookie(role)])  # type: ignore[list-item]
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console", lambda message: complaints.append(f"{page.url}: {message.text}") if _blocked(message) else None
        )
        return page

    yield opened
    for context in contexts:
        context.close()


def _blocked(message: Any) -> bool:
    return "Content Security Policy" in message.text or "Content-Security-Policy" in message.text


def paths(site: Site, role: Role | None) -> list[str]:
    return [path.format(**site.names) for path in PAGES[role]]


def test_every_page_of_the_program_is_among_those_looked_at(site: Site) -> None:
    adapter = site.app.url_map.bind("localhost")
    looked_at = set()
    for role in PAGES:
        for path in paths(site, role):
            if path != "/nowhere":
                looked_at.add(adapter.match(path)[0])
    pages = {rule.endpoint for rule in site.app.url_map.iter_rules() if "GET" in rule.methods} - NOT_PAGES
    assert pages == looked_at


@pytest.mark.parametrize("role", PAGES, ids=lambda role: role.value if role else "public")
def test_pages_fit_every_screen_in_both_languages_and_are_accessible(
    site: Site, open_as: Any, role: Role | None
) -> None:
    page = open_as(role)
    found: list[object] = []
    for language in ("zh", "en"):
        page.goto("/")
        if language == "en":
            page.click("button[name=language]")
        for path in paths(site, role):
            page.goto(path)
            found += _too_wide(page, path, SIZES if language == "zh" else SIZES[:1])
            if language == "zh":
                found += _inaccessible(page, path)
            assert page.locator("h1").first.inner_text().strip()
    assert found == []


def _too_wide(page: Page, path: str, sizes: list[tuple[int, int]]) -> list[object]:
    wide: list[object] = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide.append((path, width, needed))
    return wide


def _inaccessible(page: Page, path: str) -> list[object]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        (path, one["id"], [node["html"][:200] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_no_page_in_english_shows_chinese_words_of_the_program(site: Site, open_as: Any) -> None:
    page = open_as(Role.ORGANIZER)
    page.goto("/")
    page.click("button[name=language]")
    assert page.evaluate("document.documentElement.lang") == "en"
    said = {text for path in ("/", GAMES, f"{GAMES}/certificates") for text in _labels(page, path)}
    assert [text for text in said if any("\u4e00" <= letter <= "\u9fff" for letter in text)] == []


def _labels(page: Page, path: str) -> list[str]:
    page.goto(path)
    return [*page.locator("thead th, .figure-label, main .btn, .chip, .menu-item").all_inner_texts()]


def test_the_language_is_kept_and_can_be_changed_back(open_as: Any) -> None:
    page = open_as(PUBLIC)
    page.goto("/login")
    page.click("button[name=language]")
    assert page.inner_text("h1") == "Log in"
    assert page.url.endswith("/login")
    page.goto("/verify")
    page.click("button[name=language]")
    assert page.inner_text("h1") == "证书查验"


def test_large_text_enlarges_a_page_without_widening_it(site: Site, open_as: Any) -> None:
    page = open_as(Role.ORGANIZER)
    page.set_viewport_size({"width": 360, "height": 740})
    for path in paths(site, Role.ORGANIZER):
        page.goto(path)
        if page.get_attribute("[data-large-text]", "aria-pressed") == "false":
            page.click("[data-large-text]")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


@pytest.mark.parametrize(
    ("role", "path", "action"),
    [
        (PUBLIC, "/verify", ".big-search button"),
        (PUBLIC, "/login", "main button"),
        (Role.ORGANIZER, f"{GAMES}/grants", ".page-actions .btn-primary"),
        (Role.ORGANIZER, f"{GAMES}/contests/{{first}}/results/preview", ".page-actions [data-dialog=publish]"),
        (Role.JUDGE, "/", "main .btn-primary"),
        (Role.ENTRANT, "/certificates", "main .btn-primary"),
    ],
)
def test_the_main_action_is_reached_by_the_tab_key(
    site: Site, open_as: Any, role: Role | None, path: str, action: str
) -> None:
    page = open_as(role)
    page.goto(path.format(**site.names))
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", action):
            return
    pytest.fail(f"{action} was not reached")


def test_the_publish_dialog_opens_by_keyboard_and_closes_by_escape(site: Site, open_as: Any) -> None:
    page = open_as(Role.ORGANIZER)
    page.goto(f"{GAMES}/contests/{site.names['first']}/results/preview")
    page.focus("[data-dialog=publish]")
    page.keyboard.press("Enter")
    assert page.locator("#publish").is_visible()
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.press("Escape")
    assert page.locator("#publish").is_hidden()


def test_standings_print_on_white_paper_without_the_furniture(site: Site, open_as: Any) -> None:
    page = open_as(PUBLIC)
    page.goto(f"{GAMES}/contests/{site.names['first']}/results")
    page.emulate_media(media="print")
    assert page.locator(".topbar").is_hidden()
    assert page.locator("tbody tr").count() == demonstration.ENTRANTS
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
