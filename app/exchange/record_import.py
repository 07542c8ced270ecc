"""What was recorded in a contest of a package, on its way into the database: marks, scores, penalties, decisions."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.entrants.models import Entry
from app.exchange import package as packaged
from app.judges.models import Judge
from app.marks.models import MarkSource, MarkVersion, Penalty, ScoreSheet, ScoreVersion, SheetState
from app.results.models import Decision, ExternalResult

FEN = 100
MARKS_AT_ONCE = 5_000


class AspectPlace(NamedTuple):
    """Where the marks of an aspect go; `vote` says that they are judgement votes, which have rounds."""

    scheme_id: int
    aspect_id: int
    sub: str
    vote: bool


class RecordImport:
    """The record of one contest; `entries` and `places` by code."""

    def __init__(
        self,
        session: Session,
        contest_id: int,
        entries: Mapping[str, Entry],
        places: Mapping[str, AspectPlace],
        moment: datetime,
    ) -> None:
        self._session, self._contest_id, self._moment = session, contest_id, moment
        self._entries, self._places = entries, places
        self._sheets: dict[tuple[int, int, int, str], int] = {}

    def add_sheets(self, *, summed: bool) -> None:
        """One open sheet for each entry (or each member, where their totals are summed) and sub-criterion."""
        forms = dict.fromkeys((place.scheme_id, place.sub) for place in self._places.values())
        keys = [
            (entry.id, member, scheme_id, sub)
            for entry in self._entries.values()
            for member in (range(1, len(entry.members) + 1) if summed else (0,))
            for scheme_id, sub in forms
        ]
        if keys:
            statement = insert(ScoreSheet).returning(ScoreSheet.id, sort_by_parameter_order=True)
            ids = self._session.scalars(statement, [self._sheet_row(*key) for key in keys])
            self._sheets = dict(zip(keys, ids, strict=True))

    def _sheet_row(self, entry_id: int, member: int, scheme_id: int, sub: str) -> dict[str, Any]:
        return {
            "contest_id": self._contest_id,
            "entry_id": entry_id,
            "member": member,
            "scheme_id": scheme_id,
            "sub": sub,
            "state": SheetState.OPEN,
            "version": 1,
        }

    def add_marks(self, marks: Iterable[packaged.PackagedMark], judges: Mapping[str, Judge]) -> None:
        """Every version of every mark, in the order of the file."""
        entry_ids = {code: entry.id for code, entry in self._entries.items()}
        judge_ids = {code: judge.id for code, judge in judges.items()}
        rows = (self._mark_row(mark, entry_ids[mark.entry], judge_ids) for mark in marks)
        # Nulls are written, or rows with and without a judge would become statements of their own.
        statement = insert(MarkVersion).execution_options(render_nulls=True)
        while batch := list(islice(rows, MARKS_AT_ONCE)):
            self._session.execute(statement, batch)

    def _mark_row(self, mark: packaged.PackagedMark, entry_id: int, judge_ids: Mapping[str, int]) -> dict[str, Any]:
        place = self._places[mark.aspect]
        return {
            "sheet_id": self._sheets[entry_id, mark.member, place.scheme_id, place.sub],
            "aspect_id": place.aspect_id,
            "judge_id": judge_ids[mark.judge] if mark.judge else None,
            "round": mark.version if place.vote else 1,
            "value": mark.value,
            "attempted": mark.value is not None,
            "revision": str(uuid.uuid4()),
            "source": MarkSource.PACKAGE,
            "entered_by_name": mark.entered_by,
            "received_at": self._moment,
            "device_at": mark.at,
        }

    def add_scores(
        self, scores: Iterable[packaged.PackagedScore], penalties: Iterable[packaged.PackagedPenalty]
    ) -> None:
        """Ready scores and penalties."""
        self._session.add_all(
            ScoreVersion(
                contest_id=self._contest_id,
                entry_id=self._entries[score.entry].id,
                member=score.member,
                part=score.part,
                value=score.value,
                received_at=self._moment,
            )
            for score in scores
        )
        self._session.add_all(
            Penalty(
                contest_id=self._contest_id,
                entry_id=self._entries[penalty.entry].id,
                member=penalty.member,
                kind=penalty.kind,
                amount=penalty.amount,
                reason=penalty.reason,
                given_by=penalty.by,
                received_at=self._moment,
            )
            for penalty in penalties
        )

    def seal(self) -> None:
        """Sign every sheet of the contest: its marks were settled before they came in."""
        self._session.execute(
            update(ScoreSheet)
            .where(ScoreSheet.contest_id == self._contest_id)
            .values(state=SheetState.SIGNED, signed_at=self._moment, version=ScoreSheet.version + 1)
        )

    def add_decisions(self, decisions: Iterable[packaged.PackagedDecision]) -> None:
        """What people decided."""
        self._session.add_all(
            Decision(
                contest_id=self._contest_id,
                entry=decision.entry,
                person=decision.person,
                rule=decision.rule,
                question=decision.question + (f":{decision.subject}" if decision.subject else ""),
                value=decision.value,
                decided_by=decision.decided_by,
                document=decision.document,
                source=f"decisions.csv:{decision.row}",
            )
            for decision in decisions
        )

    def add_results(self, results: Iterable[packaged.PackagedResult], contest: str) -> None:
        """Results decided elsewhere."""
        self._session.add_all(
            ExternalResult(
                entry_id=self._entries[result.entry].id,
                rank=result.rank,
                medal=result.medal,
                scale=result.scale,
                prize_paid=None if result.prize_paid is None else int(result.prize_paid * FEN),
                document=result.document,
                source=f"results/{contest}.csv:{result.row}",
            )
            for result in results
        )
