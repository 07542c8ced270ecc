"""Collects the items and findings of one file while its rows are walked."""

from dataclasses import dataclass, field
from fractions import Fraction

from scoring.scheme import AspectType, Benchmark, Calculation, MarkModel
from scoring.workbook.draft import (
    Cure,
    DraftAspect,
    DraftCriterion,
    DraftFinding,
    DraftSub,
    Place,
)
from scoring.workbook.errors import WorkbookError
from scoring.workbook.messages import finding_for

MAX_ASPECTS = 3_000


@dataclass(slots=True)
class OpenAspect:
    """An aspect whose following rows may still belong to it."""

    place: Place
    type: AspectType | None
    description: str
    maximum: Fraction | None
    key: str
    number: str | None = None
    code: str | None = None
    extra: str = ""
    lines: list[tuple[Place, str]] = field(default_factory=list)
    levels: list[tuple[Place, Benchmark]] = field(default_factory=list)
    section: str | None = None
    requirement: str | None = None
    model: MarkModel = MarkModel.ANY
    calculation: Calculation | None = None
    heading: str | None = None
    doubtful: bool = False

    @property
    def counted(self) -> Fraction:
        """What the aspect adds to the sums, as in DraftAspect."""
        doubt = self.doubtful and self.type is None
        return Fraction(0) if doubt or self.maximum is None else self.maximum

    def close(self) -> DraftAspect:
        """The aspect, finished."""
        return DraftAspect(
            key=self.key,
            place=self.place,
            type=self.type,
            description=self.description,
            maximum=self.maximum,
            code=self.code,
            number=self.number,
            extra=self.extra,
            lines=tuple(text for _, text in self.lines),
            levels=tuple(level for _, level in self.levels),
            section=self.section,
            requirement=self.requirement,
            model=self.model,
            calculation=self.calculation,
            heading=self.heading,
            doubtful=self.doubtful,
        )


@dataclass(slots=True)
class OpenSub:
    """A sub-criterion that still takes aspects; `raw` is its id as written."""

    place: Place
    key: str
    code: str
    name: str
    raw: str = ""
    day: str | None = None
    stated: Fraction | None = None
    aspects: list[OpenAspect] = field(default_factory=list)


@dataclass(slots=True)
class OpenCriterion:
    """A criterion that still takes sub-criteria."""

    place: Place
    key: str
    code: str
    name: str
    stated: Fraction | None = None
    subs: list[OpenSub] = field(default_factory=list)

    def close(self) -> DraftCriterion:
        """The criterion, finished, without sub-criteria that hold nothing."""
        subs = tuple(
            DraftSub(
                sub.key,
                sub.place,
                sub.code,
                sub.name,
                tuple(aspect.close() for aspect in sub.aspects),
                sub.day,
                sub.stated,
            )
            for sub in self.subs
        )
        return DraftCriterion(self.key, self.place, self.code, self.name, subs, self.stated)


@dataclass(slots=True)
class Builder:
    """What has been read so far; criteria by code in the order met."""

    criteria: dict[str, OpenCriterion] = field(default_factory=dict)
    findings: list[DraftFinding] = field(default_factory=list)
    aspects: int = 0

    def count_aspect(self) -> None:
        """Count one more aspect; raises WorkbookError beyond what any scheme has."""
        self.aspects += 1
        if self.aspects > MAX_ASPECTS:
            raise WorkbookError(
                "too-many-aspects",
                f"考核点超过 {MAX_ASPECTS} 个：请检查文件是否为评分方案，或拆分后分别上传。",
                f"There are more than {MAX_ASPECTS} aspects: check that the file is one scheme, or split it.",
            )

    def note(self, code: str, place: Place, cure: Cure | None = None, *, mild: bool = False, **facts: object) -> None:
        """Record an irregularity; `facts` fill the sentence of its code."""
        self.findings.append(finding_for(code, place, cure, mild=mild, **facts))

    def criterion(self, code: str, name: str, place: Place) -> OpenCriterion:
        """The criterion of that code, opened if it is new; a name is kept once it is known."""
        found = self.criteria.get(code)
        if found is None:
            key = f"{place.sheet}!{place.cell}#criterion"
            found = self.criteria[code] = OpenCriterion(place, key, code, name)
        elif name and not found.name:
            found.name = name
        return found
