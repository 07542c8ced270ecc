"""From what the judges gave for one aspect to the one mark it earns."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction

from scoring.calculations import CalculationUnclear, calculate
from scoring.results import MARK_SCALE
from scoring.rounding import divide
from scoring.rules import Aggregate, RoundingMode
from scoring.scheme import Aspect, AspectType, MarkModel

Cell = dict[str | None, int | None]
"""Newest value of each judge (None = no judge named), in 1/MARK_SCALE; a value None was not attempted."""

VOTES = frozenset(level * MARK_SCALE for level in range(4))
"""The votes a judge may give, 0 to 3."""


class Flaw(StrEnum):
    """What can be wrong or special in a cell; the values are codes of findings."""

    NOT_ATTEMPTED = "not-attempted"
    OUT_OF_RANGE = "mark-out-of-range"
    PARTIAL = "partial-under-full"
    SPREAD = "judgement-spread"
    TOO_MANY = "judgement-too-many"
    TOO_FEW_TO_TRIM = "trimmed-too-few"
    SEVERAL_RESULTS = "measurement-by-several"
    CALCULATION = "calculation-unclear"


Evaluate = Callable[[Cell, list[Flaw]], int | None]
"""The mark of a cell in units, or None where it is not yet marked; flaws are added to the list."""


class Marker:
    """Makes the evaluation of each aspect; marks come out as integers of 1/`unit` mark, rounded by `mode`."""

    def __init__(self, unit: int, mode: RoundingMode, scored: Aggregate) -> None:
        self.unit = unit
        self._mode = mode
        self._scored = scored

    def evaluation(self, aspect: Aspect, panel: int) -> Evaluate:
        """How cells of `aspect` are evaluated where `panel` judges score its sub-criterion."""
        if aspect.type is AspectType.JUDGEMENT:
            return self._judgement(aspect)
        if aspect.type is AspectType.SCORED:
            return self._scores(aspect, panel)
        return self._measurement(aspect)

    def _units(self, numerator: int, denominator: int) -> int:
        return divide(numerator * self.unit, denominator, self._mode)

    def _measurement(self, aspect: Aspect) -> Evaluate:
        known: dict[int, tuple[int | None, Flaw | None]] = {}

        def evaluate(cell: Cell, flaws: list[Flaw]) -> int | None:
            if len(cell) != 1:
                flaws.append(Flaw.SEVERAL_RESULTS)
                return None
            (value,) = cell.values()
            if value is None:
                flaws.append(Flaw.NOT_ATTEMPTED)
                return 0
            found = known.get(value)
            if found is None:
                found = known[value] = self._measured(aspect, value)
            if found[1] is not None:
                flaws.append(found[1])
            return found[0]

        return evaluate

    def _measured(self, aspect: Aspect, value: int) -> tuple[int | None, Flaw | None]:
        if aspect.calculation is not None:
            try:
                mark = calculate(aspect, Fraction(value, MARK_SCALE))
            except CalculationUnclear:
                return None, Flaw.CALCULATION
            return self._units(mark.numerator, mark.denominator), None
        flaw = None
        if not 0 <= value <= aspect.maximum * MARK_SCALE:
            flaw = Flaw.OUT_OF_RANGE
        elif aspect.model is MarkModel.FULL and value not in (0, aspect.maximum * MARK_SCALE):
            flaw = Flaw.PARTIAL
        return self._units(value, MARK_SCALE), flaw

    def _judgement(self, aspect: Aspect) -> Evaluate:
        top, bottom = aspect.maximum.numerator, 9 * MARK_SCALE * aspect.maximum.denominator
        known: dict[int, int] = {}

        def evaluate(cell: Cell, flaws: list[Flaw]) -> int | None:
            if len(cell) != 3:
                if len(cell) > 3:
                    flaws.append(Flaw.TOO_MANY)
                return None
            votes = _values(cell, flaws)
            if not VOTES.issuperset(votes):
                flaws.append(Flaw.OUT_OF_RANGE)
            if max(votes) - min(votes) > MARK_SCALE:
                flaws.append(Flaw.SPREAD)
                return None
            total = sum(votes)
            mark = known.get(total)
            if mark is None:
                mark = known[total] = self._units(top * total, bottom)
            return mark

        return evaluate

    def _scores(self, aspect: Aspect, panel: int) -> Evaluate:
        combine = _COMBINE[self._scored]
        trimmed = self._scored is Aggregate.TRIMMED_MEAN
        top = aspect.maximum * MARK_SCALE // 1
        known: dict[tuple[int, int], int] = {}

        def evaluate(cell: Cell, flaws: list[Flaw]) -> int | None:
            if len(cell) != panel:
                return None
            values = _values(cell, flaws)
            if min(values) < 0 or max(values) > top:
                flaws.append(Flaw.OUT_OF_RANGE)
            if trimmed and panel < 3:
                flaws.append(Flaw.TOO_FEW_TO_TRIM)
                return None
            ratio = combine(values)
            mark = known.get(ratio)
            if mark is None:
                mark = known[ratio] = self._units(ratio[0], ratio[1] * MARK_SCALE)
            return mark

        return evaluate


def _values(cell: Cell, flaws: list[Flaw]) -> list[int]:
    """The values of a cell, not attempted ones as 0; the cell as a whole is not attempted where every value is."""
    values = list(cell.values())
    if None not in values:
        return values  # type: ignore[return-value]
    if not any(value is not None for value in values):
        flaws.append(Flaw.NOT_ATTEMPTED)
    return [value or 0 for value in values]


def _mean(values: list[int]) -> tuple[int, int]:
    return sum(values), len(values)


def _trimmed_mean(values: list[int]) -> tuple[int, int]:
    """Exactly one highest and one lowest are left out."""
    return sum(values) - max(values) - min(values), len(values) - 2


def _median(values: list[int]) -> tuple[int, int]:
    ordered, half = sorted(values), len(values) // 2
    return (ordered[half], 1) if len(values) % 2 else (ordered[half - 1] + ordered[half], 2)


_COMBINE: Mapping[Aggregate, Callable[[list[int]], tuple[int, int]]] = {
    Aggregate.MEAN: _mean,
    Aggregate.TRIMMED_MEAN: _trimmed_mean,
    Aggregate.MEDIAN: _median,
}
