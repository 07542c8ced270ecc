"""Every route, every method, every role: who gets in, what a forged request gets, and what a page may write.

ORACLE says apart from the code which permission a route needs, and WRITES how each writing route is used rightly. A new
route without a row fails; everything else covers it without a change here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.access import INSTALLATION_WIDE, POLICY, Permission, Role
from app.accounts.models import User
from app.accounts.operations import NewRole
from app.accounts.operations import log_in as open_login
from app.audit.models import AuditEvent
from app.config import Settings
from app.crypto import new_token
from app.db import transaction
from app.events.models import Event
from app.events.queries import current_schemes
from app.grants.models import Grant, GrantRun
from app.grants.operations import compute_grants
from app.issuing.jobs import issue as _issue  # noqa: F401 - registers the job
from app.issuing.models import Certificate
from app.issuing.operations import ask_for_certificates
from app.jobs import Job, run_next
from app.marks.models import ScoreSheet
from app.results.operations import publish_results
from app.results.queries import contest_entries
from app.schemes.models import SchemeChange, SchemeUpload
from app.tables import metadata
from app.tariffs.queries import all_tariffs
from tests.app.schemes.books import propose_change
from tests.conftest import PASSWORD, LogIn
from tests.visitor import Visitor

PUBLIC = "public"
REFUSAL = "如需办理，请联系组织者"
ORACLE: Mapping[str, str] = {
    "accounts.change": "password:change",
    "accounts.choose_language": PUBLIC,
    "accounts.create": "account:create",
    "accounts.disable": "account:disable",
    "accounts.list_accounts": "account:list",
    "accounts.log_in": PUBLIC,
    "accounts.log_out": PUBLIC,
    "accounts.view_policy": "policy:view",
    "audit.view": "audit:view",
    "desk.health": PUBLIC,
    "desk.home": PUBLIC,
    "desk.list_events": "event:view",
    "desk.view_contest": "contest:view",
    "desk.view_event": "event:view",
    "desk.view_job": "job:view",
    "desk.view_results": PUBLIC,
    "entrants.list_entrants": "entrant:list",
    "grants.compute": "grant:compute",
    "grants.explain": "grant:view",
    "grants.export": "grant:export",
    "grants.view": "grant:view",
    "issuing.ask_for_code": PUBLIC,
    "issuing.download": "certificate:download",
    "issuing.issue": "certificate:issue",
    "issuing.list_certificates": "certificate:issue",
    "issuing.list_own": "certificate:list",
    "issuing.revoke": "certificate:revoke",
    "issuing.verify": PUBLIC,
    "marks.enter": "mark:enter",
    "marks.give_back": "sheet:sign",
    "marks.list_sheets": "sheet:list",
    "marks.list_waiting": "sheet:sign",
    "marks.settle": "sheet:sign",
    "marks.sign": "sheet:sign",
    "marks.submit": "sheet:submit",
    "marks_api.settle": "mark:enter",
    "marks_api.sync": "mark:enter",
    "marks_api.view_state": "mark:enter",
    "results.preview": "result:preview",
    "results.publish": "result:publish",
    "results.record": "decision:record",
    "results.view": PUBLIC,
    "results.explain": "result:preview",
    "rules.configure": "contest:configure",
    "rules.preview": "contest:configure",
    "schemes.approve": "scheme:approve",
    "schemes.choose": "scheme:import",
    "schemes.decide": "scheme:import",
    "schemes.download": "scheme:import",
    "schemes.edit": "scheme:edit",
    "schemes.export": "scheme:view",
    "schemes.list_schemes": "scheme:view",
    "schemes.lock": "scheme:lock",
    "schemes.preview": "scheme:import",
    "schemes.print_forms": "scheme:view",
    "schemes.take_over": "scheme:import",
    "schemes.upload": "scheme:import",
    "schemes.view": "scheme:view",
    "schemes.view_change": "scheme:view",
    "schemes_api.check": "scheme:edit",
    "schemes_api.save": "scheme:edit",
    "schemes_api.try_out": "scheme:edit",
    "tariffs.list_tariffs": "tariff:view",
    "tariffs.view": "tariff:view",
}


@dataclass(frozen=True)
class World:
    """Two events alike, everything published, granted and issued; arguments for the URLs of each."""

    event: Event
    other: Event
    here: Mapping[str, Any]
    there: Mapping[str, Any]


@dataclass(frozen=True)
class Use:
    """How a writing route is used rightly: form or document, and arguments of its own."""

    data: Mapping[str, Any] = field(default_factory=dict)
    document: Mapping[str, Any] | None = None
    anonymous: bool = False


# None: the route writes nothing. A folder: its tests use the route rightly, and the watch of `app` watches them too.
WRITES: Mapping[str, Use | str | None] = {
    "accounts.change": Use({"current": PASSWORD, "new": "another long password", "again": "another long password"}),
    "accounts.choose_language": None,
    "accounts.create": Use({"login": "new.one", "name": "新人", "role": "auditor", "scope": ""}),
    "accounts.disable": Use(),
    "accounts.log_in": Use({"login": "colleague", "password": PASSWORD}, anonymous=True),
    "accounts.log_out": Use(),
    "grants.compute": Use(),
    "issuing.issue": Use(),
    "issuing.revoke": Use({"reason": "印错了名字", "password": PASSWORD}),
    "marks.give_back": "tests/app/marks",
    "marks.settle": "tests/app/marks",
    "marks.sign": "tests/app/marks",
    "marks.submit": "tests/app/marks",
    "marks_api.settle": "tests/app/marks",
    "marks_api.sync": "tests/app/marks",
    "rules.configure": "tests/app/rules",
    "rules.preview": None,
    "schemes.approve": "tests/app/schemes",
    "schemes.choose": Use({"automatic": "yes"}),
    "schemes.decide": Use({"every": "forget"}),
    "schemes.lock": "tests/app/schemes",
    "schemes.take_over": "tests/app/schemes",
    "schemes.upload": "tests/app/schemes",
    "schemes_api.check": None,
    "schemes_api.save": "tests/app/schemes",
    "schemes_api.try_out": None,
    "results.publish": Use({"reason": "更正公布", "password": PASSWORD}),
    "results.record": Use({"order": "01>02", "document": "纪要 1 号"}),
}


def use_of(endpoint: str) -> Use | None:
    """How a route is used rightly, where the row tells."""
    row = WRITES.get(endpoint)
    return row if isinstance(row, Use) else None


@pytest.fixture
def world(
    make_event: Callable[..., Event],
    make_account: Callable[..., int],
    session: Session,
    sessions: sessionmaker[Session],
    settings: Settings,
) -> World:
    user_id = make_account("organizer", NewRole(Role.ORGANIZER))
    make_account("colleague", NewRole(Role.ORGANIZER))
    events = [make_event(code, marks=True) for code in ("small-2026", "other-2026")]
    for event in events:
        with transaction(session):
            for contest in event.contests:
                publish_results(session, user_id, event, contest)
        with transaction(session):
            compute_grants(session, user_id, event)
        with transaction(session):
            ask_for_certificates(session, user_id, event)
        run_next(sessions, settings)
        propose_change(session, user_id, event)
    session.rollback()
    here, there = (_arguments(session, event, user_id) for event in events)
    return World(*events, here, there)


def _arguments(session: Session, event: Event, user_id: int) -> dict[str, Any]:
    tariff, versions = next(iter(all_tariffs().items()))
    contest = event.contests[0]
    grant = select(Grant.id).join(GrantRun, GrantRun.id == Grant.run_id).where(GrantRun.event_id == event.id)
    sheet = session.scalars(select(ScoreSheet.id).where(ScoreSheet.contest_id == contest.id)).first()
    upload = select(SchemeUpload).where(SchemeUpload.contest_id == contest.id)
    return {
        "upload_id": session.scalars(upload).one().id,
        "scheme_id": current_schemes(session, contest)["practice"].id,
        "change_id": session.scalars(select(SchemeChange.id).where(SchemeChange.contest_id == contest.id)).one(),
        "part": "practice",
        "layout": "json",
        "event_code": event.code,
        "contest_code": contest.code,
        "entry_code": contest_entries(session, contest)[0].code,
        "sheet_id": sheet,
        "sheet_number": sheet,
        "held_id": 1,
        "grant_id": session.scalars(grant).first(),
        "certificate_id": session.scalars(select(Certificate.id).where(Certificate.event_id == event.id)).first(),
        "user_id": user_id,
        "job_id": session.scalars(select(Job.id)).first(),
        "tariff": tariff,
        "version": versions[0].version,
        "code": "0" * 26,
    }


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule with each of its methods, apart from the static files."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        if rule.endpoint != "static":
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def path_of(app: Flask, rule: Rule, arguments: Mapping[str, Any]) -> str:
    missing = {name for name in rule.arguments if arguments.get(name) is None}
    assert not missing, f"{rule.rule}: give the world a {missing}"
    with app.test_request_context():
        return app.url_for(rule.endpoint, **{name: arguments[name] for name in rule.arguments})


def ask(client: Visitor, method: str, path: str, use: Use | None = None, **options: Any) -> TestResponse:
    """A request as a page of this site would send it."""
    if method == "GET":
        return client.get(path, **options)
    if use is not None and use.document is not None:
        return client.send_json(path, use.document, method=method, **options)
    return client.send(path, dict(use.data) if use else {}, method=method, **options)


def refused(response: TestResponse) -> bool:
    return response.status_code == 403 and REFUSAL in response.text


def sent_to_login(response: TestResponse) -> bool:
    return response.status_code == 302 and response.location.startswith("/login")


class Person:
    """Somebody with roles; after `leave` the next client has a new session, because some routes end the old one."""

    def __init__(self, app: Flask, sessions: sessionmaker[Session], user_id: int) -> None:
        self._app, self._sessions, self.user_id = app, sessions, user_id
        self._client: Visitor | None = None

    def client(self) -> Visitor:
        if self._client is None:
            with self._sessions() as session, transaction(session):
                token = open_login(session, session.get_one(User, self.user_id))
            client = self._app.test_client()
            assert isinstance(client, Visitor)
            client.take_session(self.user_id, token)
            self._client = client
        return self._client

    def leave(self) -> None:
        self._client = None


@pytest.fixture
def person(app: Flask, sessions: sessionmaker[Session], make_account: Callable[..., int]) -> Callable[..., Person]:
    """`person("name", NewRole(…), …)`."""
    return lambda name, *roles: Person(app, sessions, make_account(name, *roles))


@pytest.fixture
def mighty(person: Callable[..., Person]) -> Person:
    """Somebody who holds every role everywhere."""
    return person("mighty", *(NewRole(role) for role in Role))


def test_every_route_has_a_row_and_declares_what_the_row_says(app: Flask) -> None:
    from app.web import declared

    found = {rule.endpoint: str(declared(app.view_functions[rule.endpoint])) for rule, _method in routes(app)}
    unknown = {endpoint: said for endpoint, said in found.items() if ORACLE.get(endpoint) != said}
    assert unknown == {}


def test_every_writing_route_has_a_row(app: Flask) -> None:
    writing = {rule.endpoint for rule, method in routes(app) if method != "GET"}
    assert writing - WRITES.keys() == set()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # the policy asks no database
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_role_gets_exactly_what_the_policy_says(
    role: Role, app: Flask, world: World, person: Callable[..., Person]
) -> None:
    everywhere = person("everywhere", NewRole(role))
    here = person("here", NewRole(role, world.event.id))
    there = person("there", NewRole(role, world.other.id))
    next_door = person("next.door", NewRole(role, world.event.id, world.event.contests[1].id))
    for rule, method in routes(app):
        needed = ORACLE.get(rule.endpoint, PUBLIC)
        public = needed == PUBLIC
        allowed = public or Permission(needed) in POLICY[role]
        wide = not public and Permission(needed) in INSTALLATION_WIDE
        expected = {here: allowed and not wide}
        if wide:
            expected[everywhere] = allowed
        if "event_code" in rule.arguments:
            expected[there] = public
        if "contest_code" in rule.arguments:
            expected[next_door] = public
        path = path_of(app, rule, world.here)
        for who, welcome in expected.items():
            answer = ask(who.client(), method, path)
            place = f"{method} {path} as {role.value}: {answer.status_code}"
            if method != "GET":
                who.leave()
            assert answer.status_code < 500, place
            assert refused(answer) is not welcome, place
            assert not sent_to_login(answer), place


def test_nobody_gets_in_without_logging_in(app: Flask, world: World) -> None:
    for rule, method in routes(app):
        path = path_of(app, rule, world.here)
        answer = ask(app.test_client(), method, path)
        place = f"{method} {path}: {answer.status_code}"
        if ORACLE.get(rule.endpoint) == PUBLIC:
            assert answer.status_code < 500, place
            assert not sent_to_login(answer), place
        else:
            assert sent_to_login(answer), place
            document = ask(app.test_client(), method, path, headers={"Accept": "application/json"})
            assert document.status_code == 401, place


RIGHT_WORDS = Use({"password": PASSWORD, "reason": "理由充分", "digest": "0" * 64})
FOREIGN = {
    "marks_api.settle": Use(document={"take": True, "reason": "理由充分"}),
    "marks_api.sync": Use(document={"protocol": 1, "revisions": []}),
}
ROW_ARGUMENTS = (
    "sheet_id",
    "sheet_number",
    "grant_id",
    "certificate_id",
    "held_id",
    "upload_id",
    "scheme_id",
    "change_id",
)


def test_another_event_s_row_is_not_found_here(app: Flask, world: World, mighty: Person) -> None:
    for rule, method in routes(app):
        for name in rule.arguments.intersection(ROW_ARGUMENTS):
            foreign = {**world.here, name: 10**9 if name == "held_id" else world.there[name]}
            answer = ask(mighty.client(), method, path_of(app, rule, foreign), FOREIGN.get(rule.endpoint, RIGHT_WORDS))
            assert answer.status_code == 404, f"{method} {rule.rule} with another event's {name}: {answer.status_code}"


def test_what_does_not_exist_is_not_found(app: Flask, world: World, mighty: Person) -> None:
    for rule, method in routes(app):
        for name in rule.arguments.intersection({"event_code", "contest_code"}):
            answer = ask(mighty.client(), method, path_of(app, rule, {**world.here, name: "nowhere"}))
            assert answer.status_code == 404, f"{method} {rule.rule} without {name}: {answer.status_code}"


def test_a_text_no_database_holds_is_refused_everywhere(app: Flask, world: World, mighty: Person) -> None:
    for rule, method in routes(app):
        path = path_of(app, rule, world.here)
        answers = [ask(mighty.client(), method, f"{path}?q=a%00b&chain=a%00b&kind=a%00b")]
        if method != "GET":
            answers.append(ask(mighty.client(), method, path, Use({"login": "a\0b", "password": "a\0b"})))
        for name in rule.arguments.intersection({"event_code", "contest_code", "code", "tariff"}):
            answers.append(ask(mighty.client(), method, path_of(app, rule, {**world.here, name: "a\0b"})))
        assert {answer.status_code for answer in answers} == {400}, rule.rule


def fingerprint(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table)).all()))
            for name, table in metadata.tables.items()
            if name != "login_sessions"
        }


def test_forged_requests_are_refused_and_write_nothing(
    app: Flask, world: World, mighty: Person, engine: Engine
) -> None:
    client = mighty.client()
    token = client.token()
    before = fingerprint(engine)
    for rule, method in routes(app):
        if method == "GET":
            continue
        path = path_of(app, rule, world.here)
        use = use_of(rule.endpoint) or Use()
        bare = client.open(path, method=method, data=dict(use.data))
        wrong = client.open(path, method=method, data={**use.data, "csrf_token": f"{token}x"})
        script = client.open(path, method=method, json=dict(use.data))
        assert (bare.status_code, wrong.status_code, script.status_code) == (400, 400, 400), path
        for site in ("cross-site", "same-site"):
            answer = ask(client, method, path, use, headers={"Sec-Fetch-Site": site})
            assert answer.status_code == 403, f"{path} from a {site} page: {answer.status_code}"
    assert fingerprint(engine) == before


def test_reading_writes_nothing(app: Flask, world: World, mighty: Person, engine: Engine) -> None:
    client = mighty.client()
    watch = app.extensions["watch"]
    before = fingerprint(engine)
    for rule, method in routes(app):
        if method == "GET":
            path = path_of(app, rule, world.here)
            answer = client.get(path)
            assert watch.writes == [], path
            assert answer.status_code in (200, 302, 404), f"{path}: {answer.status_code}"
            head = client.head(path)
            assert head.status_code == answer.status_code, path
    assert fingerprint(engine) == before


def test_every_write_is_told_to_the_audit_chain(app: Flask, world: World, mighty: Person, engine: Engine) -> None:
    watch = app.extensions["watch"]
    for rule, method in routes(app):
        use = use_of(rule.endpoint)
        if method == "GET" or use is None:
            continue
        client = app.test_client() if use.anonymous else mighty.client()
        path = path_of(app, rule, world.here)
        told, watch.writes[:] = events_told(engine), []
        answer = ask(client, method, path, use)
        assert answer.status_code < 400, f"{path}: {answer.status_code} {answer.text[:2000]}"
        assert watch.writes, f"{path} wrote nothing: its row in WRITES does not use it rightly"
        assert events_told(engine) > told, path
        mighty.leave()
        if rule.endpoint == "accounts.change":
            back_to(engine, mighty.user_id)
    assert watch.silent == []


def events_told(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(AuditEvent)) or 0


def back_to(engine: Engine, user_id: int) -> None:
    """Give the account its usual password again."""
    from app.accounts.operations import hash_password

    with Session(engine) as session, transaction(session):
        session.get_one(User, user_id).password_hash = hash_password(PASSWORD)


def test_a_token_out_of_nowhere_opens_nothing(app: Flask, world: World, client: Visitor) -> None:
    client.take_session(1, new_token())
    assert sent_to_login(client.get("/events"))


def test_every_answer_carries_the_security_headers(app: Flask, world: World, mighty: Person) -> None:
    client = mighty.client()
    paths = [path_of(app, rule, world.here) for rule, method in routes(app) if method == "GET"]
    for path in [*paths, "/static/app.css", "/nowhere"]:
        with client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "'unsafe" not in policy, path
        assert "default-src 'none'" in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        if not path.startswith("/static/"):
            assert headers["Cache-Control"] == "no-store", path


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR])
def test_an_administrator_of_one_event_makes_no_accounts(role: Role, log_in: LogIn, event: Event) -> None:
    form = {"login": "new.one", "name": "新人", "role": "system_administrator", "scope": ""}
    assert refused(log_in(role, event).send("/accounts/new", form))
    assert log_in(role).send("/accounts/new", form).status_code == 200
