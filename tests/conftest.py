"""What every test may ask for: databases, settings, the application, people logged in, and a browser.

A test that uses `engine`, `session`, `app` or anything on top of them runs once on SQLite and once on PostgreSQL, each
time in a database of its own, copied from a migrated template: append-only tables forbid emptying one between tests.
To run on one of them only: `@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)`.
What a missing tool makes impossible is skipped with a word; JIANGHENG_REQUIRE=postgresql,redis,cases,chromium turns
such skips into failures.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import hypothesis
import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from app import create_app
from app.access import Role
from app.accounts import operations as accounts
from app.accounts.passwords import hash_password
from app.config import Settings
from app.crypto import FieldCipher
from app.db import make_engine, transaction
from app.events.models import Contest, Event
from app.exchange.operations import import_package
from app.waking import QUEUE
from tests.competition import small_package
from tests.databases import BACKENDS, USUAL_POSTGRESQL, Server, copy_sqlite, sqlite_template
from tests.visitor import Visitor, session_values
from tests.watching import Watch

PASSWORD = "correct horse battery"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
]
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("assure", deadline=None, max_examples=5000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
REQUIRED = frozenset(filter(None, os.environ.get("JIANGHENG_REQUIRE", "").split(",")))
SKIP_WORDS = {"postgresql": "PostgreSQL", "redis": "Redis", "cases": "shared", "chromium": "Chromium"}


def _must_not_skip(report: pytest.TestReport | pytest.CollectReport) -> bool:
    if not report.skipped or hasattr(report, "wasxfail"):
        return False
    reason = str(report.longrepr)
    return any(SKIP_WORDS[name].lower() in reason.lower() for name in REQUIRED)


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    report.longrepr = f"required here, and yet skipped: {report.longrepr}"
    report.outcome = "failed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Turn a skip for want of something required into a failure."""
    report = yield
    if _must_not_skip(report):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """The same for whole modules."""
    report = yield
    if _must_not_skip(report):
        _fail(report)
    return report


