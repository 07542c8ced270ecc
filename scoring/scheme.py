"""Marking schemes: criteria, sub-criteria and aspects with their maximum marks."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class AspectType(StrEnum):
    """How an aspect is marked: agreed measurement, three judgement votes, or a score by each judge."""

    MEASUREMENT = "M"
    JUDGEMENT = "J"
    SCORED = "S"


class MarkModel(StrEnum):
    """Which marks a measurement allows; ANY is every mark from 0 to the maximum."""

    ANY = "any"
    FULL = "full"
    DEDUCT = "deduct"
    ADD = "add"
    CALCULATED = "calc"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The description of one judgement level, 0 to 3."""

    level: int
    description: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation of the CIS workbook, by name, with its parameters as (key, text) pairs."""

    name: str
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that is marked; `maximum` in marks of the scheme."""

    code: str
    type: AspectType
    description: str
    maximum: Fraction
    model: MarkModel = MarkModel.ANY
    benchmarks: tuple[Benchmark, ...] = ()
    calculation: Calculation | None = None
    section: str | None = None
    requirement: str | None = None


@dataclass(frozen=True, slots=True)
class SubCriterion:
    """One form: marked on one day by one marking team."""

    code: str
    name: str
    aspects: tuple[Aspect, ...]
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A main criterion of a scheme, A to I."""

    code: str
    name: str
    subs: tuple[SubCriterion, ...]


@dataclass(frozen=True)
class Scheme:
    """A whole marking scheme; aspect codes are unique inside it."""

    criteria: tuple[Criterion, ...]

    @cached_property
    def aspects(self) -> dict[str, Aspect]:
        """Every aspect by its code, in the order of the scheme."""
        return {aspect.code: aspect for criterion in self.criteria for sub in criterion.subs for aspect in sub.aspects}

    @cached_property
    def total(self) -> Fraction:
        """The sum of all maximum marks."""
        return sum((aspect.maximum for aspect in self.aspects.values()), Fraction(0))
