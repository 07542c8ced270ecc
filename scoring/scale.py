"""The scale of 700: where a total lies among those of its contest, in whole points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scoring.rounding import divide
from scoring.rules import RoundingMode

CENTRE = 700
POINTS = 30
NORMAL_MAD = Fraction(14826, 10000)
NORMAL_MEAN_DEVIATION = Fraction(12533, 10000)


class Spread(StrEnum):
    """What the distance from the median is measured by: the MAD, or what stands in where it is 0."""

    MAD = "mad"
    MEAN_DEVIATION = "mean_deviation"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale over totals: centre, and the spread of which one is `POINTS` points; both in the unit of the totals."""

    median: Fraction
    spread: Fraction
    basis: Spread

    def points(self, total: int) -> int:
        """700 + 30 × (total − median) / spread, half up; 700 for all where there is no spread."""
        if self.basis is Spread.NONE:
            return CENTRE
        points = CENTRE + POINTS * (total - self.median) / self.spread
        return divide(points.numerator, points.denominator, RoundingMode.HALF_UP)


def build_scale(totals: Sequence[int]) -> Scale:
    """The scale over the printed totals of all ranked entries (DOMAIN 4; How the numbers are made 7).

    An approximation: the official formula is not public. Without totals, everything is 700.
    """
    if not totals:
        return Scale(Fraction(0), Fraction(0), Spread.NONE)
    middle = median(totals)
    deviations = [abs(total - middle) for total in totals]
    mad = median(deviations)
    if mad:
        return Scale(middle, NORMAL_MAD * mad, Spread.MAD)
    mean = Fraction(sum(deviations), len(deviations))
    return Scale(middle, NORMAL_MEAN_DEVIATION * mean, Spread.MEAN_DEVIATION if mean else Spread.NONE)


def median(values: Iterable[int | Fraction]) -> Fraction:
    """The middle value, or the mean of the two in the middle; at least one value is needed."""
    ordered: list[int | Fraction] = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half]) / 2
