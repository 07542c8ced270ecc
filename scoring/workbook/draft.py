"""A scheme as read from a file: its items with their places, and every irregularity with a proposed cure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.findings import Severity
from scoring.scheme import AspectType, Benchmark, Calculation, MarkModel
from scoring.text import Text
from scoring.workbook.labels import Role

Decisions = Mapping[str, bool | str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file something was read: the sheet (or JSON path) and the cell (or line)."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a draft: `field` of the item whose key is `item` becomes `value`."""

    item: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Cure:
    """What is proposed; `assumed` cures are in the draft already and `refusal` undoes them."""

    text: Text
    accept: tuple[Edit, ...] = ()
    refusal: tuple[Edit, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """One irregularity; an error needs a decision before the draft can become a scheme."""

    severity: Severity
    code: str
    text: Text
    place: Place
    cure: Cure | None = None

    @property
    def key(self) -> str:
        """Stable name for decisions: the code and the place, the same for the next version of the file."""
        return f"{self.code}@{self.place.sheet}!{self.place.cell}"


@dataclass(frozen=True, slots=True)
class DraftAspect:
    """An aspect as read; None is unknown. `lines` are the texts of the rows under it, `number` the 12 of `M12`."""

    key: str
    place: Place
    type: AspectType | None
    description: str
    maximum: Fraction | None
    code: str | None = None
    number: str | None = None
    extra: str = ""
    lines: tuple[str, ...] = ()
    levels: tuple[Benchmark, ...] = ()
    section: str | None = None
    requirement: str | None = None
    model: MarkModel = MarkModel.ANY
    calculation: Calculation | None = None
    heading: str | None = None
    doubtful: bool = False

    @property
    def counted(self) -> Fraction:
        """What the aspect adds to the total: nothing while it is doubtful or its maximum is unknown.

        Doubtful is an aspect without type in a sheet that gives types: it may be no aspect at all.
        """
        doubt = self.doubtful and self.type is None
        return Fraction(0) if doubt or self.maximum is None else self.maximum


@dataclass(frozen=True, slots=True)
class DraftSub:
    """A sub-criterion as read; `stated` is the total the file gives for it."""

    key: str
    place: Place
    code: str
    name: str
    aspects: tuple[DraftAspect, ...]
    day: str | None = None
    stated: Fraction | None = None


@dataclass(frozen=True, slots=True)
class DraftCriterion:
    """A criterion as read; `stated` is the total the file gives for it."""

    key: str
    place: Place
    code: str
    name: str
    subs: tuple[DraftSub, ...]
    stated: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the occupational standards with its weight in marks, if the file gives one."""

    code: str
    name: str
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which columns of a sheet were read as what; offered back as a choice for the next file of the kind."""

    sheet: str
    header: int
    columns: tuple[tuple[Role, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the organizer chose for a file: the sheets to read, and columns where the labels do not tell.

    A mapping with the sheet `*` is for every sheet; `header` 0 keeps the header that is found.
    """

    sheets: tuple[str, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
