"""Reading what belongs to the schemes of a contest: parts, versions, uploads, changes, and marks given."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.events.codec import rules_of
from app.events.models import AspectRow, Contest, SchemeVersion
from app.marks.models import HeldRevision, MarkVersion, ScoreSheet, ScoreVersion
from app.schemes.effects import GivenMark
from app.schemes.models import ColumnMemory, SchemeChange, SchemeRecord, SchemeUpload
from scoring import rules
from scoring.text import Text

LARGEST_KEY = 2**63
"""Numbers beyond it no database takes as a key."""


@dataclass(frozen=True)
class PartSchemes:
    """One part with its versions, uploads and changes, the newest first."""

    part: rules.Part
    versions: list[SchemeVersion]
    records: dict[int, SchemeRecord]
    uploads: list[SchemeUpload]
    changes: list[SchemeChange]
    marked: bool

    @property
    def current(self) -> SchemeVersion | None:
        """The version in force."""
        return self.versions[0] if self.versions else None

    @property
    def lock(self) -> SchemeRecord | None:
        """The record of the version in force where it is locked."""
        record = self.records.get(self.current.id) if self.current else None
        return record if record and record.locked_at else None

    @property
    def guarded(self) -> bool:
        """Whether a change needs a reason and two people."""
        return self.marked or self.lock is not None

    @property
    def waiting(self) -> SchemeChange | None:
        """The change that waits for a decision."""
        return next((change for change in self.changes if change.taken is None), None)


def part_in(contest: Contest, code: str) -> rules.Part:
    """A part of this contest; raises NotFound."""
    found = next((part for part in rules_of(contest, {}).parts if part.code == code), None)
    if found is None:
        raise NotFound(Text(f"本赛项没有编号为“{code}”的部分。", f"This contest has no part “{code}”."))
    return found


def part_schemes(session: Session, contest: Contest, part: rules.Part) -> PartSchemes:
    """Everything on record of one part's schemes."""
    of_part = SchemeVersion.contest_id == contest.id, SchemeVersion.part == part.code
    versions = list(session.scalars(select(SchemeVersion).where(*of_part).order_by(SchemeVersion.number.desc())))
    records = select(SchemeRecord).where(SchemeRecord.scheme_id.in_([version.id for version in versions]))
    uploads = select(SchemeUpload).where(SchemeUpload.contest_id == contest.id, SchemeUpload.part == part.code)
    changes = select(SchemeChange).where(SchemeChange.contest_id == contest.id, SchemeChange.part == part.code)
    return PartSchemes(
        part=part,
        versions=versions,
        records={record.scheme_id: record for record in session.scalars(records)},
        uploads=list(session.scalars(uploads.order_by(SchemeUpload.number.desc()))),
        changes=list(session.scalars(changes.order_by(SchemeChange.id.desc()))),
        marked=is_marked(session, contest, part.code, versions[0] if versions else None),
    )


def contest_schemes(session: Session, contest: Contest) -> list[PartSchemes]:
    """Every part of a contest, in its order."""
    return [part_schemes(session, contest, part) for part in rules_of(contest, {}).parts]


def version_in(session: Session, contest: Contest, scheme_id: int) -> SchemeVersion:
    """A scheme version of this contest and no other; raises NotFound."""
    found = session.get(SchemeVersion, scheme_id) if scheme_id < LARGEST_KEY else None
    if found is None or found.contest_id != contest.id:
        raise NotFound(Text("本赛项没有这个版本的评分方案。", "This contest has no such scheme version."))
    return found


def upload_in(session: Session, contest: Contest, upload_id: int) -> SchemeUpload:
    """An upload of this contest and no other; raises NotFound."""
    found = session.get(SchemeUpload, upload_id) if upload_id < LARGEST_KEY else None
    if found is None or found.contest_id != contest.id:
        raise NotFound(Text("本赛项没有这个评分方案文件。", "This contest has no such scheme file."))
    return found


def change_in(session: Session, contest: Contest, change_id: int) -> SchemeChange:
    """A change of this contest and no other; raises NotFound."""
    found = session.get(SchemeChange, change_id) if change_id < LARGEST_KEY else None
    if found is None or found.contest_id != contest.id:
        raise NotFound(Text("本赛项没有这项评分方案的变更。", "This contest has no such change of a scheme."))
    return found


def record_of(session: Session, version: SchemeVersion) -> SchemeRecord | None:
    """What is on record of a version; None where it came with a package and nobody locked it."""
    return session.scalar(select(SchemeRecord).where(SchemeRecord.scheme_id == version.id))


def upload_before(session: Session, contest: Contest, part: str, number: int | None = None) -> SchemeUpload | None:
    """The newest file of a part before this one, or of all."""
    query = select(SchemeUpload).where(SchemeUpload.contest_id == contest.id, SchemeUpload.part == part)
    if number is not None:
        query = query.where(SchemeUpload.number < number)
    return session.scalar(query.order_by(SchemeUpload.number.desc()).limit(1))


def memories(session: Session, labels: list[str]) -> dict[str, list[list[str]]]:
    """The columns remembered for these header rows."""
    query = select(ColumnMemory.labels, ColumnMemory.columns).where(ColumnMemory.labels.in_(labels))
    return dict(session.execute(query).all())


def is_marked(session: Session, contest: Contest, part: str, version: SchemeVersion | None) -> bool:
    """Whether anything was recorded under a version, or a ready score for a part without one."""
    scores = exists().where(ScoreVersion.contest_id == contest.id, ScoreVersion.part == part)
    if session.scalar(select(scores)):
        return True
    if version is None:
        return False
    sheets = select(ScoreSheet.id).where(ScoreSheet.scheme_id == version.id)
    tables = (MarkVersion, HeldRevision)
    return any(session.scalar(select(exists().where(table.sheet_id.in_(sheets)))) for table in tables)


def given_marks(session: Session, version: SchemeVersion) -> list[GivenMark]:
    """The marks that count now under a version, oldest first."""
    newest: dict[tuple[int, int, int | None, int], tuple[int, str, int | None, bool]] = {}
    cell = MarkVersion.sheet_id, MarkVersion.aspect_id, MarkVersion.judge_id, MarkVersion.round
    query = (
        select(*cell, MarkVersion.id, AspectRow.code, MarkVersion.value, MarkVersion.cleared)
        .join(AspectRow, AspectRow.id == MarkVersion.aspect_id)
        .join(ScoreSheet, ScoreSheet.id == MarkVersion.sheet_id)
        .where(ScoreSheet.scheme_id == version.id)
        .order_by(MarkVersion.id)
    )
    for sheet, aspect, judge, vote, key, code, value, cleared in session.execute(query):
        newest[sheet, aspect, judge, vote] = key, code, value, cleared
    return [GivenMark(key, code, value) for key, code, value, cleared in sorted(newest.values()) if not cleared]
