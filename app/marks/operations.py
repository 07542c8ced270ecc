"""Writing marks: every revision that comes in is kept, and becomes the mark where it follows the one that counts."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.operations import record
from app.db import now
from app.errors import NotFound, RuleViolation
from app.events.models import Contest, Event
from app.marks.entering import Entering, Verdict
from app.marks.models import HeldOutcome, HeldRevision, MarkSource, MarkVersion, ScoreSheet, Settlement, SheetState
from app.marks.protocol import Batch, Outcome, Result, Revision
from app.marks.reasons import REASONS
from app.marks.sheet_book import Cell, SheetBook
from app.marks.sheet_queries import WAITING, MarkingPerson, load_book, sheet_in
from app.marks.values import ValueRefused, read_value
from scoring.text import Text


@dataclass(frozen=True)
class Synced:
    """What a batch led to: the answers in the order sent, and the sheet as it stands now."""

    results: list[Result]
    book: SheetBook


@dataclass(frozen=True, slots=True)
class _Known:
    """A revision the server has: its payload, the answer it was given, and what stands for it as a parent."""

    payload: str | None
    outcome: Outcome
    word: str
    link: str | None


def enter_marks(
    session: Session, person: MarkingPerson, event: Event, contest: Contest, number: int, batch: Batch
) -> Synced:
    """Take a batch of revisions for one sheet; the sheet's row is locked first, so a signature comes before or after.

    The same revision again is answered as the first time; nothing that came in is ever dropped or overwritten.
    Raises NotFound for a sheet of another contest.
    """
    sheet = sheet_in(session, contest, number, lock=True)
    book = load_book(session, contest, sheet)
    known = _known(session, batch.revisions)
    links = {key: entries[0].link for key, entries in known.items()}
    entering = Entering(book, person, batch.scheme, links)
    writing = _Writing(entering, batch, now())
    results = [writing.take(revision, known.get(revision.id, [])) for revision in batch.revisions]
    results += [Result(claimed or "", Outcome.INVALID, reason=REASONS["malformed"]) for claimed in batch.malformed]
    _write(session, person, event, sheet, writing)
    return Synced(results, book)


def _known(session: Session, revisions: Iterable[Revision]) -> dict[str, list[_Known]]:
    ids = {revision.id for revision in revisions} | {revision.parent for revision in revisions if revision.parent}
    known: dict[str, list[_Known]] = {}
    applied = select(MarkVersion.revision, MarkVersion.payload).where(MarkVersion.revision.in_(ids))
    for key, payload in session.execute(applied):
        known.setdefault(key, []).append(_Known(payload, Outcome.APPLIED, "", key))
    held = select(HeldRevision).where(HeldRevision.revision.in_(ids)).order_by(HeldRevision.id)
    for row in session.scalars(held):
        replaced = row.outcome in (HeldOutcome.SAME, HeldOutcome.INVALID)
        link = row.against if replaced else row.revision
        known.setdefault(row.revision, []).append(_Known(row.payload, Outcome(row.outcome.value), row.reason, link))
    return known


class _Writing:
    """Gathers the rows a batch leaves behind."""

    def __init__(self, entering: Entering, batch: Batch, at: datetime) -> None:
        self._entering, self._batch, self._at = entering, batch, at
        self._book, self._person = entering.book, entering.person
        self._seen: dict[str, list[_Known]] = {}
        self.applied: list[dict[str, Any]] = []
        self.held: list[dict[str, Any]] = []

    def take(self, revision: Revision, known: list[_Known]) -> Result:
        """The answer to one revision, and its row if it is new."""
        payload = revision.payload(self._book.sheet.id, self._person.user_id)
        before = [*known, *self._seen.get(revision.id, [])]
        for one in before:
            if one.payload == payload:
                return Result(revision.id, one.outcome, duplicate=True, reason=REASONS.get(one.word))
        if before:
            verdict = Verdict(Outcome.QUARANTINED, self._entering.cell_of(revision), None, "reused", REASONS["reused"])
        else:
            verdict = self._entering.decide(revision)
        if verdict.outcome is not Outcome.AGAIN:
            self._keep(revision, verdict, payload)
        current = self._entering.counting(verdict.cell)
        return Result(revision.id, verdict.outcome, reason=verdict.reason, current=current)

    def _keep(self, revision: Revision, verdict: Verdict, payload: str) -> None:
        entry = _Known(payload, verdict.outcome, verdict.word, None)
        self._seen.setdefault(revision.id, []).append(entry)
        row = {
            "sheet_id": self._book.sheet.id,
            "judge_id": verdict.cell.judge_id,
            "round": verdict.cell.round,
            "revision": revision.id,
            "parent": revision.parent,
            "entered_by": self._person.user_id,
            "received_at": self._at,
            "device_at": revision.at,
            "recorded_at": self._batch.recorded_at(revision, self._at),
            "device": self._batch.device,
            "payload": payload,
        }
        if verdict.outcome is Outcome.APPLIED and verdict.reading is not None:
            reading = verdict.reading
            mark = {"value": reading.value, "attempted": reading.attempted, "cleared": reading.cleared}
            aspect_id = self._book.aspect_ids[revision.aspect]
            self.applied.append(row | mark | {"aspect_id": aspect_id, "source": MarkSource.JUDGE})
            return
        same = verdict.outcome in (Outcome.SAME, Outcome.INVALID)
        against = self._entering.standing(verdict, revision) if same else self._entering.counting(verdict.cell)
        why = {"outcome": HeldOutcome(verdict.outcome.value), "reason": verdict.word, "against": against}
        self.held.append(row | why | {"aspect": revision.aspect, "value": revision.value})


def _write(session: Session, person: MarkingPerson, event: Event, sheet: ScoreSheet, writing: _Writing) -> None:
    if writing.applied:
        session.execute(insert(MarkVersion), writing.applied)
    if writing.held:
        session.execute(insert(HeldRevision), writing.held)
    rows = [*writing.applied, *writing.held]
    if rows:
        details = {
            "applied": [row["revision"] for row in writing.applied],
            "held": [row["revision"] for row in writing.held],
            "digest": rows_digest(rows),
        }
        record(session, person.user_id, Permission.MARK_ENTER, f"sheet:{sheet.id}", details, event_code=event.code)


def rows_digest(rows: Iterable[dict[str, Any]]) -> str:
    """SHA-256 of revisions as they were kept, so that the audit chain covers every value."""
    fields = [[row["revision"], row["payload"], row["judge_id"], row["round"], row["value"]] for row in rows]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def settle_revision(
    session: Session,
    person: MarkingPerson,
    event: Event,
    contest: Contest,
    number: int,
    held_id: int,
    *,
    take: bool,
    reason: str,
) -> SheetBook:
    """Decide about one held revision: it becomes the mark, or it stays on record only.

    Conflicts are settled by whoever may mark the cell, late ones by the head judge. Raises NotFound, and RuleViolation
    where it is settled already, not this person's, or taken while the sheet is not open.
    """
    sheet = sheet_in(session, contest, number, lock=True)
    held = session.scalar(select(HeldRevision).where(HeldRevision.id == held_id, HeldRevision.sheet_id == sheet.id))
    if held is None or held.outcome not in WAITING:
        raise NotFound(Text("没有这条待定的分数。", "There is no such mark waiting for a decision."))
    if session.scalar(select(Settlement.id).where(Settlement.held_id == held.id)) is not None:
        raise RuleViolation(Text("这条分数已经处理过。", "This mark was decided already."))
    _check_settling(person, held, reason)
    book = load_book(session, contest, sheet)
    revision = _take(session, person, book, held) if take else None
    session.add(
        Settlement(
            held_id=held.id, taken=take, revision=revision, reason=reason, settled_by=person.user_id, settled_at=now()
        )
    )
    session.flush()
    details = {"held": held.id, "revision": held.revision, "taken": take, "mark": revision}
    record(session, person.user_id, "mark:settle", f"sheet:{sheet.id}", details, event_code=event.code)
    return load_book(session, contest, sheet) if take else book


def _check_settling(person: MarkingPerson, held: HeldRevision, reason: str) -> None:
    own = held.judge_id is None or (person.voter and held.judge_id == person.judge_id)
    if not person.head and not (own and held.outcome is HeldOutcome.CONFLICT):
        raise RuleViolation(
            Text("这条分数由裁判长处理，请告知裁判长。", "The head judge decides about this mark; tell the head judge.")
        )
    if held.outcome is HeldOutcome.QUARANTINED and len(reason.strip()) < 2:
        raise RuleViolation(Text("请写明理由。", "State the reason."))


def _take(session: Session, person: MarkingPerson, book: SheetBook, held: HeldRevision) -> str:
    if book.sheet.state is not SheetState.OPEN:
        raise RuleViolation(
            Text(
                "评分表已提交或已签：先退回评分表，再采用这个分数。",
                "The sheet is closed: return it first, then take the mark.",
            )
        )
    aspect = book.aspects.get(held.aspect)
    if aspect is None:
        raise RuleViolation(REASONS["unknown-aspect"])
    try:
        reading = read_value(aspect, held.value)
    except ValueRefused as refused:
        raise RuleViolation(refused.text) from None
    current = book.current.get(Cell(held.aspect, held.judge_id, held.round))
    revision = str(uuid.uuid4())
    session.add(
        MarkVersion(
            sheet_id=held.sheet_id,
            aspect_id=book.aspect_ids[held.aspect],
            judge_id=held.judge_id,
            round=held.round,
            value=reading.value,
            attempted=reading.attempted,
            cleared=reading.cleared,
            revision=revision,
            parent=current.revision if current else None,
            source=MarkSource.JUDGE,
            entered_by=held.entered_by,
            received_at=now(),
            recorded_at=held.recorded_at,
            device_at=held.device_at,
            device=held.device,
        )
    )
    session.flush()
    return revision
