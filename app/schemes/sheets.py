"""The score sheets of a part when its scheme gets a new version: new ones for everybody, and every mark that fits."""

import uuid
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.orm import Session

from app.db import now
from app.entrants.models import Entry, Member
from app.errors import RuleViolation
from app.events.codec import rules_of, scheme_of
from app.events.models import AspectRow, Contest, SchemeVersion
from app.marks.models import HeldRevision, MarkVersion, ScoreSheet, SheetState
from app.marks.sheet_queries import waiting_revisions
from app.schemes.effects import fitting
from app.schemes.queries import given_marks
from scoring.rules import TeamMarking
from scoring.text import Text

_COPIED = ("judge_id", "round", "value", "attempted", "source", "entered_by", "entered_by_name", "device_at", "device")


def lock_sheets(session: Session, contest: Contest, part: str) -> None:
    """Hold every sheet of a part until the transaction ends, so that whoever writes a mark comes before or after."""
    versions = select(SchemeVersion.id).where(SchemeVersion.contest_id == contest.id, SchemeVersion.part == part)
    query = select(ScoreSheet.id).where(ScoreSheet.scheme_id.in_(versions)).order_by(ScoreSheet.id)
    session.execute(query.with_for_update()).all()


def replace_sheets(session: Session, contest: Contest, old: SchemeVersion | None, new: SchemeVersion) -> int:
    """Open sheets of the new version for every entry and sub-criterion; how many marks were carried over.

    Call it after `lock_sheets`. The old sheets take no mark any more: an empty one is gone, one with marks is closed
    and keeps them under the version they were given under.
    """
    sheets = _open_sheets(session, contest, new)
    carried = _carry(session, old, new, sheets) if old else 0
    _retire(session, old)
    return carried


def refuse_unsettled(session: Session, contest: Contest, version: SchemeVersion | None) -> None:
    """Raises RuleViolation while a conflict or late mark under a version waits for a decision."""
    if version and any(sheet.scheme_id == version.id for _held, sheet in waiting_revisions(session, contest)):
        raise RuleViolation(
            Text(
                "还有未处理的冲突或迟到的分数：先请裁判长处理，再换方案。",
                "Conflicts or late marks wait for a decision: settle them before the scheme changes.",
            )
        )


def _open_sheets(session: Session, contest: Contest, new: SchemeVersion) -> dict[tuple[int, int, str], int]:
    members = select(Entry.id, Member.position).outerjoin(Member, Member.entry_id == Entry.id)
    rows = session.execute(members.where(Entry.contest_id == contest.id).order_by(Entry.id, Member.position)).all()
    if rules_of(contest, {}).team is TeamMarking.SUM:
        people = [(entry, position) for entry, position in rows if position is not None]
    else:
        people = [(entry, 0) for entry in dict.fromkeys(entry for entry, _position in rows)]
    subs = dict.fromkeys(aspect.sub for aspect in new.aspects)
    keys = [(entry, member, sub) for entry, member in people for sub in subs]
    if not keys:
        return {}
    statement = insert(ScoreSheet).returning(ScoreSheet.id, sort_by_parameter_order=True)
    ids = session.scalars(statement, [_sheet_row(contest.id, new.id, *key) for key in keys])
    return dict(zip(keys, ids, strict=True))


def _sheet_row(contest_id: int, scheme_id: int, entry_id: int, member: int, sub: str) -> dict[str, Any]:
    place = {"contest_id": contest_id, "entry_id": entry_id, "member": member, "scheme_id": scheme_id, "sub": sub}
    return {**place, "state": SheetState.OPEN, "version": 1}


def _carry(
    session: Session,
    old: SchemeVersion,
    new: SchemeVersion,
    sheets: dict[tuple[int, int, str], int],
) -> int:
    olds = {sheet.id: sheet for sheet in session.scalars(select(ScoreSheet).where(ScoreSheet.scheme_id == old.id))}
    carried = fitting(scheme_of(old), scheme_of(new), given_marks(session, old))
    aspects = {row.code: row for row in new.aspects}
    rows = []
    for mark in session.scalars(select(MarkVersion).where(MarkVersion.id.in_(carried)).order_by(MarkVersion.id)):
        aspect, sheet = aspects[carried[mark.id].code], olds[mark.sheet_id]
        rows.append(_copy(mark, aspect, sheets[sheet.entry_id, sheet.member, aspect.sub]))
    if rows:
        session.execute(insert(MarkVersion), rows)
    return len(rows)


def _copy(mark: MarkVersion, aspect: AspectRow, sheet_id: int) -> dict[str, Any]:
    """The mark on its new sheet; its parent is the revision it was given as."""
    row = {name: getattr(mark, name) for name in _COPIED}
    identity = {"sheet_id": sheet_id, "aspect_id": aspect.id, "revision": str(uuid.uuid4()), "parent": mark.revision}
    return {**row, **identity, "received_at": now(), "recorded_at": mark.recorded_at or mark.received_at}


def _retire(session: Session, old: SchemeVersion | None) -> None:
    if old is None:
        return
    used = [exists().where(table.sheet_id == ScoreSheet.id) for table in (MarkVersion, HeldRevision)]
    session.execute(delete(ScoreSheet).where(ScoreSheet.scheme_id == old.id, ~used[0], ~used[1]))
    closed = update(ScoreSheet).where(ScoreSheet.scheme_id == old.id)
    session.execute(closed.values(state=SheetState.SIGNED, version=ScoreSheet.version + 1))
