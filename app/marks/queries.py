"""Reading score sheets and marks; marks in bulk are plain rows, never objects."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.entrants.models import Entry
from app.events.models import AspectRow, Contest, SchemeVersion
from app.events.queries import versions_in_force
from app.judges.models import Judge
from app.marks.models import MarkVersion, Penalty, ScoreSheet, ScoreVersion, SheetState
from scoring.results import MarkRow, PenaltyRow, ScoreRow


def mark_rows(session: Session, contest: Contest) -> Iterator[MarkRow]:
    """Every version of every mark of a contest that was not taken back, oldest first."""
    sheets = {
        key: (code, member)
        for key, code, member in session.execute(
            select(ScoreSheet.id, Entry.code, ScoreSheet.member)
            .join(Entry, Entry.id == ScoreSheet.entry_id)
            .where(ScoreSheet.contest_id == contest.id, ScoreSheet.scheme_id.in_(versions_in_force()))
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
        select(MarkVersion.id, *columns)
        .join(ScoreSheet, ScoreSheet.id == MarkVersion.sheet_id)
        .where(ScoreSheet.contest_id == contest.id, ScoreSheet.scheme_id.in_(versions_in_force()))
        .order_by(MarkVersion.id)
    )
    cleared = _cleared_until(session, contest)
    for key, sheet_id, aspect_id, judge_id, value, vote_round in session.execute(query):
        if cleared and key <= cleared.get((sheet_id, aspect_id, judge_id, vote_round), 0):
            continue
        entry, member = sheets[sheet_id]
        yield MarkRow(entry, member, aspects[aspect_id], judges[judge_id], value, vote_round)


def _cleared_until(session: Session, contest: Contest) -> dict[tuple[int, int, int | None, int], int]:
    """For each cell whose mark was ever taken back: the last version that no longer counts."""
    cell = MarkVersion.sheet_id, MarkVersion.aspect_id, MarkVersion.judge_id, MarkVersion.round
    query = (
        select(*cell, func.max(MarkVersion.id))
        .join(ScoreSheet, ScoreSheet.id == MarkVersion.sheet_id)
        .where(ScoreSheet.contest_id == contest.id, MarkVersion.cleared)
        .group_by(*cell)
    )
    return {(sheet, aspect, judge, vote): last for sheet, aspect, judge, vote, last in session.execute(query)}


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


def sheet_counts(session: Session, event_id: int) -> dict[int, dict[SheetState, int]]:
    """How many sheets of each contest of an event stand in each state."""
    query = (
        select(ScoreSheet.contest_id, ScoreSheet.state, func.count())
        .join(Contest, Contest.id == ScoreSheet.contest_id)
        .where(Contest.event_id == event_id, ScoreSheet.scheme_id.in_(versions_in_force()))
        .group_by(ScoreSheet.contest_id, ScoreSheet.state)
    )
    counts: dict[int, dict[SheetState, int]] = {}
    for contest_id, state, number in session.execute(query):
        counts.setdefault(contest_id, {})[state] = number
    return counts
