"""Compares the aspects of a book with its own tables, sums and calculations."""

from fractions import Fraction

from scoring.workbook.building import Builder
from scoring.workbook.calculation_rows import NAMES, CalculationRow
from scoring.workbook.cells import Sheet
from scoring.workbook.checks import Stated, check_ids, check_sections, check_stated, check_total, check_types
from scoring.workbook.draft import ColumnMapping, Cure, Place, Section
from scoring.workbook.messages import cure_text
from scoring.workbook.tables import criteria_table, section_names, standards_table
from scoring.workbook.values import column_letter, decimal_text, text_of
from scoring.workbook.walking import Walk

Sections = dict[str, tuple[Section, Place]]


def check_book(
    builder: Builder, walks: list[Walk], sheets: list[Sheet], calculations: dict[int, CalculationRow]
) -> Sections:
    """Add every finding about the book as a whole; returns its sections of the standards."""
    stated: list[Stated] = []
    sections: Sections = {}
    for walk in walks:
        letters = ((walk.alphabet.latin(code) if code and len(code) == 1 else code, p, v) for code, p, v in walk.stated)
        stated.extend(letters)
        _criteria(builder, walk, stated)
        sections |= _sections(builder, walk)
        _unvalued(builder, walk)
    for section in section_names(sheets) if not sections else []:
        sections[section.code] = (section, Place(sheets[0].name, "A1"))
    check_ids(builder)
    check_types(builder)
    check_sections(builder, sections)
    check_stated(builder, stated)
    check_total(builder, Place(walks[0].sheet.name, "A1"))
    _calculations(builder, calculations, {row for walk in walks for row in walk.used})
    return sections


def _head(walk: Walk) -> int:
    return walk.first_header or 1


def _criteria(builder: Builder, walk: Walk, stated: list[Stated]) -> None:
    for row in criteria_table(walk.sheet, _head(walk)):
        code = walk.alphabet.latin(row.letter)
        found = builder.criteria.get(code)
        if found is None:
            builder.note("criterion-without-aspects", row.place, raw=row.letter, read=row.name[:60])
        else:
            found.name = found.name or row.name
        if row.mark is not None:
            stated.append((code, row.mark_place, row.mark))


def _sections(builder: Builder, walk: Walk) -> Sections:
    sections: Sections = {}
    for row in standards_table(walk.sheet, _head(walk)):
        sections[row.section.code] = (row.section, row.place)
        sums = sum(
            aspect.counted
            for criterion in builder.criteria.values()
            for sub in criterion.subs
            for aspect in sub.aspects
            if aspect.section == row.section.code
        )
        if row.aspects is not None and abs(row.aspects - sums) >= Fraction(1, 10**9):
            cure = Cure(cure_text("recompute"), assumed=True)
            raw, read = decimal_text(row.aspects), decimal_text(Fraction(sums))
            builder.note("stale-summary", row.aspects_place, cure, raw=raw, read=read)
    return sections


def _unvalued(builder: Builder, walk: Walk) -> None:
    """Formulas without results outside the aspects: nothing is lost, the sums are computed anew."""
    told = {finding.place.cell for finding in builder.findings if finding.code == "formula-without-value"}
    others = [cell for cell in walk.sheet.unvalued if cell not in told]
    if others:
        builder.note("summary-without-value", Place(walk.sheet.name, others[0]), count=len(others))


def _calculations(builder: Builder, calculations: dict[int, CalculationRow], used: set[int]) -> None:
    for number, row in calculations.items():
        place = Place(row.sheet, f"D{number}")
        if row.calculation.name not in NAMES:
            builder.note("calculation-unknown", Place(row.sheet, f"B{number}"), raw=row.calculation.name[:40])
        for piece in row.unclear:
            builder.note("calculation-unclear", place, raw=piece[:80])
        if number not in used:
            builder.note("calculation-unused", Place(row.sheet, f"A{number}"))


def mapping_of(walk: Walk) -> ColumnMapping:
    """The columns as they were read, to be offered for the next file."""
    columns = sorted((role, column_letter(column)) for role, column in walk.block.columns.items())
    return ColumnMapping(walk.sheet.name, walk.first_header, tuple(columns))


def title_of(walk: Walk) -> str:
    """The first text of the sheet above its header, else the sheet's name."""
    for number in sorted(walk.sheet.rows):
        if number >= _head(walk):
            break
        value = next(iter(walk.sheet.rows[number].values()))
        if isinstance(value, str):
            return text_of(value)
    return walk.sheet.name
