"""A whole scheme as read from one file, with what can be asked of it."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.scheme import AspectType, Scheme
from scoring.workbook import deciding
from scoring.workbook.draft import (
    ColumnMapping,
    Decisions,
    DraftAspect,
    DraftCriterion,
    DraftFinding,
    Section,
)
from scoring.workbook.values import decimal_text


@dataclass(frozen=True, slots=True)
class SchemeDraft:
    """Everything read from one file; `sheets` are those that hold a scheme, `mappings` the columns as read."""

    layout: str
    title: str
    criteria: tuple[DraftCriterion, ...]
    findings: tuple[DraftFinding, ...] = ()
    sections: tuple[Section, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def aspects(self) -> tuple[DraftAspect, ...]:
        """Every aspect in the order of the file."""
        return tuple(aspect for criterion in self.criteria for sub in criterion.subs for aspect in sub.aspects)

    @property
    def total(self) -> Fraction:
        """The sum of the maxima that count."""
        return sum((aspect.counted for aspect in self.aspects), Fraction(0))

    def summary(self) -> dict[str, object]:
        """`{criteria, subs, aspects: {M, J, S, untyped}, total, findings}`, as `scheme show` prints it.

        Counts are integers, `total` a decimal as text; each finding has severity, code, sheet, cell, text and cure.
        """
        types = [aspect.type for aspect in self.aspects]
        return {
            "criteria": len(self.criteria),
            "subs": sum(len(criterion.subs) for criterion in self.criteria),
            "aspects": {**{kind.value: types.count(kind) for kind in _ORDER}, "untyped": types.count(None)},
            "total": decimal_text(self.total),
            "findings": [_shown(finding) for finding in self.findings],
        }

    def decide(self, decisions: Decisions) -> "SchemeDraft":
        """The draft with the decisions applied: True takes a cure, False undoes an assumed one, a text is the value."""
        criteria = deciding.decided(self.criteria, self.findings, decisions)
        return SchemeDraft(self.layout, self.title, criteria, self.findings, self.sections, self.mappings, self.sheets)

    def accept_all(self) -> dict[str, bool | str]:
        """The decisions of somebody who takes every proposed cure."""
        return {finding.key: True for finding in self.findings if finding.cure and finding.cure.accept}

    def to_scheme(self, decisions: Decisions) -> Scheme:
        """The scheme the decisions make of the draft; raises UndecidedError while a question is open."""
        return deciding.finished(self.criteria, self.findings, decisions)


_ORDER = (AspectType.MEASUREMENT, AspectType.JUDGEMENT, AspectType.SCORED)


def _shown(finding: DraftFinding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "text": finding.text._asdict(),
        "cure": finding.cure.text._asdict() if finding.cure else None,
    }
