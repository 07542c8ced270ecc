"""From marks and ready scores to part scores and totals, member by member, exactly until the one rounding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from scoring.layout import Layout, Spans
from scoring.results import MARK_SCALE
from scoring.rounding import divide
from scoring.rules import Contest, RoundingMode


@dataclass(frozen=True, slots=True)
class PartRule:
    """How a part counts: its span of marks (None = a ready score), units a mark, and shares of the total a unit."""

    code: str
    span: slice | None
    unit: int
    factor: int


@dataclass(frozen=True, slots=True)
class TotalRule:
    """How a total is made: Σ factor × score, in shares of 1/`shares` point, less penalties, rounded."""

    parts: tuple[PartRule, ...]
    shares: int
    places: int
    mode: RoundingMode
    unit: int

    def total(self, scores: Sequence[int], points: int) -> int:
        """The total in 10**-places points; `scores` in each part's units, `points` taken off in 1/MARK_SCALE."""
        exact = sum(part.factor * score for part, score in zip(self.parts, scores, strict=True))
        left = max(0, exact - points * (self.shares // MARK_SCALE))
        return divide(left * 10**self.places, self.shares, self.mode)

    def printed(self, units: int, unit: int) -> int:
        """Marks in 1/`unit` as printed, in 10**-places."""
        return divide(units * 10**self.places, unit, self.mode)


def total_rule(contest: Contest, layout: Layout, unit: int) -> TotalRule:
    """The rule of a contest whose marks come in 1/`unit`; source: How the numbers are made 2."""
    units = {part.code: unit if part.scheme else MARK_SCALE for part in contest.parts}
    coefficients = {
        part.code: part.weight / part.full / units[part.code] if part.full > 0 else Fraction(0)
        for part in contest.parts  # a part without a full score counts nothing, and a finding blocks the contest
    }
    shares = lcm(MARK_SCALE, *(coefficient.denominator for coefficient in coefficients.values()))
    rules = tuple(
        PartRule(part.code, layout.parts.get(part.code), units[part.code], int(coefficients[part.code] * shares))
        for part in contest.parts
    )
    return TotalRule(rules, shares, contest.rounding.places, contest.rounding.mode, unit)


@dataclass(frozen=True, slots=True)
class Score:
    """One set of marks: what is there, what is missing, and the total they make with the missing counted as nothing.

    `marks` in units by place; `scores` in each part's units; `missing` the codes of aspects and parts not yet marked;
    `present` counts the cells that are there; `total` in 10**-places.
    """

    marks: Sequence[int]
    scores: tuple[int, ...]
    missing: tuple[str, ...]
    present: int
    points: int
    total: int


def score_sheet(
    rule: TotalRule, layout: Layout, marks: Sequence[int | None], ready: Mapping[str, int], points: int
) -> Score:
    """The score of one sheet: `marks` by place, `ready` scores by part and penalty `points` in 1/MARK_SCALE."""
    missing: list[str] = []
    filled: Sequence[int] = marks  # type: ignore[assignment]
    if None in marks:
        missing = [aspect.code for aspect, mark in zip(layout.aspects, marks, strict=True) if mark is None]
        filled = [mark or 0 for mark in marks]
    present = len(marks) - len(missing)
    scores = []
    for part in rule.parts:
        if part.span is not None:
            scores.append(sum(filled[part.span]))
            continue
        present += part.code in ready
        if part.code not in ready:
            missing.append(part.code)
        scores.append(ready.get(part.code, 0))
    total = rule.total(scores, points)
    return Score(filled, tuple(scores), tuple(missing), present, points, total)


def printed_sum(rule: TotalRule, members: Sequence[Score], spans: Spans) -> int:
    """The marks in `spans` as printed, each member rounded alone, then added; in 10**-places."""
    return sum(rule.printed(sum(sum(member.marks[span]) for span in spans), rule.unit) for member in members)


def printed_part(rule: TotalRule, members: Sequence[Score], number: int) -> int:
    """The part at `number` as printed, each member rounded alone, then added; in 10**-places."""
    unit = rule.parts[number].unit
    return sum(rule.printed(member.scores[number], unit) for member in members)
