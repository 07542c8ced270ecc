"""Uploading a scheme, deciding its questions, and finding the decisions again in the next file."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Role
from app.accounts.operations import NewRole
from app.audit.models import AuditEvent
from app.db import transaction
from app.errors import RuleViolation
from app.events.models import Contest, Event
from app.schemes.operations import choose_reading, decide_findings, draft_or_refusal, finished_scheme
from app.schemes.queries import upload_in
from app.schemes.reading import draft_of, read_file
from scoring.scheme import AspectType
from scoring.workbook import Choices, ColumnMapping
from scoring.workbook import Role as Column
from tests.app.schemes.books import book, cis_book, score_sheet, sent

UNKNOWN = [("甲", "乙", "丙", "丁"), (1, "看尺寸", "量一量", "两"), (2, "看外观", "看一看", "三")]


@pytest.fixture
def contest(event: Event) -> Contest:
    return event.contests[0]


@pytest.fixture
def user_id(make_account: Callable[..., int]) -> int:
    return make_account("organizer", NewRole(Role.ORGANIZER))


def test_a_cis_workbook_is_read_in_the_child_and_kept_with_its_cells(
    session: Session, event: Event, contest: Contest, user_id: int
) -> None:
    content = cis_book(("M", "尺寸", 2), ("J", "外观", 3))
    upload = sent(session, user_id, event, contest, content)
    assert upload.content == content
    assert [aspect.type for aspect in draft_or_refusal(upload).aspects] == [
        AspectType.MEASUREMENT,
        AspectType.JUDGEMENT,
    ]
    rows = dict(upload.reading["sheets"][0]["rows"])
    assert ["E", "尺寸"] in rows[3]
    assert session.scalars(select(AuditEvent.action)).all()[-1] == "scheme:import"


def test_a_file_that_is_no_workbook_is_refused_with_what_to_do(
    session: Session, event: Event, contest: Contest, user_id: int
) -> None:
    with pytest.raises(RuleViolation) as refused:
        sent(session, user_id, event, contest, b"%PDF-1.7")
    assert "PDF" in refused.value.text.zh


def test_an_untyped_aspect_waits_until_somebody_decides(
    session: Session, event: Event, contest: Contest, user_id: int
) -> None:
    upload = sent(session, user_id, event, contest, score_sheet(("划线", 4), ("锯削", 6)))
    keys = [one.key for one in draft_or_refusal(upload).findings if one.code == "untyped-aspect"]
    with pytest.raises(RuleViolation):
        finished_scheme(upload)
    with transaction(session):
        decide_findings(session, user_id, event, contest, upload.id, {keys[0]: "M", keys[1]: "J"})
    assert [one.type.value for one in finished_scheme(upload).aspects.values()] == ["M", "J"]
    with transaction(session):
        decide_findings(session, user_id, event, contest, upload.id, {keys[0]: None})
    with pytest.raises(RuleViolation):
        finished_scheme(upload)


def test_a_value_that_cannot_be_is_refused_and_nothing_is_stored(
    session: Session, event: Event, contest: Contest, user_id: int
) -> None:
    upload = sent(session, user_id, event, contest, score_sheet(("划线", 4)))
    key = next(one.key for one in draft_or_refusal(upload).findings if one.code == "untyped-aspect")
    for decided in ({key: "Q"}, {"untyped-aspect@nowhere!Z9": "M"}):
        with pytest.raises(RuleViolation), transaction(session):
            decide_findings(session, user_id, event, contest, upload.id, decided)
    assert upload_in(session, contest, upload.id).decisions == {}


def test_decisions_follow_the_words_of_a_row_into_the_next_file(
    session: Session, event: Event, contest: Contest, user_id: int
) -> None:
    first = sent(session, user_id, event, contest, score_sheet(("划线", 4), ("锯削", 6)))
    keys = [one.key for one in draft_or_refusal(first).findings if one.code == "untyped-aspect"]
    with transaction(session):
        decide_findings(session, user_id, event, contest, first.id, {keys[0]: "M", keys[1]: "J"})
    rows = [
        ("序号", "考核内容", "考核要点", "配分", "评分标准", "得分"),
        (9, "操作", "钻孔", 5, "钻孔不合格扣分", None),
    ]
    rows += [
        (number, "操作", words, marks, f"{words}不合格扣分", None)
        for number, words, marks in ((1, "划线", 4), (2, "锯削", 6))
    ]
    second = sent(session, user_id, event, contest, book(("评分表", rows)))
    assert second.repeated == 2
    types = {aspect.description: aspect.type for aspect in draft_or_refusal(second).decide(second.decisions).aspects}
    assert types == {"钻孔": None, "划线": AspectType.MEASUREMENT, "锯削": AspectType.JUDGEMENT}


def test_columns_once_named_are_remembered_for_the_same_header(
    session: Session, event: Event, contest: Contest, user_id: int
) -> None:
    content = book(("表一", UNKNOWN))
    first = sent(
        session,
        user_id,
        event,
        contest,
        book(("表一", [*UNKNOWN[:1], (1, "看尺寸", "量一量", 2), (2, "看外观", "看一看", 3)])),
    )
    columns = ((Column.ID, "A"), (Column.DESCRIPTION, "C"), (Column.MAXIMUM, "D"))
    choices = Choices(mappings=(ColumnMapping("表一", 1, columns),))
    with transaction(session):
        choose_reading(session, user_id, event, contest, first.id, choices, read_file(first.content, choices))
    assert [one.description for one in draft_or_refusal(first).aspects] == ["量一量", "看一看"]
    other = book(("另一张", [*UNKNOWN[:1], (1, "x", "切一切", 7)]))
    with transaction(session):
        session.delete(upload_in(session, contest, first.id))
    second = sent(session, user_id, event, contest, other)
    assert [(one.description, one.maximum) for one in draft_or_refusal(second).aspects] == [("切一切", 7)]
    assert content


def test_a_book_without_known_columns_is_kept_and_waits_for_a_mapping(
    session: Session, event: Event, contest: Contest, user_id: int
) -> None:
    upload = sent(session, user_id, event, contest, book(("表一", [("甲", "乙"), ("丙", "丁")])))
    assert draft_of(upload.reading) is None
    with pytest.raises(RuleViolation, match="map the columns"):
        draft_or_refusal(upload)
