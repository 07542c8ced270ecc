"""Logging in and out: one answer for every wrong pair, a limit that counts everywhere, sessions that end."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from app.access import Role
from app.accounts import operations, passwords
from app.accounts.models import LoginSession, LoginTry, User
from app.accounts.operations import Limits, NewRole, check_tries, note_failed_try
from app.accounts.queries import account_by_token, has_demo_accounts
from app.config import ROOT, Settings
from app.crypto import token_digest
from app.db import now, transaction
from app.errors import ConfigurationError, Conflict, RuleViolation, TooMany
from app.web import local_path
from tests.conftest import PASSWORD, LogIn
from tests.visitor import Visitor

LIMITS = Limits(per_account=5, per_address=20, window=timedelta(minutes=15))


def enter(client: Visitor, login: str, password: str, address: str = "10.0.0.1", target: str = "") -> int:
    path = f"/login?next={target}" if target else "/login"
    form = {"login": login, "password": password}
    return client.send(path, form, environ_overrides={"REMOTE_ADDR": address}).status_code


@pytest.fixture
def judge(make_account: Callable[..., int]) -> int:
    return make_account("judge", NewRole(Role.JUDGE))


def test_the_right_password_opens_a_session_and_leads_on(client: Visitor, judge: int) -> None:
    assert client.get("/events").location == "/login?next=/events?"
    answer = client.send("/login?next=/events", {"login": "judge", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (302, "/events")
    assert client.get("/events").status_code == 200


def test_every_refused_login_gets_the_same_page(app: Flask, judge: int, make_account: Callable[..., int]) -> None:
    disabled = make_account("former", NewRole(Role.JUDGE))
    with app.extensions["sessions"]() as session, transaction(session):
        operations.disable_account(session, judge, session.get_one(User, disabled))
    pages = set()
    for login, password in (("judge", "wrong"), ("nobody", PASSWORD), ("former", PASSWORD)):
        answer = app.test_client().send("/login", {"login": login, "password": password})
        assert answer.status_code == 422
        assert "登录名或密码不正确" in answer.text
        pages.add(re.sub(r"Ij[\w.-]{60,}", "TOKEN", answer.text.replace(login, "LOGIN")))
    assert len(pages) == 1


def test_an_unknown_login_costs_the_same_work_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    real = passwords._HASHER

    class Counting:
        def verify(self, known: str, password: str) -> bool:
            verified.append(known)
            return real.verify(known, password)

    stored = passwords.hash_password(PASSWORD)
    monkeypatch.setattr(passwords, "_HASHER", Counting())
    assert not passwords.matches(None, PASSWORD)
    assert not passwords.matches(stored, "wrong")
    assert passwords.matches(stored, PASSWORD)
    assert len(verified) == 3
    assert {known.rsplit("$", 2)[0] for known in verified} == {stored.rsplit("$", 2)[0]}, "another cost"
    assert not passwords.matches(None, "nobody has this password")


def test_five_wrong_passwords_close_the_account_from_this_address_only(client: Visitor, judge: int) -> None:
    assert [enter(client, "judge", "wrong") for _try in range(6)] == [422] * 5 + [429]
    assert enter(client, "judge", PASSWORD) == 429
    assert enter(client, "judge", PASSWORD, address="10.0.0.2") == 302


def test_twenty_wrong_passwords_close_the_address_whatever_the_login(
    session: Session, settings: Settings, judge: int
) -> None:
    with transaction(session):
        for number in range(20):
            note_failed_try(session, settings.cipher, f"login{number}", "10.0.0.1")
    with pytest.raises(TooMany):
        check_tries(session, settings.cipher, "judge", "10.0.0.1", LIMITS)
    check_tries(session, settings.cipher, "judge", "10.0.0.2", LIMITS)


def test_tries_are_forgotten_after_the_window(session: Session, settings: Settings) -> None:
    with transaction(session):
        for _try in range(5):
            note_failed_try(session, settings.cipher, "judge", "10.0.0.1")
    with pytest.raises(TooMany):
        check_tries(session, settings.cipher, "judge", "10.0.0.1", LIMITS)
    with transaction(session):
        session.execute(update(LoginTry).values(at=now() - timedelta(minutes=16)))
    check_tries(session, settings.cipher, "judge", "10.0.0.1", LIMITS)


FAIL_ONCE = """
import sys
from sqlalchemy.orm import Session
from app.accounts.operations import note_failed_try
from app.crypto import FieldCipher
from app.db import make_engine, transaction
with Session(make_engine(sys.argv[1])) as session, transaction(session):
    note_failed_try(session, FieldCipher({"k1": b"f" * 32}, b"i" * 32), "judge", "10.0.0.1")
