"""Reads the maximum mark of an aspect and says what was odd about the cell."""

from fractions import Fraction

from scoring.workbook.building import OpenAspect
from scoring.workbook.cells import address
from scoring.workbook.draft import Cure, Edit
from scoring.workbook.formulas import evaluate
from scoring.workbook.labels import Role
from scoring.workbook.messages import cure_text
from scoring.workbook.values import decimal_text, read_number, text_of, type_of_date
from scoring.workbook.walking import Row, Walk


def read_maximum(walk: Walk, row: Row, aspect: OpenAspect) -> None:
    """Set the aspect's maximum from its cell; without one, a finding with whatever cure can be proposed."""
    place = walk.place(row.number, Role.MAXIMUM)
    value = walk.cell(row.number, Role.MAXIMUM)
    number = read_number(value)
    if number is None:
        _missing(walk, row, aspect)
        return
    aspect.maximum = number.value
    read = decimal_text(number.value)
    if number.oddity:
        cure = Cure(cure_text("maximum", read=read), refusal=(Edit(aspect.key, "maximum", ""),), assumed=True)
        walk.builder.note(number.oddity, place, cure, raw=text_of(value)[:40], read=read)
    if number.value < 0:
        aspect.maximum = None
        walk.builder.note("negative-mark", place, _drop(aspect), read=read)
    elif number.value == 0:
        walk.builder.note("zero-mark", place)


def _drop(aspect: OpenAspect) -> Cure:
    return Cure(cure_text("drop"), (Edit(aspect.key, "drop", "yes"),))


def _missing(walk: Walk, row: Row, aspect: OpenAspect) -> None:
    place = walk.place(row.number, Role.MAXIMUM)
    value = walk.cell(row.number, Role.MAXIMUM)
    column = walk.block.column(Role.MAXIMUM)
    formula = walk.sheet.unvalued.get(address(row.number, column)) if column else None
    if formula:
        walk.builder.note("formula-without-value", place, formula=formula[:60])
        walk.builder.note("missing-maximum", place, _proposal(aspect, evaluate(formula, walk.sheet)))
        return
    if isinstance(value, type_of_date):
        walk.builder.note("date-instead-of-number", place, raw=str(value)[:20])
    elif isinstance(value, str):
        code = "error-value" if value.startswith("#") else "unreadable-number"
        walk.builder.note(code, place, raw=value[:40])
    walk.builder.note("missing-maximum", place, _proposal(aspect, None))


def _proposal(aspect: OpenAspect, value: Fraction | None) -> Cure:
    if value is None or value < 0:
        return _drop(aspect)
    read = decimal_text(value)
    return Cure(cure_text("maximum", read=read), (Edit(aspect.key, "maximum", read),))
