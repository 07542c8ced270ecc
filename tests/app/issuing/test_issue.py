"""Certificates: issued from frozen results, gapless, downloaded by whom they belong to, verified and revoked."""

import io
import threading
from collections.abc import Callable

import pdfplumber
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.access import Role
from app.config import Settings
from app.crypto import CROCKFORD
from app.db import transaction
from app.errors import RuleViolation
from app.events.models import Event
from app.events.queries import event_by_code
from app.issuing.models import Certificate
from app.issuing.operations import ask_for_certificates, content_of, issue_certificates, revoke_certificate
from app.issuing.queries import certificates, due_certificates
from app.issuing.views import masked
from app.jobs import Job, JobState, run_next
from app.results.operations import publish_results
from app.worker import JOB_MODULES
from certificates.render import render
from tests.conftest import PASSWORD, LogIn


@pytest.fixture
def published(make_event: Callable[..., Event], session: Session) -> Event:
    event = make_event(marks=True)
    with transaction(session):
        publish_results(session, None, event, event.contests[0])
    return event


def issue(session: Session, settings: Settings, event: Event) -> list[Certificate]:
    with transaction(session):
        due = list(due_certificates(session, event, None))
        return issue_certificates(session, None, event, due, settings.verify_key, settings.base_url)


def test_each_medal_brings_one_certificate_with_a_gapless_number(
    session: Session, settings: Settings, published: Event
) -> None:
    issue(session, settings, published)
    numbers = [one.number for one in certificates(session, published)]
    assert numbers == [f"SMALL-2026-2026-{number:06d}" for number in (1, 2, 3)]


def test_issuing_again_issues_nothing_twice(session: Session, settings: Settings, published: Event) -> None:
    issue(session, settings, published)
    assert issue(session, settings, published) == []
    with transaction(session):
        publish_results(session, None, published, published.contests[1])
    assert [one.number[-1] for one in issue(session, settings, published)] == ["4", "5"]


def test_two_issuers_at_once_never_share_a_number(
    sessions: sessionmaker[Session], settings: Settings, published: Event
) -> None:
    code, start = published.code, threading.Barrier(2)

    def work() -> None:
        with sessions() as session:
            start.wait()
            issue(session, settings, event_by_code(session, code))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with sessions() as session:
        numbers = sorted(session.scalars(select(Certificate.number)))
    assert numbers == [f"SMALL-2026-2026-{number:06d}" for number in (1, 2, 3)]


def test_the_paper_is_drawn_again_from_the_frozen_words(session: Session, settings: Settings, published: Event) -> None:
    first, *_ = issue(session, settings, published)
    paper = render(content_of(first))
    assert paper == render(content_of(first))
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        words = pdf.pages[0].extract_text()
    assert "选手01" in words.replace(" ", "")
    assert first.number in words


def test_the_job_issues_everything_and_tells_its_progress(
    sessions: sessionmaker[Session], session: Session, settings: Settings, published: Event
) -> None:
    with transaction(session):
        job = ask_for_certificates(session, None, published).id
    with pytest.raises(RuleViolation), transaction(session):
        ask_for_certificates(session, None, published)
    assert JOB_MODULES
    assert run_next(sessions, settings)
    session.rollback()
    done = session.get_one(Job, job)
    assert (done.state, done.done, done.total) == (JobState.DONE, 3, 3)
    assert len(certificates(session, published)) == 3


def test_codes_are_long_and_unlike_each_other(session: Session, settings: Settings, published: Event) -> None:
    codes = [one.code for one in issue(session, settings, published)]
    assert len(set(codes)) == 3
    assert all(len(code) == 26 and set(code) <= set(CROCKFORD) for code in codes)


def test_anybody_verifies_by_qr_or_by_the_printed_code_and_sees_a_masked_name(
    log_in: LogIn, session: Session, settings: Settings, published: Event
) -> None:
    first, *_ = issue(session, settings, published)
    anybody = log_in(Role.ENTRANT, published).application.test_client()
    typed = "-".join(first.code[at : at + 4] for at in range(0, 16, 4)).lower()
    for code in (first.code, typed):
        page = anybody.get(f"/verify/{code}")
        assert page.status_code == 200
        assert first.number in page.text
        assert "选手01" not in page.text
        assert masked("选手01") in page.text
    assert anybody.get("/verify/0000000000000000").status_code == 404
    assert anybody.get(f"/verify?code={typed}").status_code == 302


def test_a_revoked_certificate_says_so_at_once_and_may_be_issued_anew(
    log_in: LogIn, session: Session, settings: Settings, published: Event
) -> None:
    first, *_ = issue(session, settings, published)
    number, code, key = first.number, first.code, first.id
    administrator = log_in(Role.PROVINCE_ADMINISTRATOR)
    path = f"/events/small-2026/certificates/{key}/revoke"
    administrator.send(path, {"reason": "姓名有误", "password": "wrong password"})
    assert "现在有效" in administrator.get(f"/verify/{code}").text
    administrator.send(path, {"reason": "姓名有误", "password": PASSWORD})
    assert "不再有效" in administrator.get(f"/verify/{code}").text
    session.rollback()
    (anew,) = issue(session, settings, published)
    assert anew.number != number
    assert anew.code != code


def test_revoking_needs_a_reason_and_happens_once(session: Session, settings: Settings, published: Event) -> None:
    first, *_ = issue(session, settings, published)
    with pytest.raises(RuleViolation), transaction(session):
        revoke_certificate(session, None, published, first, "  x ")
    with transaction(session):
        revoke_certificate(session, None, published, first, "成绩更正")
    with pytest.raises(RuleViolation), transaction(session):
        revoke_certificate(session, None, published, first, "成绩更正")


def test_the_winner_downloads_only_the_own_certificate(
    log_in: LogIn, session: Session, settings: Settings, published: Event
) -> None:
    first, second, *_ = issue(session, settings, published)
    mine, other = first.id, second.id
    winner = log_in(Role.ENTRANT, published, person_id=first.person_id)
    assert winner.get("/certificates").text.count("下载证书") == 1
    paper = winner.get(f"/events/small-2026/certificates/{mine}.pdf")
    assert paper.data.startswith(b"%PDF")
    assert winner.get(f"/events/small-2026/certificates/{other}.pdf").status_code == 403


def test_a_leader_downloads_those_of_the_own_delegation(
    log_in: LogIn, session: Session, settings: Settings, published: Event
) -> None:
    first, second, *_ = issue(session, settings, published)  # 01 is of 甲市, 02 of 乙市
    ours, theirs = first.id, second.id
    leader = log_in(Role.DELEGATION_LEADER, published, delegation="甲市")
    assert leader.get(f"/events/small-2026/certificates/{ours}.pdf").status_code == 200
    assert leader.get(f"/events/small-2026/certificates/{theirs}.pdf").status_code == 403


@pytest.mark.parametrize(("name", "shown"), [("王芳", "王*"), ("欧阳娜娜", "欧**娜"), ("张", "*"), ("𠮷田一", "𠮷*一")])
def test_a_masked_name_shows_its_ends_only(name: str, shown: str) -> None:
    assert masked(name) == shown
