"""In sheets without types: which numbered rows with a mark are the sum of the rows under them."""

from fractions import Fraction
from itertools import islice

from scoring.workbook.ids import Level
from scoring.workbook.labels import Role
from scoring.workbook.walking import Row, Walk

MAX_PARTS = 300
_RANKS = {Level.CRITERION: 0, Level.SUB: 1, Level.CHINESE: 1, Level.COUNT: 2, Level.ASPECT: 3}


def container_rows(walk: Walk) -> set[int]:
    """Rows whose mark repeats what their parts add up to; a count needs the exact sum, a heading id only parts."""
    block = walk.block
    if block.column(Role.TYPE) is not None:
        return set()
    numbers = [number for number in range(block.first, block.last + 1) if number in walk.sheet.rows]
    rows = [walk.take_apart(number) for number in numbers]
    return {row.number for place, row in enumerate(rows) if _contains(row, rows, place + 1)}


def _rank(row: Row) -> int:
    return _RANKS[row.ident.level] if row.ident else 3


def _contains(row: Row, rows: list[Row], start: int) -> bool:
    if row.ident is None or not row.is_aspect or row.maximum is None:
        return False
    rank = _rank(row)
    parts = []
    for other in islice(rows, start, start + MAX_PARTS):
        if other.ident is not None and _rank(other) <= rank:
            break
        if other.is_aspect and other.maximum:
            parts.append(other.maximum.value)
    if rank == _RANKS[Level.COUNT]:
        return len(parts) > 1 and sum(parts, Fraction(0)) == row.maximum.value
    return bool(parts)
