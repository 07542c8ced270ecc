"""Reading score sheets and marks; marks in bulk are plain rows, never objects."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.entrants.models import Entry
from app.errors import NotFound
from app.events.models import AspectRow, Contest, SchemeVersion
from app.judges.models import Judge
from app.marks.models import MarkVersion, Penalty, ScoreSheet, ScoreVersion, SheetState
from scoring.results import MarkRow, PenaltyRow, ScoreRow
from scoring.text import Text


def mark_rows(session: Session, contest: Contest) -> Iterator[MarkRow]:
    """Every version of every mark of a contest, oldest first."""
    sheets = {
        key: (code, member)
        for key, code, member in session.execute(
            select(ScoreSheet.id, Entry.code, ScoreSheet.member)
            .join(Entry, Entry.id == ScoreSheet.entry_id)
            .where(ScoreSheet.contest_id == contest.id)
        )
    }
    aspects = dict(
        session.execute(
            select(AspectRow.id, AspectRow.code)
            .join(SchemeVersion, SchemeVersion.id == AspectRow.scheme_id)
            .where(SchemeVersion.contest_id == contest.id)
        ).all()
    )
    judges: dict[int | None, str | None] = {None: None}
    judges.update(session.execute(select(Judge.id, Judge.code).where(Judge.event_id == contest.event_id)).all())
    columns = MarkVersion.sheet_id, MarkVersion.aspect_id, MarkVersion.judge_id, MarkVersion.value, MarkVersion.round
    query = (
        select(*columns)
        .join(ScoreSheet, ScoreSheet.id == MarkVersion.sheet_id)
        .where(ScoreSheet.contest_id == contest.id)
        .order_by(MarkVersion.id)
    )
    for sheet_id, aspect_id, judge_id, value, vote_round in session.execute(query):
        entry, member = sheets[sheet_id]
        yield MarkRow(entry, member, aspects[aspect_id], judges[judge_id], value, vote_round)


def score_rows(session: Session, contest: Contest) -> list[ScoreRow]:
    """Every version of every ready score of a contest, oldest first."""
    query = (
        select(Entry.code, ScoreVersion.member, ScoreVersion.part, ScoreVersion.value)
        .join(Entry, Entry.id == ScoreVersion.entry_id)
        .where(ScoreVersion.contest_id == contest.id)
        .order_by(ScoreVersion.id)
    )
    return [ScoreRow(*row) for row in session.execute(query)]


def penalty_rows(session: Session, contest: Contest) -> list[PenaltyRow]:
    """Every penalty of a contest."""
    query = (
        select(Entry.code, Penalty.member, Penalty.kind, Penalty.amount)
        .join(Entry, Entry.id == Penalty.entry_id)
        .where(Penalty.contest_id == contest.id)
        .order_by(Penalty.id)
    )
    return [PenaltyRow(*row) for row in session.execute(query)]


def sheet_in(session: Session, contest: Contest, sheet_id: int) -> ScoreSheet:
    """A sheet of this contest and no other; raises NotFound."""
    found = session.scalar(select(ScoreSheet).where(ScoreSheet.contest_id == contest.id, ScoreSheet.id == sheet_id))
    if found is None:
        raise NotFound(Text("本赛项没有这张评分表。", "This contest has no such score sheet."))
    return found


@dataclass(frozen=True)
class SheetLine:
    """One sheet in a list: `filled` of `cells` marks are there; `station` is all a judge sees of the entry."""

    id: int
    entry: str
    station: str | None
    member: int
    part: str
    sub: str
    state: SheetState
    filled: int
    cells: int


def sheet_lines(session: Session, contest: Contest, *, judge_id: int | None = None) -> list[SheetLine]:
    """The sheets of a contest by station; `filled` counts aspects with a mark (only that judge's, if given)."""
    aspects = (
        select(AspectRow.scheme_id, AspectRow.sub, func.count())
        .join(SchemeVersion, SchemeVersion.id == AspectRow.scheme_id)
        .where(SchemeVersion.contest_id == contest.id)
        .group_by(AspectRow.scheme_id, AspectRow.sub)
    )
    cells = {(scheme_id, sub): number for scheme_id, sub, number in session.execute(aspects)}
    marked = select(MarkVersion.sheet_id, MarkVersion.aspect_id).distinct().join(ScoreSheet)
    marked = marked.where(ScoreSheet.contest_id == contest.id)
    if judge_id is not None:
        marked = marked.where((MarkVersion.judge_id == judge_id) | MarkVersion.judge_id.is_(None))
    filled = Counter(row[0] for row in session.execute(marked))
    query = (
        select(ScoreSheet, Entry.code, Entry.station, SchemeVersion.part)
        .join(Entry, Entry.id == ScoreSheet.entry_id)
        .join(SchemeVersion, SchemeVersion.id == ScoreSheet.scheme_id)
        .where(ScoreSheet.contest_id == contest.id)
        .order_by(Entry.station, Entry.code, ScoreSheet.member, SchemeVersion.part, ScoreSheet.sub)
    )
    return [
        SheetLine(
            sheet.id,
            code,
            station,
            sheet.member,
            part,
            sheet.sub,
            sheet.state,
            filled[sheet.id],
            cells[sheet.scheme_id, sheet.sub],
        )
        for sheet, code, station, part in session.execute(query)
    ]


def sheet_counts(session: Session, event_id: int) -> dict[int, dict[SheetState, int]]:
    """How many sheets of each contest of an event stand in each state."""
    query = (
        select(ScoreSheet.contest_id, ScoreSheet.state, func.count())
        .join(Contest, Contest.id == ScoreSheet.contest_id)
        .where(Contest.event_id == event_id)
        .group_by(ScoreSheet.contest_id, ScoreSheet.state)
    )
    counts: dict[int, dict[SheetState, int]] = {}
    for contest_id, state, number in session.execute(query):
        counts.setdefault(contest_id, {})[state] = number
    return counts


def sheet_versions(session: Session, sheet: ScoreSheet) -> list[MarkVersion]:
    """Every version of every mark of one sheet, oldest first."""
    query = select(MarkVersion).where(MarkVersion.sheet_id == sheet.id).order_by(MarkVersion.id)
    return list(session.scalars(query))
