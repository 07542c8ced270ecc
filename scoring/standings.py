"""Where every entry of a contest stands before ranks: its score, what is missing, and whether it is ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.layout import Layout, lay_out
from scoring.marking import Cells, Marked, gather, mark_sheets
from scoring.results import MARK_SCALE, ContestInput, Entry, EntryStatus
from scoring.rules import Contest, TeamMarking, TieKey, TieKeyKind
from scoring.scheme import AspectType
from scoring.totals import Score, TotalRule, printed_part, printed_sum, score_sheet, total_rule


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry: computed status, the scores of its members, and its total in 10**-places.

    `missing` holds (member, code) of every cell not yet marked; `points` in 1/MARK_SCALE, `duration` in seconds.
    """

    entry: Entry
    status: EntryStatus
    members: tuple[Score, ...]
    total: int
    missing: tuple[tuple[int, str], ...]
    points: int
    duration: Fraction | None

    @property
    def competed(self) -> bool:
        """Started (not dns) and not disqualified."""
        return self.status not in {EntryStatus.DNS, EntryStatus.DSQ}

    @property
    def ranked(self) -> bool:
        """Ranked and barred entries with every cell, and dnf with at least one (How the numbers are made 3)."""
        if self.status is EntryStatus.DNF:
            return any(member.present for member in self.members)
        return self.status in {EntryStatus.RANKED, EntryStatus.BARRED}


@dataclass(frozen=True, slots=True)
class Standings:
    """Everything computed of a contest before ranking."""

    contest: Contest
    layout: Layout
    rule: TotalRule
    marked: Marked
    entries: Mapping[str, Standing]

    def key_value(self, entry: str, key: TieKey) -> int | Fraction | None:
        """A tie key's value as printed: 10**-places points, or seconds; None where it is unknown."""
        standing = self.entries[entry]
        if key.kind is TieKeyKind.DURATION:
            return standing.duration
        if key.kind is TieKeyKind.PENALTIES:
            return sum(self.rule.printed(member.points, MARK_SCALE) for member in standing.members)
        if key.kind is TieKeyKind.PART:
            codes = [part.code for part in self.rule.parts]
            return printed_part(self.rule, standing.members, codes.index(key.code)) if key.code in codes else None
        spans = self.spans(key)
        return printed_sum(self.rule, standing.members, spans) if spans else None

    def spans(self, key: TieKey) -> tuple[slice, ...]:
        """The places a criterion, sub-criterion or aspect key adds up; none where no scheme has it."""
        code = key.code or ""
        if key.kind is TieKeyKind.CRITERION:
            return self.layout.criteria.get(code, ())
        if key.kind is TieKeyKind.SUB:
            return self.layout.subs.get(code, ())
        place = self.layout.index.get(code)
        return () if place is None else (slice(place, place + 1),)


def gather_cells(contest: Contest, data: ContestInput) -> tuple[Layout, Cells]:
    """The contest's layout and the rows that count, the same for every way of rounding."""
    layout = lay_out(contest)
    judged = frozenset(aspect.code for aspect in layout.aspects if aspect.type is AspectType.JUDGEMENT)
    return layout, gather(data.marks, judged)


def build_standings(contest: Contest, data: ContestInput, layout: Layout, cells: Cells) -> Standings:
    """The standings of all entries by code; sources: How the numbers are made 1-3."""
    marked = mark_sheets(contest, layout, data, cells)
    rule = total_rule(contest, layout, marked.unit)
    ready: dict[tuple[str, int], dict[str, int]] = {}
    for score in data.scores:
        ready.setdefault((score.entry, score.member), {})[score.part] = score.value
    points, seconds = _penalties(data)
    nothing: list[int | None] = [None] * len(layout.aspects)
    standings = {}
    for entry in data.entries:
        keys = [(entry.code, member) for member in members_of(contest, entry)]
        scores = tuple(
            score_sheet(
                rule,
                layout,
                marked.sheets[key].marks if key in marked.sheets else nothing,
                ready.get(key, {}),
                points.get(key, 0),
            )
            for key in keys
        )
        standings[entry.code] = _standing(entry, keys, scores, seconds.get(entry.code, 0))
    return Standings(contest, layout, rule, marked, standings)


def members_of(contest: Contest, entry: Entry) -> Sequence[int]:
    """The members marked apart: 1… where totals of members are added, else the one set of marks, 0."""
    return range(1, max(1, entry.members) + 1) if contest.team is TeamMarking.SUM else (0,)


def _penalties(data: ContestInput) -> tuple[dict[tuple[str, int], int], dict[str, int]]:
    points: dict[tuple[str, int], int] = {}
    seconds: dict[str, int] = {}
    for row in data.penalties:
        if row.kind == "points":
            points[row.entry, row.member] = points.get((row.entry, row.member), 0) + row.amount
        elif row.kind == "seconds":
            seconds[row.entry] = seconds.get(row.entry, 0) + row.amount
    return points, seconds


def _status(given: EntryStatus, *, complete: bool) -> EntryStatus:
    """INCOMPLETE is computed, never given; given all the same, it means nothing more than ranked."""
    if given is EntryStatus.BARRED and complete:
        return given
    if given in {EntryStatus.DNS, EntryStatus.DNF, EntryStatus.DSQ}:
        return given
    return EntryStatus.RANKED if complete else EntryStatus.INCOMPLETE


def _standing(entry: Entry, keys: Sequence[tuple[str, int]], scores: tuple[Score, ...], seconds: int) -> Standing:
    missing = tuple((key[1], code) for key, score in zip(keys, scores, strict=True) for code in score.missing)
    status = _status(entry.status, complete=not missing)
    duration = None if entry.duration is None else entry.duration + Fraction(seconds, MARK_SCALE)
    return Standing(
        entry,
        status,
        scores,
        sum(score.total for score in scores),
        missing,
        sum(score.points for score in scores),
        duration,
    )