# Databases


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """The server of TEST_DATABASE_URL, else the one on its usual local port, with a migrated template."""
    server = Server(os.environ.get("TEST_DATABASE_URL", USUAL_POSTGRESQL))
    if not server.answers():
        pytest.skip("PostgreSQL does not answer; set TEST_DATABASE_URL to test on it")
    server.make_template()
    yield server
    server.drop(server.template)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return request.param


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database that only this test has."""
    if backend == "sqlite":
        yield copy_sqlite(request.getfixturevalue("_sqlite_template"), tmp_path)
        return
    server: Server = request.getfixturevalue("postgresql_server")
    name = server.copy()
    yield server.url_of(name)
    server.drop(name)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an installation with secrets known to the tests."""
    return Settings(
        database_url=database_url,
        owner_database_url=database_url,
        base_url="http://localhost",
        instance=tmp_path / "instance",
        session_key=b"s" * 32,
        cipher=FieldCipher({"k1": b"f" * 32}, b"i" * 32),
        verify_key=b"v" * 32,
    )


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """An engine on the test's database."""
    engine = make_engine(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """A maker of sessions, for tests that need several."""
    return sessionmaker(engine)


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session; write with `with transaction(session):`, and `session.rollback()` to see what others wrote since."""
    with sessions() as session:
        yield session


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The address of a Redis with an empty queue: TEST_REDIS_URL, else a database of its own on the usual port."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    url = os.environ.get("TEST_REDIS_URL", f"redis://127.0.0.1:6379/{8 + int(worker) % 8}")
    client = Redis.from_url(url, socket_connect_timeout=2)
    try:
        client.delete(QUEUE)
    except RedisError:
        pytest.skip("Redis does not answer; set TEST_REDIS_URL to test on it")
    yield url
    client.delete(QUEUE)
    client.close()


# The competition


@pytest.fixture
def make_event(session: Session, settings: Settings) -> Callable[..., Event]:
    """Import the small competition under a code: `make_event("other", marks=True)`; sheets are open without marks."""

    def make(code: str = "small-2026", *, marks: bool = False) -> Event:
        with transaction(session):
            return import_package(session, None, small_package(code, marks=marks), settings.cipher, sealed=marks)

    return make


@pytest.fixture
def event(make_event: Callable[..., Event]) -> Event:
    """The small competition with open, empty sheets."""
    return make_event()


# The application


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application as it is served."""
    app = create_app(settings)
    app.test_client_class = Visitor
    app.extensions["watch"] = watch = Watch(app.extensions["engine"])
    yield app
    app.extensions["engine"].dispose()
    assert watch.silent == [], "committed without an audit event"


@pytest.fixture
def client(app: Flask) -> Visitor:
    """Somebody who is not logged in."""
    client = app.test_client()
    assert isinstance(client, Visitor)
    return client


_one_hash = cache(hash_password)


@pytest.fixture
def make_account(sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Make an account with PASSWORD and these roles: `make_account("j1", NewRole(Role.JUDGE, event.id))` → user id."""
    monkeypatch.setattr(accounts, "hash_password", _one_hash)  # the same real hash for all: one costs 100 ms

    def make(login: str, *roles: accounts.NewRole) -> int:
        with sessions() as session, transaction(session):
            return accounts.create_account(session, None, login, f"{login} 姓名", PASSWORD, list(roles)).id

    return make


class LogIn(Protocol):
    """What the fixture `log_in` is: limits are those of NewRole."""

    def __call__(
        self, role: Role, event: Event | None = None, contest: Contest | None = None, **limits: Any
    ) -> Visitor:
        """A client in whose session this role is held."""
        ...


@pytest.fixture
def open_session(sessions: sessionmaker[Session], make_account: Callable[..., int]) -> Callable[..., tuple[int, str]]:
    """Make an account with one role and log it in; the user's id and the token of the session."""
    made = iter(range(1, 10_000))

    def opened(
        role: Role, event: Event | None = None, contest: Contest | None = None, **limits: Any
    ) -> tuple[int, str]:
        held = accounts.NewRole(role, event.id if event else None, contest.id if contest else None, **limits)
        user_id = make_account(f"{role.value}.{next(made)}", held)
        with sessions() as session, transaction(session):
            user = session.get_one(accounts.User, user_id)
            return user_id, accounts.log_in(session, user)

    return opened


@pytest.fixture
def log_in(app: Flask, open_session: Callable[..., tuple[int, str]]) -> LogIn:
    """`log_in(Role.JUDGE, event, contest, judge_id=7)` → a client that holds the session."""

    def log_in(role: Role, event: Event | None = None, contest: Contest | None = None, **limits: Any) -> Visitor:
        client = app.test_client()
        assert isinstance(client, Visitor)
        client.take_session(*open_session(role, event, contest, **limits))
        return client

    return log_in


# The browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: install the package chromium")
        pytest.skip("Chromium is missing: install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def served(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, str]]:
    """The application behind a real port of localhost: the application and its address without a slash."""
    server = make_server("localhost", 0, Flask("empty"), threaded=True)
    server.daemon_threads = False  # closing waits for them, so that none gives a connection back to a pool that is gone
    address = f"http://localhost:{server.server_port}"
    server.app = app = create_app(replace(settings, base_url=address))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app, address
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["engine"].dispose()


class OpenPage(Protocol):
    """What the fixture `open_page` is."""

    def __call__(self, path: str = "/", token: str | None = None, **options: Any) -> Page:
        """A page at this path; `token` of `open_session` says who looks, options are those of `new_context`."""
        ...


@pytest.fixture
def open_page(chromium: Browser, served: tuple[Flask, str]) -> Iterator[OpenPage]:
    """Open pages in contexts of their own; anything the content policy blocks and any script error fails the test."""
    app, address = served
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{page.url}: {message.text}")
                if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text
                else None
            ),
        )

    def opened(path: str = "/", token: str | None = None, **options: Any) -> Page:
        chosen = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1280, "height": 800}}
        context = chromium.new_context(base_url=address, **{**chosen, **options})
        contexts.append(context)
        context.on("page", listen)
        if token is not None:
            serializer = app.session_interface.get_signing_serializer(app)
            cookie = {"name": app.config["SESSION_COOKIE_NAME"], "value": serializer.dumps(session_values(token))}
            context.add_cookies([{**cookie, "url": address}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
