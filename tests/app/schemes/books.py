"""Small scheme workbooks as people send them, and what the tests do with them."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db import transaction
from app.events.models import Contest, Event
from app.schemes.models import SchemeChange, SchemeUpload
from app.schemes.operations import finished_scheme, import_scheme, prepare_upload
from app.schemes.versions import NewScheme, put_in_force

Row = Sequence[str | int | float | None]
CIS = ("Sub Criterion ID", "Sub Criterion Name", "Day", "Aspect Type", "Aspect Description", "Judg Score",
       "Extra Aspect Description", "Requirement", "WSOS Section", "Calculation Row", "Max Mark")  # fmt: skip
SCORE_SHEET = ("序号", "考核内容", "考核要点", "配分", "评分标准", "得分")


def book(*sheets: tuple[str, Sequence[Row]]) -> bytes:
    """An .xlsx of these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def cis_book(*aspects: Row) -> bytes:
    """A CIS workbook with one criterion A and sub-criterion A1; an aspect is (type, words, maximum)."""
    rows: list[Row] = [(*CIS, "Criterion A"), ("A1", "装配", 1, *[None] * 8)]
    rows += [(None, None, None, kind, words, *[None] * 5, maximum) for kind, words, maximum in aspects]
    return book(("CIS Marking Scheme Import", rows))


def score_sheet(*points: Row) -> bytes:
    """A Chinese score sheet; a point is (words, marks)."""
    rows: list[Row] = [SCORE_SHEET]
    rows += [
        (number, "操作", words, marks, f"{words}不合格扣分", None) for number, (words, marks) in enumerate(points, 1)
    ]
    return book(("评分表", rows))


def sent(
    session: Session, user_id: int, event: Event, contest: Contest, content: bytes, name: str = "scheme.xlsx"
) -> SchemeUpload:
    """The upload of this file for the practical part."""
    prepared = prepare_upload(session, contest, "practice", name, content)
    with transaction(session):
        return import_scheme(session, user_id, event, contest, "practice", prepared)


def propose_change(session: Session, user_id: int, event: Event) -> SchemeChange:
    """A change of the first contest's scheme, out of an upload, that waits for a second person; marks were given."""
    contest = event.contests[0]
    upload = sent(session, user_id, event, contest, cis_book(("M", "尺寸", 4), ("M", "外形", 6)))
    with transaction(session):
        new = NewScheme(finished_scheme(upload), 1, upload=upload, reason="图样改版")
        change = put_in_force(session, session.get_one(User, user_id), event, contest, "practice", new).change
    assert change is not None
    return change
