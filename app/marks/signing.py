"""Closing score sheets: a judge submits, the head judge signs with a password, or returns with a reason."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Permission
from app.accounts.models import User
from app.accounts.passwords import matches
from app.audit.operations import record
from app.db import now
from app.errors import Conflict, RuleViolation
from app.events.models import Contest, Event, SchemeVersion
from app.events.queries import versions_in_force
from app.marks.models import ScoreSheet, SheetState
from app.marks.sheet_book import SheetBook
from app.marks.sheet_queries import MarkingPerson, load_book, sheet_in, waiting_revisions
from scoring.text import Text

_NAMED = 6


def sheet_digest(session: Session, book: SheetBook) -> str:
    """SHA-256 of the scheme and of every mark that counts on a sheet: what a signature stands for."""
    scheme = session.scalar(select(SchemeVersion.digest).where(SchemeVersion.id == book.sheet.scheme_id))
    marks = sorted(
        [cell.aspect, book.judges.get(cell.judge_id or 0, ""), cell.round, version.reading.value]
        for cell, version in book.current.items()
        if not version.reading.cleared
    )
    fields = [book.contest.code, book.sheet.number, book.sheet.sub, scheme, marks]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def submit_sheet(
    session: Session, person: MarkingPerson, event: Event, contest: Contest, number: int, seen: str
) -> ScoreSheet:
    """Close a sheet that is complete; `seen` is the digest of the marks the judge looked at.

    Raises RuleViolation for what is missing or undecided, Conflict where the marks changed meanwhile.
    """
    sheet = sheet_in(session, contest, number, lock=True)
    if sheet.state is not SheetState.OPEN:
        raise RuleViolation(Text("评分表已经提交，不能重复提交。", "The sheet is submitted already."))
    book = load_book(session, contest, sheet)
    digest = sheet_digest(session, book)
    if digest != seen:
        raise _changed()
    _check_complete(session, contest, book)
    sheet.state = SheetState.SUBMITTED
    session.flush()
    details = {"digest": digest}
    record(session, person.user_id, Permission.SHEET_SUBMIT, f"sheet:{sheet.id}", details, event_code=event.code)
    return sheet


def _changed() -> Conflict:
    return Conflict(
        Text(
            "您打开页面之后分数有变动，没有办理。请刷新页面核对后再试。",
            "Marks changed after you opened the page; nothing was done. Reload, compare, and try again.",
        )
    )


def _check_complete(session: Session, contest: Contest, book: SheetBook) -> None:
    if waiting_revisions(session, contest, book.sheet):
        raise RuleViolation(
            Text(
                f"{book.label} 的 {book.sub.code} 还有未处理的冲突或迟到的分数，请先处理。",
                f"{book.label}, {book.sub.code} has conflicts or late marks that wait for a decision.",
            )
        )
    problems = book.problems()
    if problems:
        more = "…" if len(problems) > _NAMED else ""
        zh = "、".join(f"{one.aspect}（{one.text.zh}）" for one in problems[:_NAMED])
        en = ", ".join(f"{one.aspect} ({one.text.en})" for one in problems[:_NAMED])
        raise RuleViolation(
            Text(
                f"{book.label} 的 {book.sub.code} 尚未评完：{zh}{more}。",
                f"{book.label}, {book.sub.code} is not finished: {en}{more}.",
            )
        )


class WrongPassword(RuleViolation):
    """The password typed before an official step is not the person's."""


def check_password(user: User, password: str) -> None:
    """Ask once more who it is before an official step; raises WrongPassword."""
    if not matches(user.password_hash, password):
        raise WrongPassword(Text("密码不正确，没有办理。", "The password is not right; nothing was done."))


def submitted_sheets(session: Session, contest: Contest, *, lock: bool = False) -> list[ScoreSheet]:
    """The sheets that wait for the head judge, in the order in which they are locked."""
    query = select(ScoreSheet).where(ScoreSheet.contest_id == contest.id, ScoreSheet.state == SheetState.SUBMITTED)
    query = query.where(ScoreSheet.scheme_id.in_(versions_in_force())).order_by(ScoreSheet.id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(query))


def signing_digest(session: Session, contest: Contest, sheets: Sequence[ScoreSheet]) -> str:
    """SHA-256 over the digests of these sheets, so that what is signed is what was seen."""
    digests = [sheet_digest(session, load_book(session, contest, sheet)) for sheet in sheets]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def sign_sheets(
    session: Session,
    actor: User,
    password: str,
    event: Event,
    contest: Contest,
    *,
    number: int | None = None,
    seen: str | None = None,
) -> list[ScoreSheet]:
    """Sign one submitted sheet, or all of a contest; from then on their marks are locked.

    `seen` is the signing digest of what the head judge looked at. Raises RuleViolation for a wrong password, for
    nothing to sign, and for a sheet with an unmarked cell or an invalid judgement; Conflict for other marks than seen.
    """
    check_password(actor, password)
    sheets = _sheets_to_sign(session, contest, number)
    books = [load_book(session, contest, sheet) for sheet in sheets]
    digests = [sheet_digest(session, book) for book in books]
    if seen is not None and hashlib.sha256("".join(digests).encode()).hexdigest() != seen:
        raise _changed()
    for book in books:
        _check_complete(session, contest, book)
    moment = now()
    for sheet, digest in zip(sheets, digests, strict=True):
        sheet.state, sheet.digest = SheetState.SIGNED, digest
        sheet.signed_at, sheet.signed_by = moment, actor.id
    session.flush()
    details = {"sheets": {str(sheet.id): digest for sheet, digest in zip(sheets, digests, strict=True)}}
    record(session, actor.id, Permission.SHEET_SIGN, f"contest:{contest.id}", details, event_code=event.code)
    return sheets


def _sheets_to_sign(session: Session, contest: Contest, number: int | None) -> list[ScoreSheet]:
    if number is None:
        sheets = submitted_sheets(session, contest, lock=True)
    else:
        sheets = [sheet_in(session, contest, number, lock=True)]
    if not sheets or any(sheet.state is not SheetState.SUBMITTED for sheet in sheets):
        raise RuleViolation(
            Text(
                "没有可签的评分表：只能签裁判已提交而尚未签字的评分表。",
                "There is nothing to sign: only sheets that judges submitted and nobody signed yet can be signed.",
            )
        )
    return sheets


def return_sheet(
    session: Session, actor: User, password: str, event: Event, contest: Contest, number: int, reason: str
) -> ScoreSheet:
    """Open a submitted or signed sheet again; its signature is void. Raises RuleViolation without reason or password.

    What was published stays as it was frozen; the sheet has to be submitted and signed anew.
    """
    check_password(actor, password)
    if len(reason.strip()) < 2:
        raise RuleViolation(Text("请写明退回的理由。", "State the reason for returning the sheet."))
    sheet = sheet_in(session, contest, number, lock=True)
    if sheet.state is SheetState.OPEN:
        raise RuleViolation(Text("评分表没有提交，不需要退回。", "The sheet is open; there is nothing to return."))
    details = {"reason": reason.strip(), "before": sheet.state.value, "digest": sheet.digest}
    sheet.state, sheet.digest, sheet.signed_at, sheet.signed_by = SheetState.OPEN, None, None, None
    session.flush()
    record(session, actor.id, "sheet:return", f"sheet:{sheet.id}", details, event_code=event.code)
    return sheet
