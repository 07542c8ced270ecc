"""Entering marks: what becomes of every revision that comes in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.db import transaction
from app.errors import NotFound, RuleViolation
from app.events.models import Contest, Event
from app.judges.models import Judge
from app.marks.models import HeldOutcome, HeldRevision, MarkVersion, ScoreSheet, Settlement, SheetState
from app.marks.operations import enter_marks, settle_revision
from app.marks.protocol import Outcome, Result, Revision
from app.marks.queries import mark_rows
from app.marks.sheet_book import Cell
from app.marks.sheet_queries import MarkingPerson, load_book, waiting_revisions
from scoring.results import MARK_SCALE, EntryStatus
from tests.app.marks.marking import batch, close, contest_of, judge_id, judge_person, revision, sheet_of
from tests.competition import MEASURED, SCORED, VOTED


@pytest.fixture
def contest(session: Session, event: Event) -> Contest:
    return contest_of(session, event)


@pytest.fixture
def sheet(session: Session, contest: Contest) -> ScoreSheet:
    return sheet_of(session, contest, "A1", 1)


@pytest.fixture
def judge(session: Session, event: Event, make_account: Callable[..., int]) -> MarkingPerson:
    return judge_person(session, event, "J2", make_account("j2"))


@pytest.fixture
def people(session: Session, event: Event, make_account: Callable[..., int]) -> dict[str, MarkingPerson]:
    """Judges with a vote; the recorder has no vote, the head judge decides."""
    found = {code: judge_person(session, event, code, make_account(code)) for code in ("J1", "J2", "J3", "J9")}
    return found | {
        "recorder": MarkingPerson(make_account("recorder")),
        "head": MarkingPerson(make_account("head"), head=True),
    }


@pytest.fixture
def send(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, judge: MarkingPerson
) -> Iterator[Callable[..., list[Result]]]:
    """`send(revision, …, by=person, to=sheet)` → the results."""

    def sent(*revisions: Revision, by: MarkingPerson = judge, to: ScoreSheet = sheet) -> list[Result]:
        number = to.number
        with transaction(session):
            return enter_marks(session, by, event, contest, number, batch(*revisions)).results

    return sent


def outcomes(results: list[Result]) -> list[str]:
    return [result.outcome.value for result in results]


def applied(session: Session, sheet: ScoreSheet) -> list[int | None]:
    query = select(MarkVersion.value).where(MarkVersion.sheet_id == sheet.id).order_by(MarkVersion.id)
    return list(session.scalars(query))


def held(session: Session) -> list[tuple[HeldOutcome, str | None, str]]:
    query = select(HeldRevision.outcome, HeldRevision.value, HeldRevision.reason).order_by(HeldRevision.id)
    return list(session.execute(query))


def test_a_revision_that_follows_the_mark_becomes_the_mark(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    first = revision(MEASURED, "1")
    assert outcomes(send(first)) == ["applied"]
    assert outcomes(send(revision(MEASURED, "1.5", first.id))) == ["applied"]
    assert applied(session, sheet) == [MARK_SCALE, MARK_SCALE * 3 // 2]


def test_a_whole_chain_typed_without_a_network_arrives_in_one_batch(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    one = revision(MEASURED, "0")
    two = revision(MEASURED, "2", one.id)
    three = revision(MEASURED, "1", two.id)
    assert outcomes(send(one, two, three)) == ["applied"] * 3
    assert applied(session, sheet) == [0, 2 * MARK_SCALE, MARK_SCALE]


def test_the_same_revision_again_gets_the_same_answer_and_no_second_row(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    one, bad = revision(MEASURED, "1"), revision(MEASURED, "7")
    send(one, bad)
    again = send(one, bad, one)
    assert outcomes(again) == ["applied", "invalid", "applied"]
    assert all(result.duplicate for result in again)
    assert len(applied(session, sheet)) == 1
    assert len(held(session)) == 1


def test_a_batch_of_nothing_but_repetitions_leaves_no_trace_in_the_audit_chain(
    session: Session, send: Callable[..., list[Result]]
) -> None:
    one = revision(MEASURED, "1")
    send(one)
    before = session.query(AuditEvent).count()
    send(one)
    assert session.query(AuditEvent).count() == before


def test_one_id_with_another_content_is_kept_for_the_head_judge(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    one = revision(MEASURED, "1")
    send(one)
    forged = replace(one, value="2")
    assert outcomes(send(forged)) == ["quarantined"]
    assert outcomes(send(forged)) == ["quarantined"]
    assert applied(session, sheet) == [MARK_SCALE]
    assert held(session) == [(HeldOutcome.QUARANTINED, "2", "reused")]


def test_two_devices_with_different_values_keep_both_and_the_first_counts(
    session: Session, contest: Contest, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    assert outcomes(send(revision(MEASURED, "2"))) == ["applied"]
    assert outcomes(send(revision(MEASURED, "1"))) == ["conflict"]
    assert applied(session, sheet) == [2 * MARK_SCALE]
    assert held(session) == [(HeldOutcome.CONFLICT, "1", "changed")]
    assert [row.value for row in mark_rows(session, contest)] == [2 * MARK_SCALE]


def test_two_devices_with_the_same_value_agree(send: Callable[..., list[Result]]) -> None:
    first, other = revision(MEASURED, "2"), revision(MEASURED, "2.0")
    send(first)
    assert outcomes(send(other)) == ["same"]
    assert outcomes(send(revision(MEASURED, "1", other.id))) == ["applied"]


def test_what_follows_a_conflict_is_a_conflict_too(send: Callable[..., list[Result]]) -> None:
    send(revision(MEASURED, "2"))
    other = revision(MEASURED, "1")
    assert outcomes(send(other, revision(MEASURED, "0", other.id))) == ["conflict", "conflict"]


def test_what_follows_a_refused_value_counts_from_before_it(send: Callable[..., list[Result]]) -> None:
    good = revision(MEASURED, "1")
    bad = revision(MEASURED, "9", good.id)
    assert outcomes(send(good, bad)) == ["applied", "invalid"]
    assert outcomes(send(revision(MEASURED, "2", bad.id))) == ["applied"]


def test_a_revision_before_its_parent_is_asked_for_again(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    one = revision(MEASURED, "1")
    two = revision(MEASURED, "2", one.id)
    assert outcomes(send(two)) == ["error"]
    assert applied(session, sheet) == []
    assert outcomes(send(one)) == ["applied"]
    assert outcomes(send(two)) == ["applied"]


def test_a_revision_whose_parent_will_never_come_is_kept_all_the_same(send: Callable[..., list[Result]]) -> None:
    lost = revision(MEASURED, "0").id
    assert outcomes(send(revision(MEASURED, "1", lost, orphan=True))) == ["applied"]
    assert outcomes(send(revision(MEASURED, "2", revision(MEASURED, "0").id, orphan=True))) == ["conflict"]


@pytest.mark.parametrize("typed", ["２", " 2.0 ", "2。0", "２．０"])
def test_full_width_digits_and_points_are_numbers(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]], typed: str
) -> None:
    assert outcomes(send(revision(MEASURED, typed))) == ["applied"]
    assert applied(session, sheet) == [2 * MARK_SCALE]


@pytest.mark.parametrize("typed", ["2.01", "-1", "1,5", "abc", "1e0", "0x1", "1.0000000001", "٢", "∞"])
def test_what_is_no_mark_of_the_aspect_is_refused_and_kept(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]], typed: str
) -> None:
    assert outcomes(send(revision(MEASURED, typed))) == ["invalid"]
    assert applied(session, sheet) == []
    assert held(session) == [(HeldOutcome.INVALID, typed, "value")]


@pytest.mark.parametrize("typed", ["4", "1.5", "0.1"])
def test_a_vote_is_a_whole_number_up_to_three(send: Callable[..., list[Result]], typed: str) -> None:
    assert outcomes(send(revision(VOTED, typed))) == ["invalid"]


def test_not_attempted_nought_and_taken_back_are_three_different_states(
    session: Session, contest: Contest, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    def rows() -> list[int | None]:
        return [row.value for row in mark_rows(session, contest)]

    one = revision(MEASURED, "0")
    send(one)
    assert rows() == [0]
    two = revision(MEASURED, "na", one.id)
    send(two)
    assert rows() == [0, None]
    three = revision(MEASURED, None, two.id)
    send(three)
    assert rows() == []
    assert load_book(session, contest, sheet).problems()[0].aspect == MEASURED
    send(revision(MEASURED, "1", three.id))
    assert rows() == [MARK_SCALE]


def test_an_unknown_aspect_or_one_of_another_sheet_is_refused(send: Callable[..., list[Result]]) -> None:
    assert outcomes(send(revision("Z9", "1"), revision(SCORED, "1"))) == ["invalid", "invalid"]


@pytest.mark.parametrize("state", [SheetState.SUBMITTED, SheetState.SIGNED])
def test_a_mark_for_a_closed_sheet_goes_to_the_head_judge_and_changes_nothing(
    session: Session,
    contest: Contest,
    sheet: ScoreSheet,
    send: Callable[..., list[Result]],
    state: SheetState,
) -> None:
    one = revision(MEASURED, "1")
    send(one)
    with transaction(session):
        close(session, sheet, state)
    assert outcomes(send(revision(MEASURED, "2", one.id))) == ["quarantined"]
    assert applied(session, sheet) == [MARK_SCALE]
    assert [late.value for late, _sheet in waiting_revisions(session, contest)] == ["2"]


def test_the_database_itself_refuses_a_mark_on_a_signed_sheet(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    send(revision(MEASURED, "1"))
    before = session.scalars(select(MarkVersion)).one()
    columns = {column.name: getattr(before, column.name) for column in MarkVersion.__table__.columns}
    with transaction(session):
        close(session, sheet, SheetState.SIGNED)
    columns |= {"id": None, "revision": revision(MEASURED, "1").id}
    session.add(MarkVersion(**columns))
    with pytest.raises(DBAPIError, match="signed"):
        session.flush()
    session.rollback()


def test_a_mark_for_an_entrant_who_did_not_start_goes_to_the_head_judge(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    with transaction(session):
        session.get_one(ScoreSheet, sheet.id).entry.status = EntryStatus.DNS
    assert outcomes(send(revision(MEASURED, "1"))) == ["quarantined"]


def test_a_sheet_of_another_contest_is_not_found(
    session: Session, event: Event, judge: MarkingPerson, sheet: ScoreSheet
) -> None:
    with pytest.raises(NotFound), transaction(session):
        enter_marks(session, judge, event, contest_of(session, event, "18"), sheet.number, batch())


def test_only_judges_vote_and_others_may_only_measure(
    session: Session, sheet: ScoreSheet, people: dict[str, MarkingPerson], send: Callable[..., list[Result]]
) -> None:
    for name in ("recorder", "head"):
        assert outcomes(send(revision(VOTED, "2"), by=people[name])) == ["invalid"]
    assert outcomes(send(revision(MEASURED, "1"), by=people["recorder"])) == ["applied"]
    assert session.scalars(select(MarkVersion.judge_id)).all() == [None]


def test_a_judge_of_the_entrants_delegation_may_not_vote_where_nothing_is_masked(
    session: Session, contest: Contest, people: dict[str, MarkingPerson], send: Callable[..., list[Result]]
) -> None:
    own = sheet_of(session, contest, "A1", 0)
    with transaction(session):
        session.get_one(Contest, contest.id).masked = False
        session.get_one(Judge, people["J1"].judge_id).delegation = "甲市"
    (result,) = send(revision(VOTED, "3"), by=people["J1"], to=own)
    assert result.outcome is Outcome.INVALID
    assert result.reason is not None
    assert "代表队" in result.reason.zh
    assert outcomes(send(revision(MEASURED, "1"), by=people["J1"], to=own)) == ["applied"]


def test_in_a_masked_contest_a_compatriots_vote_is_taken_and_does_not_count(
    session: Session, contest: Contest, people: dict[str, MarkingPerson], send: Callable[..., list[Result]]
) -> None:
    own = sheet_of(session, contest, "A1", 0)
    with transaction(session):
        session.get_one(Judge, people["J1"].judge_id).delegation = "甲市"
    for code in ("J1", "J2", "J3"):
        assert outcomes(send(revision(VOTED, "2"), by=people[code], to=own)) == ["applied"]
    book = load_book(session, contest, own)
    assert len(book.counted(VOTED, 1)) == 2
    assert [problem.text.zh for problem in book.problems() if problem.aspect == VOTED] == ["还差 1 票"]


def test_three_votes_within_one_point_make_the_mark(
    session: Session, contest: Contest, sheet: ScoreSheet, people: dict[str, Any], send: Callable[..., list[Result]]
) -> None:
    for code, vote in (("J1", "2"), ("J2", "3"), ("J3", "2")):
        send(revision(VOTED, vote), by=people[code])
    book = load_book(session, contest, sheet)
    assert str(book.earned(book.aspects[VOTED])) == "2.33"
    assert outcomes(send(revision(VOTED, "2"), by=people["J9"])) == ["invalid"]


def test_votes_more_than_one_apart_need_a_new_round_and_both_rounds_are_kept(
    session: Session, contest: Contest, sheet: ScoreSheet, people: dict[str, Any], send: Callable[..., list[Result]]
) -> None:
    votes = {code: revision(VOTED, vote) for code, vote in (("J1", "1"), ("J2", "3"), ("J3", "2"))}
    for code, vote in votes.items():
        send(vote, by=people[code])
    book = load_book(session, contest, sheet)
    assert book.disputed(VOTED, 1)
    assert book.open_round(VOTED) == 2
    assert book.earned(book.aspects[VOTED]) is None
    assert outcomes(send(revision(VOTED, "2", votes["J1"].id), by=people["J1"])) == ["invalid"]
    for code in ("J1", "J2", "J3"):
        assert outcomes(send(revision(VOTED, "2", vote_round=2), by=people[code])) == ["applied"]
    book = load_book(session, contest, sheet)
    assert str(book.earned(book.aspects[VOTED])) == "2.00"
    assert len(applied(session, sheet)) == 6


def test_a_new_round_starts_only_after_a_dispute(send: Callable[..., list[Result]]) -> None:
    assert outcomes(send(revision(VOTED, "2", vote_round=2))) == ["invalid"]


def test_a_vote_corrected_before_the_device_could_know_of_the_dispute_stands(
    session: Session, contest: Contest, sheet: ScoreSheet, people: dict[str, Any], send: Callable[..., list[Result]]
) -> None:
    for code in ("J1", "J2"):
        send(revision(VOTED, "3"), by=people[code])
    slip = revision(VOTED, "0")
    assert outcomes(send(slip, revision(VOTED, "3", slip.id), by=people["J3"])) == ["applied", "applied"]
    assert not load_book(session, contest, sheet).disputed(VOTED, 1)


def test_a_conflict_is_settled_by_whoever_may_mark_the_cell_and_both_stay_on_record(
    session: Session, event: Event, contest: Contest, sheet: ScoreSheet, judge: Any, send: Callable[..., list[Result]]
) -> None:
    send(revision(MEASURED, "2"))
    send(revision(MEASURED, "1"))
    ((waiting, _sheet),) = waiting_revisions(session, contest)
    with transaction(session):
        book = settle_revision(session, judge, event, contest, sheet.number, waiting.id, take=True, reason="")
    assert book.text_of(Cell(MEASURED, None)) == "1"
    assert applied(session, sheet) == [2 * MARK_SCALE, MARK_SCALE]
    assert waiting_revisions(session, contest) == []
    with pytest.raises(RuleViolation), transaction(session):
        settle_revision(session, judge, event, contest, sheet.number, waiting.id, take=False, reason="")


def test_a_late_mark_is_the_head_judges_and_taken_only_on_an_open_sheet(
    session: Session,
    event: Event,
    contest: Contest,
    sheet: ScoreSheet,
    judge: MarkingPerson,
    people: dict[str, MarkingPerson],
    send: Callable[..., list[Result]],
) -> None:
    with transaction(session):
        close(session, sheet, SheetState.SIGNED)
    send(revision(MEASURED, "1"))
    ((late, _sheet),) = waiting_revisions(session, contest)

    def settle(by: MarkingPerson, take: bool, reason: str) -> None:
        with transaction(session):
            settle_revision(session, by, event, contest, sheet.number, late.id, take=take, reason=reason)

    for by, take, reason in (
        (judge, True, "平板没有网络"),
        (people["head"], True, "平板没有网络"),
        (people["head"], False, " "),
    ):
        with pytest.raises(RuleViolation):
            settle(by, take, reason)
    assert session.scalars(select(Settlement)).all() == []
    settle(people["head"], False, "当时已核对")
    assert applied(session, sheet) == []


def test_every_write_is_in_the_audit_chain_with_a_digest_of_what_was_written(
    session: Session, sheet: ScoreSheet, send: Callable[..., list[Result]]
) -> None:
    one, two = revision(MEASURED, "1"), revision(MEASURED, "9")
    send(one, two)
    found = session.scalars(select(AuditEvent).where(AuditEvent.action == "mark:enter")).one()
    assert found.subject == f"sheet:{sheet.id}"
    assert found.details["applied"] == [one.id]
    assert found.details["held"] == [two.id]
    assert len(found.details["digest"]) == 64


def test_judges_scores_are_their_own(
    session: Session, event: Event, contest: Contest, people: dict[str, Any], send: Callable[..., list[Result]]
) -> None:
    talk = sheet_of(session, contest, "B1", 1)
    for code, score in (("J1", "3"), ("J2", "5"), ("J3", "4")):
        assert outcomes(send(revision(SCORED, score), by=people[code], to=talk)) == ["applied"]
    book = load_book(session, contest, talk)
    assert str(book.earned(book.aspects[SCORED])) == "4.00"
    assert book.marked(SCORED)[judge_id(session, event, "J2")] == 5 * MARK_SCALE