"""


def test_several_processes_count_the_same_tries(session: Session, settings: Settings) -> None:
    command = [sys.executable, "-c", FAIL_ONCE, settings.database_url]
    workers = [subprocess.Popen(command, cwd=ROOT) for _worker in range(2)]
    with transaction(session):
        for _try in range(3):
            note_failed_try(session, settings.cipher, "judge", "10.0.0.1")
    assert [worker.wait(120) for worker in workers] == [0, 0]
    with pytest.raises(TooMany):
        check_tries(session, settings.cipher, "judge", "10.0.0.1", LIMITS)


def test_stored_tries_say_neither_who_nor_where(session: Session, settings: Settings) -> None:
    with transaction(session):
        note_failed_try(session, settings.cipher, "judge", "10.0.0.1")
    for subject in session.scalars(select(LoginTry.subject)):
        assert len(subject) == 64
        assert "judge" not in subject


def test_logging_out_ends_the_session_on_the_server(app: Flask, log_in: LogIn) -> None:
    client = log_in(Role.AUDITOR)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.get("/events").status_code == 200
    assert client.send("/logout").status_code == 302
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(kept)
    assert thief.get("/events").status_code == 302


def test_disabling_an_account_ends_its_sessions_at_once(log_in: LogIn) -> None:
    client, administrator = log_in(Role.AUDITOR), log_in(Role.SYSTEM_ADMINISTRATOR)
    assert client.get("/events").status_code == 200
    assert administrator.send(f"/accounts/{client.user_id}/disable").status_code == 302
    assert client.get("/events").status_code == 302


def test_nobody_disables_the_own_account(log_in: LogIn) -> None:
    administrator = log_in(Role.SYSTEM_ADMINISTRATOR)
    assert administrator.send(f"/accounts/{administrator.user_id}/disable").status_code == 422
    assert administrator.get("/accounts").status_code == 200


@pytest.mark.parametrize(
    ("changed", "good"),
    [
        ({"seen_at": timedelta(hours=1, minutes=59)}, True),
        ({"seen_at": timedelta(hours=2, minutes=1)}, False),
        ({"created_at": timedelta(hours=11, minutes=59)}, True),
        ({"created_at": timedelta(hours=12, minutes=1)}, False),
    ],
)
def test_a_session_ends_when_idle_and_at_the_latest_after_half_a_day(
    changed: dict[str, timedelta], good: bool, log_in: LogIn, session: Session
) -> None:
    client = log_in(Role.AUDITOR)
    with transaction(session):
        session.execute(update(LoginSession).values({name: now() - ago for name, ago in changed.items()}))
    assert (client.get("/events").status_code == 200) is good


def test_using_a_session_keeps_it(log_in: LogIn, session: Session) -> None:
    client = log_in(Role.AUDITOR)
    with transaction(session):
        session.execute(update(LoginSession).values(seen_at=now() - timedelta(minutes=30)))
    client.get("/events")
    session.rollback()
    assert now() - session.scalars(select(LoginSession.seen_at)).one() < timedelta(minutes=1)


def test_logging_in_gives_a_new_session_each_time(app: Flask, judge: int, session: Session) -> None:
    tokens = set()
    for _time in range(2):
        client = app.test_client()
        assert isinstance(client, Visitor)
        with client.session_transaction() as cookie:
            cookie["planted"] = "by somebody else"
        assert enter(client, "judge", PASSWORD) == 302
        with client.session_transaction() as cookie:
            assert "planted" not in cookie
            tokens.add(cookie["_user_id"])
    assert len(tokens) == 2
    stored = set(session.scalars(select(LoginSession.token_digest)))
    assert stored == {token_digest(token) for token in tokens}, "the token itself must not be stored"


def test_changing_the_password_ends_every_session_and_the_old_password(app: Flask, log_in: LogIn) -> None:
    client = log_in(Role.AUDITOR)
    new = "quite another password"
    wrong = client.send("/password", {"current": "not this one", "new": new, "again": new})
    assert wrong.status_code == 422
    assert client.send("/password", {"current": PASSWORD, "new": new, "again": new}).status_code == 302
    assert client.get("/events").status_code == 302
    assert enter(client, "auditor.1", PASSWORD) == 422
    assert enter(client, "auditor.1", new) == 302


@pytest.mark.parametrize("password", ["short", "a" * 129, "xjudge.onex1234", "JUDGE.ONE12345"])
def test_a_poor_password_is_refused(password: str) -> None:
    with pytest.raises(RuleViolation):
        passwords.check_new_password(password, "judge.one")


def test_a_taken_login_is_refused(make_account: Callable[..., int]) -> None:
    make_account("one")
    with pytest.raises(Conflict):
        make_account("one")


def test_a_demo_account_stops_a_production_start(session: Session, settings: Settings) -> None:
    assert not has_demo_accounts(session)
    with transaction(session):
        operations.create_account(session, None, "demo", "演示", PASSWORD, [], demo=True)
    with pytest.raises(ConfigurationError, match="demo accounts"):
        create_app(settings)
    create_app(replace(settings, demo=True)).extensions["engine"].dispose()


def test_a_cookie_of_another_installation_opens_nothing(
    app: Flask, settings: Settings, log_in: LogIn, session: Session
) -> None:
    client = log_in(Role.AUDITOR)
    app.secret_key = b"another key of 32 bytes or more!"
    assert client.get("/events").status_code == 302


def test_an_account_by_token_needs_the_whole_token(
    sessions: sessionmaker[Session], session: Session, judge: int
) -> None:
    with transaction(session):
        token = operations.log_in(session, session.get_one(User, judge))
    long = timedelta(days=1)
    assert account_by_token(session, token, now(), long, long) is not None
    assert account_by_token(session, token[:-1], now(), long, long) is None
    assert account_by_token(session, token_digest(token), now(), long, long) is None


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "https://evil.example",
    "HTTPS:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/path\\..\\..//evil.example",
    "",
    None,
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_next_address_never_leads_to_another_site(target: str | None) -> None:
    assert local_path(target) is None


@pytest.mark.parametrize("target", ["/", "/events", "/events/x?sub=A1&q=%E5%BC%A0", "/a//b", "/http://x"])
def test_a_next_address_of_this_site_is_kept(target: str) -> None:
    assert local_path(target) == target


@given(st.text(alphabet="/\\:@.ab\t\r\n %?#;", max_size=12))
def test_whatever_is_kept_is_a_path_for_a_browser_too(target: str) -> None:
    kept = local_path(target)
    if kept is not None:
        # WHATWG URL: browsers drop tabs and newlines, trim spaces, and read backslashes as slashes
        seen = "".join(letter for letter in kept if letter not in "\t\r\n").strip().replace("\\", "/")
        assert seen.startswith("/")
        assert not seen.startswith("//")


def test_the_login_page_does_not_send_people_elsewhere(client: Visitor, judge: int) -> None:
    answer = client.send("/login?next=//evil.example/", {"login": "judge", "password": PASSWORD})
    assert answer.location == "/"
