"""Findings about columns: marks already given, second maxima, notes beside the table."""

from scoring.workbook.cells import address
from scoring.workbook.columns import Block
from scoring.workbook.draft import Place
from scoring.workbook.labels import criterion_label, is_total
from scoring.workbook.values import Value, read_number, text_of
from scoring.workbook.walking import Walk


def remark(walk: Walk, block: Block) -> None:
    """One finding for each column that holds something the scheme does not take."""
    rows = [row for row in range(block.first, block.last + 1) if row in walk.sheet.rows]
    for column in block.given:
        marked = [row for row in rows if read_number(walk.sheet.cell(row, column))]
        walk.inside[column] = walk.inside.get(column, []) + marked
    for column, places in sorted(walk.inside.items()):
        if places:
            place = Place(walk.sheet.name, address(places[0], column))
            walk.builder.note("marks-inside", place, count=len(places))
    walk.inside = {}
    for column in block.more_maxima:
        place = Place(walk.sheet.name, address(block.header, column))
        walk.builder.note("more-maxima", place, label=block.labels.get(column, "")[:60])
    _notes_beside(walk, block, rows)


def _notes_beside(walk: Walk, block: Block, rows: list[int]) -> None:
    known = {*block.columns.values(), *block.given, *block.more_maxima}
    beside: dict[int, list[int]] = {}
    for row in rows:
        cells = walk.sheet.rows[row]
        if known.issuperset(cells) or any(criterion_label(value) or is_total(value) for value in cells.values()):
            continue
        for column, value in cells.items():
            if column not in known and _says_something(value):
                beside.setdefault(column, []).append(row)
    for column, places in sorted(beside.items()):
        raw = text_of(walk.sheet.cell(places[0], column))[:60]
        place = Place(walk.sheet.name, address(places[0], column))
        walk.builder.note("note-beside", place, count=len(places), raw=raw)


def _says_something(value: Value) -> bool:
    return bool(text_of(value).strip(" .-_"))
