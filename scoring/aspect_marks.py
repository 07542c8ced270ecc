"""From what the judges gave for one aspect to the one mark it earns."""

from collections.abc import Callable, Iterable
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
        known: dict[tuple[int | None, ...], tuple[int | None, tuple[Flaw, ...]]] = {}

        def evaluate(cell: Cell, flaws: list[Flaw]) -> int | None:
            votes = tuple(cell.values())
            found = known.get(votes)
            if found is None:
                found = known[votes] = self._judged(aspect, votes)
            if found[1]:
                flaws.extend(found[1])
            return found[0]

        return evaluate

    def _judged(self, aspect: Aspect, given: tuple[int | None, ...]) -> tuple[int | None, tuple[Flaw, ...]]:
        if len(given) != 3:
            return None, (Flaw.TOO_MANY,) if len(given) > 3 else ()
        votes, flaws = _attempted(given)
        if not VOTES.issuperset(votes):
            flaws.append(Flaw.OUT_OF_RANGE)
        if max(votes) - min(votes) > MARK_SCALE:
            return None, (*flaws, Flaw.SPREAD)
        top = aspect.maximum * sum(votes) / (9 * MARK_SCALE)
        return self._units(top.numerator, top.denominator), tuple(flaws)

    def _scores(self, aspect: Aspect, panel: int) -> Evaluate:
        add, divisor = _combination(self._scored, panel)
        top = aspect.maximum * MARK_SCALE // 1
        known: dict[int, int] = {}

        def evaluate(cell: Cell, flaws: list[Flaw]) -> int | None:
            if len(cell) != panel:
                return None
            given = cell.values()
            if None in given:
                values, flaws[:] = _attempted(given)
            else:
                values = [value for value in given if value is not None]
            values.sort()
            if values[0] < 0 or values[-1] > top:
                flaws.append(Flaw.OUT_OF_RANGE)
            if divisor < 1:
                flaws.append(Flaw.TOO_FEW_TO_TRIM)
                return None
            total = add(values)
            mark = known.get(total)
            if mark is None:
                mark = known[total] = self._units(total, divisor * MARK_SCALE)
            return mark

        return evaluate


def _attempted(given: Iterable[int | None]) -> tuple[list[int], list[Flaw]]:
    """The values with those not attempted as 0; the cell as a whole is not attempted where every value is."""
    values = list(given)
    flaws = [] if any(value is not None for value in values) else [Flaw.NOT_ATTEMPTED]
    return [value or 0 for value in values], flaws


def _combination(aggregate: Aggregate, panel: int) -> tuple[Callable[[list[int]], int], int]:
    """What of the scores of a panel, in ascending order, is added up, and the number it is divided by.

    A trimmed mean leaves out exactly one highest and one lowest; its divisor is below 1 where too few remain.
    """
    if aggregate is Aggregate.MEAN:
        return sum, panel
    if aggregate is Aggregate.TRIMMED_MEAN:
        return (lambda values: sum(values[1:-1])), panel - 2
    half = panel // 2
    if panel % 2:
        return (lambda values: values[half]), 1
    return (lambda values: values[half - 1] + values[half]), 2
