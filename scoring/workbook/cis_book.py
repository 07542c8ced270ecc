"""Writes a scheme in the current CIS layout, with the sheet `Calculations`."""

from decimal import Decimal
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.scheme import Aspect, Calculation, Criterion, Scheme
from scoring.workbook.calculation_rows import parameters_text
from scoring.workbook.cis_ids import CisIds, cis_ids
from scoring.workbook.draft import Section
from scoring.workbook.keepsakes import compare, write_keepsakes
from scoring.workbook.reading import read_workbook
from scoring.workbook.same_bytes import same_bytes, write_cell
from scoring.workbook.values import decimal_text

SHEET = "CIS Marking Scheme Import"
HEADINGS = (
    "Sub\nCriterion\nID",
    "Sub Criterion\nName or Description",
    "Day of Marking",
    "Aspect\nType\nM = Meas\nJ = Judg",
    "Aspect - Description",
    "Judg Score",
    "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "Requirement\n(Measurement Only)",
    "WSOS Section",
    "Calculation Row \n(Export only)",
    "Max\nMark",
)


def export_cis(scheme: Scheme, title: str = "", sections: tuple[Section, ...] = ()) -> bytes:
    """An `.xlsx` of the current layout; what the layout has no place for is kept on a sheet of its own.

    Reading it back gives the same scheme and sections. Raises WorkbookError for more than 26 criteria.
    """
    ids = cis_ids(scheme)
    read = read_workbook(same_bytes(_book(scheme, title, sections, ids)))
    kept = compare(read.criteria, scheme)
    book = _book(scheme, title, sections, ids)
    write_keepsakes(book, kept)
    return same_bytes(book)


def _book(scheme: Scheme, title: str, sections: tuple[Section, ...], ids: CisIds) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    write_cell(sheet, 1, 1, title or "Marking scheme")
    row = _standards(sheet, scheme, sections)
    row = _criteria(sheet, scheme, ids, row)
    calculations = _calculations(book, scheme)
    for criterion in scheme.criteria:
        row = _block(sheet, criterion, ids, calculations, row)
    for column, value in ((12, "Competition"), (13, "Total\nMark"), (14, _mark(scheme.total))):
        write_cell(sheet, row, column, value)
    return book


def _mark(number: Fraction) -> Decimal | str:
    text = decimal_text(number)
    return text if "/" in text or len(text.strip("-0.")) > 15 else Decimal(text)


def _standards(sheet: Worksheet, scheme: Scheme, sections: tuple[Section, ...]) -> int:
    write_cell(sheet, 3, 1, "WorldSkills Occupational Standards")
    for column, label in (
        (1, "Section"),
        (2, "WSOS Marks"),
        (9, "WSOS Marks"),
        (10, "Aspect Marks"),
        (11, "Variation"),
    ):
        write_cell(sheet, 4, column, label)
    variation = Fraction(0)
    for row, section in enumerate(sections, start=5):
        aspects = sum((a.maximum for a in scheme.aspects.values() if a.section == section.code), Fraction(0))
        weight = section.weight
        gap = abs(weight - aspects) if weight is not None else Fraction(0)
        variation += gap
        write_cell(sheet, row, 1, int(section.code) if section.code.isdecimal() else section.code)
        write_cell(sheet, row, 2, section.name)
        write_cell(sheet, row, 9, _mark(weight) if weight is not None else None)
        write_cell(sheet, row, 10, _mark(aspects))
        write_cell(sheet, row, 11, _mark(gap))
    last = 5 + len(sections)
    write_cell(sheet, last, 9, "Total Variation")
    write_cell(sheet, last, 11, _mark(variation))
    return last + 3


def _criteria(sheet: Worksheet, scheme: Scheme, ids: CisIds, row: int) -> int:
    write_cell(sheet, row, 1, "Criteria")
    for column, label in ((1, "ID"), (2, "Name"), (11, "Mark")):
        write_cell(sheet, row + 1, column, label)
    for place, criterion in enumerate(scheme.criteria, start=row + 2):
        write_cell(sheet, place, 1, ids.criterion(criterion))
        write_cell(sheet, place, 2, criterion.name)
        write_cell(sheet, place, 11, _mark(_sum(criterion)))
    return row + 2 + len(scheme.criteria) + 2


def _sum(criterion: Criterion) -> Fraction:
    return sum((aspect.maximum for sub in criterion.subs for aspect in sub.aspects), Fraction(0))


def _calculations(book: Workbook, scheme: Scheme) -> dict[Calculation, int]:
    """The sheet `Calculations`: each calculation once, labelled with the first aspect that uses it."""
    sheet = book.create_sheet("Calculations")
    rows: dict[Calculation, int] = {}
    for aspect in scheme.aspects.values():
        if aspect.calculation is None or aspect.calculation in rows:
            continue
        row = rows[aspect.calculation] = len(rows) + 1
        write_cell(sheet, row, 1, aspect.code)
        write_cell(sheet, row, 2, aspect.calculation.name)
        write_cell(sheet, row, 3, True)
        write_cell(sheet, row, 4, parameters_text(aspect.calculation))
    return rows


def _block(sheet: Worksheet, criterion: Criterion, ids: CisIds, calculations: dict[Calculation, int], row: int) -> int:
    labels = (*HEADINGS, f"Criterion {ids.criterion(criterion)}", "Total\nMark", _mark(_sum(criterion)))
    for column, label in enumerate(labels, start=1):
        write_cell(sheet, row, column, label)
    row += 1
    for sub in criterion.subs:
        write_cell(sheet, row, 1, ids.sub(criterion, sub))
        write_cell(sheet, row, 2, sub.name)
        write_cell(sheet, row, 3, sub.day)
        row += 1
        for aspect in sub.aspects:
            row = _aspect(sheet, aspect, calculations, row)
    return row + 1


def _aspect(sheet: Worksheet, aspect: Aspect, calculations: dict[Calculation, int], row: int) -> int:
    first, _, rest = aspect.description.partition("\n")
    write_cell(sheet, row, 4, aspect.type.value)
    write_cell(sheet, row, 5, first)
    write_cell(sheet, row, 7, rest)
    write_cell(sheet, row, 8, aspect.requirement)
    write_cell(sheet, row, 9, aspect.section)
    write_cell(sheet, row, 10, calculations[aspect.calculation] if aspect.calculation else None)
    write_cell(sheet, row, 11, _mark(aspect.maximum))
    for number, level in enumerate(aspect.benchmarks, start=row + 1):
        write_cell(sheet, number, 6, level.level)
        write_cell(sheet, number, 7, level.description)
    return row + 1 + len(aspect.benchmarks)
