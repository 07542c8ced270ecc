"""Delegations compared: medal and place points, the four WorldSkills comparisons, Best of Nation, Albert Vidal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scoring.findings import Finding, Severity, Where
from scoring.formula import FORMULA
from scoring.results import ContestResult, Entry
from scoring.rules import Medal
from scoring.text import Text


@dataclass(frozen=True, slots=True)
class DelegationEntry:
    """One ranked entry of a delegation, in any contest; a team is one entry of `members` persons."""

    contest: str
    entry: str
    delegation: str
    members: int
    award_rank: int | None
    medal: Medal | None
    scale: int


def delegation_entries(
    result: ContestResult, entries: Iterable[Entry]
) -> tuple[tuple[DelegationEntry, ...], tuple[Finding, ...]]:
    """The ranked entries of a contest with their delegation; a finding for each that has none or several."""
    known = {entry.code: entry for entry in entries}
    counted: list[DelegationEntry] = []
    findings: list[Finding] = []
    for line in result.entries:
        if line.scale is None:
            continue
        entry = known[line.entry]
        if len(entry.delegations) != 1:
            findings.append(_delegation_unclear(result.contest, entry))
            continue
        (delegation,) = entry.delegations
        counted.append(
            DelegationEntry(
                result.contest, entry.code, delegation, entry.members, line.award_rank, line.medal, line.scale
            )
        )
    return tuple(counted), tuple(findings)


class Points(StrEnum):
    """How results become points of a delegation."""

    WORLDSKILLS = "worldskills"
    PLACES = "places"
    MEDALS = "medals"


def points_of(system: Points, entry: DelegationEntry) -> int:
    """WORLDSKILLS: 4/3/2/1 for gold to medallion; MEDALS: 10/7/5; PLACES: 10-5 for 1-6, 4 for 7-10, 1 for others."""
    if system is Points.PLACES:
        rank = entry.award_rank
        if rank is None:
            return 0
        return 11 - rank if rank <= 6 else 4 if rank <= 10 else 1
    return _MEDAL_POINTS[system].get(entry.medal, 0) if entry.medal else 0


_MEDAL_POINTS: Mapping[Points, Mapping[Medal, int]] = {
    Points.WORLDSKILLS: {Medal.GOLD: 4, Medal.SILVER: 3, Medal.BRONZE: 2, Medal.MERIT: 1},
    Points.MEDALS: {Medal.GOLD: 10, Medal.SILVER: 7, Medal.BRONZE: 5},
}


class Comparison(StrEnum):
    """The four WorldSkills comparisons."""

    TOTAL_MEDAL_POINTS = "total_medal_points"
    AVERAGE_MEDAL_POINTS = "average_medal_points"
    AVERAGE_SCORE = "average_score"
    TOTAL_SCORE = "total_score"


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One delegation: entries that were ranked, medals (one a person), points (one an entry), scale scores."""

    delegation: str
    entries: int
    medals: Mapping[Medal, int]
    points: int
    scale_total: int
    formula: str = FORMULA

    def figure(self, comparison: Comparison) -> Fraction:
        """What a comparison compares, exactly."""
        value = self.points if comparison in _POINTS else self.scale_total
        return Fraction(value, self.entries if comparison in _AVERAGES else 1)


_POINTS = {Comparison.TOTAL_MEDAL_POINTS, Comparison.AVERAGE_MEDAL_POINTS}
_AVERAGES = {Comparison.AVERAGE_MEDAL_POINTS, Comparison.AVERAGE_SCORE}


def delegation_table(entries: Iterable[DelegationEntry], system: Points = Points.WORLDSKILLS) -> list[DelegationRow]:
    """One row a delegation, by code; source: DOMAIN 3 and 4."""
    grouped: dict[str, list[DelegationEntry]] = {}
    for entry in entries:
        grouped.setdefault(entry.delegation, []).append(entry)
    return [_row(delegation, grouped[delegation], system) for delegation in sorted(grouped)]


def _row(delegation: str, entries: Sequence[DelegationEntry], system: Points) -> DelegationRow:
    medals = {
        medal: persons
        for medal in Medal
        if (persons := sum(entry.members for entry in entries if entry.medal is medal))
    }
    points = sum(points_of(system, entry) for entry in entries)
    return DelegationRow(delegation, len(entries), medals, points, sum(entry.scale for entry in entries))


def compare_delegations(rows: Sequence[DelegationRow], comparison: Comparison) -> list[tuple[int, DelegationRow]]:
    """Rank and row, best first; equal figures share a rank and stand by code."""

    def figure(row: DelegationRow) -> Fraction:
        return row.figure(comparison)

    ordered = sorted(rows, key=lambda row: (-figure(row), row.delegation))
    return [(1 + sum(figure(other) > figure(row) for other in rows), row) for row in ordered]


def best_of_nation(entries: Iterable[DelegationEntry]) -> dict[str, tuple[DelegationEntry, ...]]:
    """For each delegation its entries with the highest scale score; ties are shared."""
    grouped: dict[str, list[DelegationEntry]] = {}
    for entry in entries:
        grouped.setdefault(entry.delegation, []).append(entry)
    return {delegation: albert_vidal(grouped[delegation]) for delegation in sorted(grouped)}


def albert_vidal(entries: Iterable[DelegationEntry]) -> tuple[DelegationEntry, ...]:
    """The entries with the highest scale score of all contests; ties are shared."""
    ordered = sorted(entries, key=lambda entry: (-entry.scale, entry.contest, entry.entry))
    return tuple(entry for entry in ordered if entry.scale == ordered[0].scale)


def _delegation_unclear(contest: str, entry: Entry) -> Finding:
    zh = "没有代表队" if not entry.delegations else f"属于 {len(entry.delegations)} 个代表队"
    en = "has no delegation" if not entry.delegations else f"belongs to {len(entry.delegations)} delegations"
    return Finding(
        Severity.WARNING,
        "delegation-unclear",
        Text(
            f"{entry.code} {zh}，未计入代表队成绩；请更正代表队。", f"{entry.code} {en} and is not counted: correct it."
        ),
        Where(contest=contest, entry=entry.code),
    )
