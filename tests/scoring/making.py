"""Tiny contests and inputs for tests of scoring."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from scoring.contest import compute_results
from scoring.results import (
    MARK_SCALE,
    ContestInput,
    ContestResult,
    Entry,
    EntryResult,
    EntryStatus,
    MarkRow,
    PenaltyRow,
    ScoreRow,
)
from scoring.rules import Contest, Part, RankingRules, TieKey, TieKeyKind
from scoring.scheme import Aspect, AspectType, Calculation, Criterion, MarkModel, Scheme, SubCriterion


def scaled(value: str | int | None) -> int | None:
    """Marks as they travel: 1/MARK_SCALE, None for not attempted."""
    return None if value in (None, "na") else int(Fraction(value) * MARK_SCALE)


def measured(code: str, maximum: str = "1", **rest: Any) -> Aspect:
    return Aspect(code, AspectType.MEASUREMENT, code, Fraction(maximum), **rest)


def full_or_zero(code: str, maximum: str = "1") -> Aspect:
    return measured(code, maximum, model=MarkModel.FULL)


def calculated(code: str, maximum: str, name: str, **parameters: str) -> Aspect:
    calculation = Calculation(name, tuple(parameters.items()))
    return measured(code, maximum, model=MarkModel.CALCULATED, calculation=calculation)


def judged(code: str, maximum: str = "1") -> Aspect:
    return Aspect(code, AspectType.JUDGEMENT, code, Fraction(maximum))


def scored(code: str, maximum: str = "100") -> Aspect:
    return Aspect(code, AspectType.SCORED, code, Fraction(maximum))


def scheme_of(*aspects: Aspect) -> Scheme:
    """One sub-criterion for each different start of a code before the dot; a criterion for each first letter."""
    subs: dict[str, list[Aspect]] = {}
    for aspect in aspects:
        subs.setdefault(aspect.code.split(".")[0], []).append(aspect)
    criteria: dict[str, list[SubCriterion]] = {}
    for code, members in subs.items():
        criteria.setdefault(code[0], []).append(SubCriterion(code, f"sub {code}", tuple(members)))
    return Scheme(tuple(Criterion(code, f"criterion {code}", tuple(found)) for code, found in criteria.items()))


def marked_part(*aspects: Aspect, code: str = "p", weight: str = "100") -> Part:
    scheme = scheme_of(*aspects)
    return Part(code, code, Fraction(weight), scheme.total, scheme)


def scored_part(code: str = "t", weight: str = "100", full: str = "100") -> Part:
    return Part(code, code, Fraction(weight), Fraction(full))


def contest_of(*parts: Part, **rules: Any) -> Contest:
    return Contest("c", parts, **rules)


def tie_keys(*keys: str, **rest: Any) -> RankingRules:
    """Ranking rules from keys as the package writes them, such as part:t:desc or duration:asc."""
    found = []
    for key in keys:
        *names, direction = key.split(":")
        found.append(TieKey(TieKeyKind(names[0]), names[1] if len(names) > 1 else None, direction == "desc"))
    return RankingRules(tuple(found), **rest)


def mark(entry: str, aspect: str, value: str | int | None, judge: str | None = None, vote: int = 1) -> MarkRow:
    code, _, member = entry.partition("/")
    return MarkRow(code, int(member or 0), aspect, judge, scaled(value), vote)


def votes(entry: str, aspect: str, *values: str | int | None, vote: int = 1) -> list[MarkRow]:
    """One row a judge, j1, j2 …"""
    return [mark(entry, aspect, value, f"j{place}", vote) for place, value in enumerate(values, 1)]


def score(entry: str, value: str | int, part: str = "t") -> ScoreRow:
    code, _, member = entry.partition("/")
    return ScoreRow(code, int(member or 0), part, scaled(value) or 0)


def penalty(entry: str, amount: str | int, kind: str = "points") -> PenaltyRow:
    code, _, member = entry.partition("/")
    return PenaltyRow(code, int(member or 0), kind, scaled(amount) or 0)


def scores_of(totals: dict[str, str | int]) -> tuple[ScoreRow, ...]:
    return tuple(score(entry, value) for entry, value in totals.items())


def entry_of(code: str, status: str = "ranked", **rest: Any) -> Entry:
    return Entry(code, EntryStatus(status), **rest)


def results_of_scores(totals: dict[str, str | int], barred: Iterable[str] = (), **rules: Any) -> ContestResult:
    """A contest of one ready score, already computed."""
    entries = tuple(entry_of(code, "barred" if code in barred else "ranked") for code in totals)
    return compute_results(contest_of(scored_part(), **rules), ContestInput(entries, scores=scores_of(totals)))


def line(results: ContestResult, entry: str) -> EntryResult:
    return next(found for found in results.entries if found.entry == entry)


def ranks(results: ContestResult) -> dict[str, int | None]:
    return {found.entry: found.rank for found in results.entries}


def medals(results: ContestResult) -> dict[str, str | None]:
    return {found.entry: found.medal.value if found.medal else None for found in results.entries}


def codes(results: ContestResult) -> list[str]:
    """Codes of the findings; tiny fields often have no spread, so the scale's fallback is left to its own tests."""
    return [finding.code for finding in results.findings if finding.code != "scale-fallback"]
