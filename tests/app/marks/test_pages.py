"""The pages and endpoints of marking over HTTP: who gets in, what each sees, and what is refused how."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Role
from app.db import transaction
from app.events.models import Contest, Event
from app.marks.models import HeldRevision, MarkVersion, ScoreSheet, SheetState
from tests.app.marks.marking import close, contest_of, judge_id, revision, sheet_of, wire
from tests.competition import MEASURED, VOTED
from tests.conftest import PASSWORD, LogIn
from tests.visitor import Visitor


@pytest.fixture
def contest(session: Session, event: Event) -> Contest:
    return contest_of(session, event)


@pytest.fixture
def sheet(session: Session, contest: Contest) -> ScoreSheet:
    return sheet_of(session, contest, "A1", 1)


@pytest.fixture
def place(event: Event, contest: Contest) -> str:
    return f"/events/{event.code}/contests/{contest.code}/sheets"


@pytest.fixture
def judge(session: Session, event: Event, contest: Contest, log_in: LogIn) -> Visitor:
    found = judge_id(session, event, "J2")
    session.rollback()
    return log_in(Role.JUDGE, event, contest, judge_id=found)


@pytest.fixture
def head(session: Session, event: Event, contest: Contest, log_in: LogIn) -> Visitor:
    session.rollback()
    return log_in(Role.HEAD_JUDGE, event, contest)


def test_a_batch_is_answered_with_outcomes_and_the_cells_it_touched(
    judge: Visitor, place: str, sheet: ScoreSheet
) -> None:
    one, two = revision(MEASURED, "1.5"), revision(VOTED, "9")
    answer = judge.send_json(f"{place}/{sheet.number}/marks/sync", wire(one, two))
    assert answer.status_code == 200
    document = answer.get_json()
    assert document["protocol"] == 1
    assert [result["outcome"] for result in document["results"]] == ["applied", "invalid"]
    assert document["cells"][MEASURED]["value"] == "1.5"
    assert document["cells"][MEASURED]["revision"] == one.id
    assert document["total"] == "1.50"


def test_another_account_on_the_same_tablet_does_not_send_somebody_elses_marks(
    session: Session, judge: Visitor, place: str, sheet: ScoreSheet
) -> None:
    document = wire(revision(MEASURED, "1")) | {"user": (judge.user_id or 0) + 1}
    assert judge.send_json(f"{place}/{sheet.number}/marks/sync", document).status_code == 401
    assert session.scalars(select(MarkVersion)).all() == []


def test_without_a_token_a_login_or_a_batch_nothing_is_taken(
    session: Session, client: Visitor, judge: Visitor, place: str, sheet: ScoreSheet
) -> None:
    address, document = f"{place}/{sheet.number}/marks/sync", wire(revision(MEASURED, "1"))
    assert judge.post(address, json=document).status_code == 400
    assert client.send_json(address, document).status_code == 401
    assert judge.send_json(address, {"protocol": 9}).status_code == 422
    assert judge.send_json(address, document, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert session.scalars(select(MarkVersion)).all() == []


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.AUDITOR, Role.ENTRANT, Role.ONSITE_JUDGE, Role.FINANCE])
def test_only_those_who_mark_may_open_or_fill_a_sheet(
    event: Event, contest: Contest, log_in: LogIn, place: str, sheet: ScoreSheet, role: Role
) -> None:
    visitor = log_in(role, event)
    assert visitor.get(f"{place}/{sheet.number}").status_code == 403
    assert visitor.send_json(f"{place}/{sheet.number}/marks/sync", wire(revision(MEASURED, "1"))).status_code == 403


def test_a_judge_of_another_contest_and_a_sheet_of_another_contest_are_kept_out(
    session: Session, event: Event, contest: Contest, judge: Visitor, place: str
) -> None:
    other = contest_of(session, event, "18")
    elsewhere = sheet_of(session, other)
    assert judge.get(place.replace("/17/", "/18/") + f"/{elsewhere.number}").status_code == 403
    assert judge.get(f"{place}/{elsewhere.number}").status_code == 404


def test_a_mark_for_a_signed_sheet_is_kept_for_the_head_judge(
    session: Session, judge: Visitor, head: Visitor, place: str, sheet: ScoreSheet
) -> None:
    with transaction(session):
        close(session, sheet, SheetState.SIGNED)
    answer = judge.send_json(f"{place}/{sheet.number}/marks/sync", wire(revision(MEASURED, "1")))
    assert answer.get_json()["results"][0]["outcome"] == "quarantined"
    session.rollback()
    late = session.scalars(select(HeldRevision)).one()
    assert "迟到" in head.get(f"{place}/waiting").text
    taken = head.send(f"{place}/{sheet.number}/revisions/{late.id}", {"take": "yes", "reason": "平板没有网络"})
    assert taken.status_code == 422
    kept = head.send(f"{place}/{sheet.number}/revisions/{late.id}", {"take": "no", "reason": "当时已核对"})
    assert kept.status_code == 302


def test_a_stale_form_is_a_conflict_and_a_closed_sheet_cannot_be_submitted_again(
    session: Session, judge: Visitor, place: str, sheet: ScoreSheet
) -> None:
    assert judge.send(f"{place}/{sheet.number}/submit", {"digest": "0" * 64}).status_code == 409
    with transaction(session):
        close(session, sheet, SheetState.SUBMITTED)
    assert judge.send(f"{place}/{sheet.number}/submit", {"digest": "0" * 64}).status_code == 422


def test_a_sheet_goes_from_judges_to_the_head_judges_signature(
    session: Session, event: Event, contest: Contest, log_in: LogIn, head: Visitor, place: str, sheet: ScoreSheet
) -> None:
    ids = [judge_id(session, event, code) for code in ("J1", "J2", "J3")]
    session.rollback()
    judges = [log_in(Role.JUDGE, event, contest, judge_id=one) for one in ids]
    for judge in judges:
        judge.send_json(f"{place}/{sheet.number}/marks/sync", wire(revision(VOTED, "2")))
    judges[0].send_json(f"{place}/{sheet.number}/marks/sync", wire(revision(MEASURED, "2")))
    digest = judges[0].get(f"{place}/{sheet.number}/marks").get_json()["digest"]
    assert judges[0].send(f"{place}/{sheet.number}/submit", {"digest": digest}).status_code == 302
    assert judges[0].send(f"{place}/sign", {"password": PASSWORD}).status_code == 403
    assert head.send(f"{place}/sign", {"password": "guess"}).status_code == 422
    assert head.send(f"{place}/sign", {"password": PASSWORD}).status_code == 302
    session.rollback()
    assert session.get_one(ScoreSheet, sheet.id).state is SheetState.SIGNED


def test_passwords_cannot_be_tried_one_after_another_at_the_signature(head: Visitor, place: str) -> None:
    statuses = [head.send(f"{place}/sign", {"password": f"guess {turn}"}).status_code for turn in range(6)]
    assert statuses == [422] * 5 + [429]


def test_others_votes_stay_hidden_until_all_have_voted(
    session: Session, event: Event, contest: Contest, log_in: LogIn, place: str, sheet: ScoreSheet
) -> None:
    ids = [judge_id(session, event, code) for code in ("J1", "J2", "J3")]
    session.rollback()
    judges = [log_in(Role.JUDGE, event, contest, judge_id=one) for one in ids]
    for judge, vote in zip(judges[:2], "31", strict=True):
        judge.send_json(f"{place}/{sheet.number}/marks/sync", wire(revision(VOTED, vote)))
    cell = judges[1].get(f"{place}/{sheet.number}/marks").get_json()["cells"][VOTED]
    assert (cell["value"], cell["given"], cell["votes"], cell["earned"]) == ("1", 2, [], None)
    judges[2].send_json(f"{place}/{sheet.number}/marks/sync", wire(revision(VOTED, "2")))
    cell = judges[1].get(f"{place}/{sheet.number}/marks").get_json()["cells"][VOTED]
    assert [vote["level"] for vote in cell["votes"]] == ["3", "1", "2"]
    assert (cell["disputed"], cell["round"], cell["value"]) == (True, 2, "")


def secrets_of(session: Session, contest: Contest) -> set[str]:
    """Everything about the entrants that a judge must not see."""
    from app.entrants.models import Entry

    found = set()
    for entry in session.scalars(select(Entry).where(Entry.contest_id == contest.id)):
        for member in entry.members:
            found |= {member.person.name, member.unit or member.person.name}
    return found


def test_judges_see_stations_and_never_names_units_or_the_order_of_entries(
    session: Session, contest: Contest, judge: Visitor, head: Visitor, place: str, sheet: ScoreSheet
) -> None:
    hidden = secrets_of(session, contest)
    assert hidden
    for address in (place, f"{place}/{sheet.number}", f"{place}/{sheet.number}/marks"):
        answer = judge.get(address)
        assert answer.status_code == 200
        shown = answer.text + str(answer.headers)
        assert not [one for one in hidden if one in shown]
    assert "S02" in judge.get(place).text
    assert "S02" in head.get(place).text


def test_without_stations_a_masked_sheet_goes_by_a_random_number(
    session: Session, contest: Contest, judge: Visitor, place: str, sheet: ScoreSheet
) -> None:
    with transaction(session):
        entry = session.get_one(ScoreSheet, sheet.id).entry
        entry.station = None
        code, number = entry.code, sheet.number
    page = judge.get(f"{place}/{number}").text
    assert f"{number} · A1" in page
    assert f">{code} · A1" not in page
    assert len(str(number)) == 12


def test_a_sheets_number_says_nothing_about_the_order_of_its_entry(
    session: Session, make_event: Callable[..., Event]
) -> None:
    orders: set[Any] = set()
    for turn in range(6):
        contest = contest_of(session, make_event(f"event-{turn}"))
        query = select(ScoreSheet).where(ScoreSheet.contest_id == contest.id).order_by(ScoreSheet.number)
        orders.add(tuple(sheet.entry.code + sheet.sub for sheet in session.scalars(query)))
    assert len(orders) > 1
