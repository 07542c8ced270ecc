"""One score sheet with everything recorded on it: what counts, what is missing, what each aspect earns so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from app.events.codec import rules_of
from app.events.models import Contest
from app.marks.models import ScoreSheet
from app.marks.values import Reading, shown
from scoring import rules
from scoring.aspect_marks import Cell as Votes
from scoring.aspect_marks import Flaw, Marker
from scoring.results import MARK_SCALE, EntryStatus
from scoring.rounding import to_decimal
from scoring.scheme import Aspect, AspectType, SubCriterion
from scoring.text import Text

PANEL = 3
"""Votes that make a judgement, package-format, How the numbers are made 1."""

_NEED_NOT_FINISH = frozenset({EntryStatus.DNS, EntryStatus.DNF, EntryStatus.DSQ})


class Cell(NamedTuple):
    """Where one mark goes; `judge_id` is None for what is agreed by all."""

    aspect: str
    judge_id: int | None
    round: int = 1


class Version(NamedTuple):
    """The revision that counts in a cell."""

    revision: str
    parent: str | None
    reading: Reading


class Problem(NamedTuple):
    """Why an aspect keeps a sheet from being submitted or signed."""

    aspect: str
    text: Text


@dataclass(frozen=True)
class SheetBook:
    """A sheet as it stands; `compatriots` are the judges of the entry's delegations, `scorers` the panel of S aspects.

    `current` holds the newest version of every cell, `judges` the codes of the event's judges.
    """

    contest: Contest
    sheet: ScoreSheet
    label: str
    part: str
    sub: SubCriterion
    status: EntryStatus
    aspect_ids: Mapping[str, int]
    judges: Mapping[int, str]
    compatriots: frozenset[int]
    scorers: frozenset[int]
    current: dict[Cell, Version]

    @cached_property
    def aspects(self) -> dict[str, Aspect]:
        """The aspects of the form by code."""
        return {aspect.code: aspect for aspect in self.sub.aspects}

    @cached_property
    def rules(self) -> rules.Contest:
        """The rules of the contest, without schemes."""
        return rules_of(self.contest, {})

    @cached_property
    def _marker(self) -> Marker:
        rounding = self.rules.rounding
        return Marker(10**rounding.places, rounding.mode, self.rules.panel.scored)

    def text_of(self, cell: Cell) -> str:
        """What a cell shows, empty where it is not yet marked."""
        version = self.current.get(cell)
        return shown(version.reading) if version else ""

    def marked(self, aspect: str, vote_round: int = 1) -> dict[int | None, int | None]:
        """The values of a cell's judges in one round; a value None was not attempted."""
        return {
            cell.judge_id: version.reading.value
            for cell, version in self.current.items()
            if cell.aspect == aspect and cell.round == vote_round and not version.reading.cleared
        }

    def counted(self, aspect: str, vote_round: int) -> dict[int | None, int | None]:
        """The votes of a round without those of compatriots."""
        votes = self.marked(aspect, vote_round)
        return {judge: value for judge, value in votes.items() if judge not in self.compatriots}

    def newest_round(self, aspect: str) -> int:
        """The newest round in which anybody voted."""
        return max((cell.round for cell in self.current if cell.aspect == aspect), default=1)

    def disputed(self, aspect: str, vote_round: int) -> bool:
        """Whether the whole panel voted and its votes are more than 1 apart (DOMAIN 4, Judgement)."""
        votes = [value or 0 for value in self.counted(aspect, vote_round).values()]
        return len(votes) >= PANEL and max(votes) - min(votes) > MARK_SCALE

    def open_round(self, aspect: str) -> int:
        """The round in which the next vote is given."""
        newest = self.newest_round(aspect)
        return newest + 1 if self.disputed(aspect, newest) else newest

    def revealed(self, aspect: str, vote_round: int) -> bool:
        """Whether the judges of a panel may see each other's votes: only when all have voted."""
        return len(self.counted(aspect, vote_round)) >= PANEL

    def earned(self, aspect: Aspect) -> Decimal | None:
        """What an aspect earns, rounded as the contest says; None while it is not yet marked."""
        units = self._evaluated(aspect)[0]
        return None if units is None else to_decimal(units, self.rules.rounding.places)

    def _evaluated(self, aspect: Aspect) -> tuple[int | None, list[Flaw]]:
        flaws: list[Flaw] = []
        if aspect.type is AspectType.JUDGEMENT:
            given = self.counted(aspect.code, self.newest_round(aspect.code))
        else:
            given = self.marked(aspect.code)
        if not given:
            return None, flaws
        cell: Votes = {None if judge is None else str(judge): value for judge, value in given.items()}
        return self._marker.evaluation(aspect, len(self.scorers))(cell, flaws), flaws

    @property
    def total(self) -> Decimal:
        """What the aspects marked so far add up to."""
        return sum(filter(None, map(self.earned, self.sub.aspects)), Decimal(0))

    def problems(self) -> list[Problem]:
        """Everything that keeps the sheet from being signed, in the order of the form.

        An entry that did not start, did not finish or was disqualified needs no further marks.
        """
        return [] if self.status in _NEED_NOT_FINISH else list(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for aspect in self.sub.aspects:
            units, flaws = self._evaluated(aspect)
            if Flaw.SPREAD in flaws:
                yield Problem(aspect.code, Text("评判相差超过 1，须重新投票", "votes more than 1 apart, vote again"))
            elif Flaw.TOO_MANY in flaws:
                yield Problem(aspect.code, Text("评判多于三票", "more than three votes"))
            elif units is None and aspect.type is AspectType.JUDGEMENT:
                given = len(self.counted(aspect.code, self.newest_round(aspect.code)))
                yield Problem(
                    aspect.code, Text(f"还差 {PANEL - given} 票", f"{PANEL - given} of {PANEL} votes missing")
                )
            elif units is None:
                yield Problem(aspect.code, Text("未评", "not yet marked"))
