"""Uploading a scheme workbook, choosing how it is read, and deciding its questions."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.operations import record
from app.db import now
from app.errors import RuleViolation
from app.events.models import Contest, Event
from app.schemes.documents import unfit
from app.schemes.models import ColumnMemory, SchemeUpload
from app.schemes.queries import memories, part_in, upload_before, upload_in
from app.schemes.reading import choices_document, choices_of, draft_of, read_file, refusal_of
from app.schemes.repeating import header_digests, labels_digest, remembered_mappings, repeated_choices
from app.schemes.repeating import repeated_decisions as again
from scoring.scheme import Scheme
from scoring.text import Text
from scoring.workbook import Choices, ColumnMapping, SchemeDraft, WorkbookError

LONGEST_NAME = 256
LONGEST_VALUE = 200


@dataclass(frozen=True)
class Prepared:
    """A file that was read, on its way into the database."""

    content: bytes
    filename: str
    choices: Choices
    reading: dict[str, Any]


def prepare_upload(session: Session, contest: Contest, part: str, filename: str, content: bytes) -> Prepared:
    """Read a file as the one before it was read, and with columns remembered; call it outside a transaction.

    Raises RuleViolation for a file that cannot be read.
    """
    reading = read_file(content, Choices())
    names = [sheet["name"] for sheet in reading["sheets"]]
    last = upload_before(session, contest, part)
    choices = repeated_choices(choices_of(last.choices), names) if last else Choices()
    named = {mapping.sheet for mapping in choices.mappings}
    known = remembered_mappings(reading, memories(session, list(header_digests(reading))))
    choices = Choices(choices.sheets, choices.mappings + tuple(one for one in known if one.sheet not in named))
    session.rollback()
    if choices != Choices():
        reading = read_file(content, choices)
    return Prepared(content, filename[:LONGEST_NAME] or "scheme", choices, reading)


def import_scheme(
    session: Session, actor_id: int, event: Event, contest: Contest, part: str, prepared: Prepared
) -> SchemeUpload:
    """Keep the file with what was read; decisions about the same words of the file before are repeated."""
    part_in(contest, part)
    newest = select(func.max(SchemeUpload.number)).where(
        SchemeUpload.contest_id == contest.id, SchemeUpload.part == part
    )
    number = (session.scalar(newest) or 0) + 1
    last = upload_before(session, contest, part, number)
    decisions = _repeated(last, prepared.reading) if last else {}
    upload = SchemeUpload(
        contest_id=contest.id,
        part=part,
        number=number,
        filename=prepared.filename,
        digest=hashlib.sha256(prepared.content).hexdigest(),
        content=prepared.content,
        reading=prepared.reading,
        choices=choices_document(prepared.choices),
        decisions=decisions,
        repeated=len(decisions),
        sent_by=actor_id,
        sent_at=now(),
    )
    session.add(upload)
    session.flush()
    details = {"part": part, "number": number, "digest": upload.digest, "repeated": upload.repeated}
    record(session, actor_id, Permission.SCHEME_IMPORT, f"scheme_upload:{upload.id}", details, event_code=event.code)
    return upload


def _repeated(last: SchemeUpload, reading: dict[str, Any]) -> dict[str, Any]:
    old, new = draft_of(last.reading), draft_of(reading)
    return again(last.reading, old, last.decisions, reading, new) if old and new else {}


def draft_or_refusal(upload: SchemeUpload) -> SchemeDraft:
    """The draft of an upload; raises RuleViolation with what to do while there is none."""
    draft = draft_of(upload.reading)
    if draft is None:
        raise RuleViolation(refusal_of(upload.reading) or Text("文件还没有读出方案。", "No scheme was read yet."))
    return draft


def decide_findings(
    session: Session,
    actor_id: int,
    event: Event,
    contest: Contest,
    upload_id: int,
    decided: Mapping[str, bool | str | None],
) -> SchemeUpload:
    """Accept (True), refuse (False), answer (a text) or leave open again (None) the findings of these keys.

    Raises RuleViolation for a finding the file does not have, and for a value that cannot be.
    """
    upload = upload_in(session, contest, upload_id)
    draft = draft_or_refusal(upload)
    known = {finding.key for finding in draft.findings}
    if not set(decided) <= known:
        raise RuleViolation(Text("文件里没有这个疑问，请刷新页面。", "The file has no such question: reload the page."))
    decisions = {**upload.decisions, **decided}
    upload.decisions = {key: value for key, value in decisions.items() if value is not None}
    try:
        draft.decide(upload.decisions)
    except WorkbookError as wrong:
        raise RuleViolation(wrong.text) from None
    session.flush()
    details = {"decided": len(decided)}
    record(session, actor_id, "scheme:decide", f"scheme_upload:{upload.id}", details, event_code=event.code)
    return upload


def choose_reading(
    session: Session,
    actor_id: int,
    event: Event,
    contest: Contest,
    upload_id: int,
    choices: Choices,
    reading: dict[str, Any],
) -> SchemeUpload:
    """Read an upload with other sheets or columns; a header row whose columns were named is remembered."""
    upload = upload_in(session, contest, upload_id)
    for mapping in choices.mappings:
        _remember(session, actor_id, reading, mapping)
    old, new = draft_of(upload.reading), draft_of(reading)
    kept = again(upload.reading, old, upload.decisions, reading, new) if old and new else {}
    upload.choices, upload.reading, upload.decisions = choices_document(choices), reading, kept
    session.flush()
    details = {"sheets": len(choices.sheets), "mappings": len(choices.mappings)}
    record(session, actor_id, "scheme:choose", f"scheme_upload:{upload.id}", details, event_code=event.code)
    return upload


def _remember(session: Session, actor_id: int, reading: Mapping[str, Any], mapping: ColumnMapping) -> None:
    rows = {(sheet["name"], number): cells for sheet in reading["sheets"] for number, cells in sheet["rows"]}
    digest = labels_digest(rows.get((mapping.sheet, mapping.header), []))
    if digest is None:
        return
    held = session.scalar(select(ColumnMemory).where(ColumnMemory.labels == digest))
    memory = held or ColumnMemory(labels=digest)
    memory.columns = [[role.value, letter] for role, letter in mapping.columns]
    memory.saved_by, memory.saved_at = actor_id, now()
    session.add(memory)


def finished_scheme(upload: SchemeUpload) -> Scheme:
    """The scheme of an upload whose questions are all decided; raises RuleViolation for what stands in the way."""
    draft = draft_or_refusal(upload)
    try:
        scheme = draft.to_scheme(upload.decisions)
    except WorkbookError as wrong:
        raise RuleViolation(wrong.text) from None
    faults = unfit(scheme)
    if faults:
        zh = "；".join(f"{one.path}：{one.text.zh}" for one in faults[:5])
        en = "; ".join(f"{one.path}: {one.text.en}" for one in faults[:5])
        raise RuleViolation(Text(f"方案还不能接收：{zh}", f"The scheme cannot be taken over yet: {en}"))
    return scheme
