"""Writes a scheme as our template, as CSV or as a workbook."""

import csv
import io
from decimal import Decimal
from fractions import Fraction

from openpyxl import Workbook

from scoring.scheme import Aspect, Criterion, MarkModel, Scheme, SubCriterion
from scoring.workbook.calculation_rows import parameters_text
from scoring.workbook.same_bytes import same_bytes, write_cell
from scoring.workbook.template import COLUMNS
from scoring.workbook.template_csv import guarded
from scoring.workbook.values import decimal_text

Cell = str | Fraction


def _rows(scheme: Scheme) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    for criterion in scheme.criteria:
        for sub in criterion.subs:
            for aspect in sub.aspects:
                rows.append(_aspect_row(criterion, sub, aspect))
                rows.extend(_benchmark_rows(criterion, sub, aspect))
    return rows


def _aspect_row(criterion: Criterion, sub: SubCriterion, aspect: Aspect) -> dict[str, Cell]:
    calculation = aspect.calculation
    return {
        "criterion": criterion.code,
        "criterion_name": criterion.name,
        "sub": sub.code,
        "sub_name": sub.name,
        "day": sub.day or "",
        "type": aspect.type.value,
        "aspect": aspect.code,
        "description": aspect.description,
        "max": aspect.maximum,
        "section": aspect.section or "",
        "requirement": aspect.requirement or "",
        "model": "" if aspect.model is MarkModel.ANY else aspect.model.value,
        "calculation": calculation.name if calculation else "",
        "parameters": parameters_text(calculation) if calculation else "",
    }


def _benchmark_rows(criterion: Criterion, sub: SubCriterion, aspect: Aspect) -> list[dict[str, Cell]]:
    return [
        {
            "criterion": criterion.code,
            "sub": sub.code,
            "type": aspect.type.value,
            "description": level.description,
            "judge_score": Fraction(level.level),
        }
        for level in aspect.benchmarks
    ]


def export_template_csv(scheme: Scheme) -> bytes:
    """UTF-8 CSV with a header row; texts that a spreadsheet program would run carry an apostrophe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(scheme):
        writer.writerow([_text(row.get(name, "")) for name in COLUMNS])
    return stream.getvalue().encode()


def _text(cell: Cell) -> str:
    return decimal_text(cell) if isinstance(cell, Fraction) else guarded(cell)


def export_template_xlsx(scheme: Scheme, chinese: bool = False) -> bytes:
    """The same as a workbook, under English names or Chinese headings; the same scheme gives the same bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "scheme"
    for column, (name, heading) in enumerate(COLUMNS.items(), start=1):
        write_cell(sheet, 1, column, heading if chinese else name)
    for number, row in enumerate(_rows(scheme), start=2):
        for column, name in enumerate(COLUMNS, start=1):
            cell = row.get(name, "")
            write_cell(sheet, number, column, _number(cell) if isinstance(cell, Fraction) else guarded(cell))
    sheet.freeze_panes = "A2"
    return same_bytes(book)


def _number(number: Fraction) -> Decimal | str:
    """A number a spreadsheet holds exactly, else its text."""
    text = decimal_text(number)
    return text if "/" in text or len(text.strip("-0.")) > 15 else Decimal(text)
