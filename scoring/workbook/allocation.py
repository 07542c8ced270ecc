"""The Mark Allocation Table: sections of the standards against criteria, with the variance of each section."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.scheme import Scheme
from scoring.workbook.draft import Section


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """One section: marks by criterion in the table's order, their sum, and its distance from the weight."""

    section: Section
    marks: tuple[Fraction, ...]
    total: Fraction
    variance: Fraction | None


@dataclass(frozen=True, slots=True)
class AllocationTable:
    """All sections; the row of the section `` holds what names none, and is absent if nothing is unallocated."""

    criteria: tuple[str, ...]
    rows: tuple[AllocationRow, ...]
    totals: tuple[Fraction, ...]
    total_variance: Fraction


def allocation_table(scheme: Scheme, sections: tuple[Section, ...]) -> AllocationTable:
    """Marks by section and criterion; sections that only aspects name follow the listed ones (DOMAIN 4).

    The variance is the absolute difference between a section's weight and its marks, None without a weight.
    """
    listed = {section.code: section for section in sections}
    for aspect in scheme.aspects.values():
        listed.setdefault(aspect.section or "", Section(aspect.section or "", ""))
    rows = tuple(_row(scheme, section) for section in listed.values())
    totals = tuple(sum((row.marks[place] for row in rows), Fraction(0)) for place in range(len(scheme.criteria)))
    variance = sum((row.variance for row in rows if row.variance is not None), Fraction(0))
    return AllocationTable(tuple(criterion.code for criterion in scheme.criteria), rows, totals, variance)


def _row(scheme: Scheme, section: Section) -> AllocationRow:
    marks = tuple(
        sum(
            (a.maximum for sub in criterion.subs for a in sub.aspects if (a.section or "") == section.code),
            Fraction(0),
        )
        for criterion in scheme.criteria
    )
    total = sum(marks, Fraction(0))
    return AllocationRow(section, marks, total, None if section.weight is None else abs(section.weight - total))
