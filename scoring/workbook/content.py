"""Checks columns by what stands in them, because labels lie and some sheets have none."""

import re
from collections.abc import Callable

from scoring.workbook.cells import Sheet
from scoring.workbook.columns import Block
from scoring.workbook.ids import is_sub_id
from scoring.workbook.kinds import LONGEST, read_kind
from scoring.workbook.labels import Role
from scoring.workbook.values import Value, read_number, text_of

Test = Callable[[Value], bool]

_KEPT = {Role.ID, Role.NAME, Role.EXTRA, Role.DAY, Role.MAXIMUM, Role.DESCRIPTION, Role.TYPE}
_NUMERIC = {Role.SECTION, Role.CALCULATION, Role.SCORE}


_RUSSIAN = re.compile(r"[ИиСс]\s?\d{0,3}")


def is_kind(value: Value) -> bool:
    """Whether a cell names an aspect type, a lone Latin C left out."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return False
    return _RUSSIAN.fullmatch(value.strip()) is not None or read_kind(value, False) is not None


def _is_number(value: Value) -> bool:
    return read_number(value) is not None


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and read_number(value) is None and not is_kind(value)


def _is_level(value: Value) -> bool:
    number = read_number(value)
    return number is not None and number.value in (0, 1, 2, 3)


def verify(sheet: Sheet, block: Block) -> None:
    """Correct the block's columns where content and label disagree; each correction is noted in `doubts`."""
    rows = [row for row in range(block.first, block.last + 1) if row in sheet.rows]
    _settle_type(sheet, block, rows)
    marked = _marked(sheet, block, rows)
    if len(marked) >= 2:
        _settle(sheet, block, marked, Role.MAXIMUM, _is_number)
        _settle(sheet, block, marked, Role.DESCRIPTION, _is_text)
    others = [row for row in rows if row not in set(marked)]
    _settle_score(sheet, block, others)
    _settle_extra(sheet, block, others)


def _marked(sheet: Sheet, block: Block, rows: list[int]) -> list[int]:
    """The rows of aspects: with a type, or without a type column with a number in the maximum's place."""
    role, test = (Role.TYPE, is_kind) if Role.TYPE in block.columns else (Role.MAXIMUM, _is_number)
    column = block.column(role)
    return [row for row in rows if (value := sheet.cell(row, column)) is not None and test(value)]


def _values(sheet: Sheet, rows: list[int], column: int) -> list[Value]:
    return [value for row in rows if (value := sheet.cell(row, column)) is not None]


def _columns(sheet: Sheet, rows: list[int]) -> list[int]:
    return sorted({column for row in rows for column in sheet.rows[row]})


def _free(block: Block, column: int, kept: set[Role]) -> bool:
    holders = {role for role, place in block.columns.items() if place == column}
    return not holders & kept and column not in block.given and column not in block.more_maxima


def _settle(sheet: Sheet, block: Block, rows: list[int], role: Role, test: Test) -> None:
    """Move `role` to the free column that fits best when its own column fits on less than half of the rows."""
    now = block.column(role)
    if now is not None and 2 * sum(map(test, _values(sheet, rows, now))) >= len(rows):
        return
    fits = {column: sum(map(test, _values(sheet, rows, column))) for column in _columns(sheet, rows)}
    kept = _KEPT | (_NUMERIC if role is Role.MAXIMUM else set())
    free = [column for column in fits if column != now and _free(block, column, kept)]
    best = max(free, key=lambda column: (fits[column], *_wealth(sheet, rows, column)), default=None)
    if best is not None and 10 * fits[best] >= 8 * len(rows) and fits[best] > fits.get(now or 0, 0):
        move(block, role, best)


def _wealth(sheet: Sheet, rows: list[int], column: int) -> tuple[int, int]:
    """How many different texts a column holds, and how long they are: a description beats a name that repeats."""
    texts = [text_of(value) for value in _values(sheet, rows, column)]
    return len(set(texts)), sum(map(len, texts))


def move(block: Block, role: Role, column: int) -> None:
    """Let `role` be read from `column`, and note that the label there says otherwise or nothing."""
    for other in [other for other, place in block.columns.items() if place == column]:
        del block.columns[other]
    code = "label-lies" if column in block.labels and len(block.labels[column]) > 1 else "label-missing"
    block.doubts.append((code, column, role))
    block.columns[role] = column


def _settle_type(sheet: Sheet, block: Block, rows: list[int]) -> None:
    now = block.column(Role.TYPE)
    if now is not None and any(is_kind(value) for value in _values(sheet, rows, now)):
        return
    for column in _columns(sheet, rows):
        values = _values(sheet, rows, column)
        kinds = sum(map(is_kind, values))
        if _free(block, column, _KEPT) and kinds >= 3 and 10 * kinds >= 8 * len(values):
            move(block, Role.TYPE, column)
            return


def _settle_score(sheet: Sheet, block: Block, rows: list[int]) -> None:
    """The column of judgement levels has 0, 1, 2, 3 on the rows that carry no aspect."""

    def fit(column: int | None) -> int:
        values = _values(sheet, rows, column) if column else []
        levels = sum(map(_is_level, values))
        return levels if 10 * levels >= 8 * len(values) else 0

    if fit(block.column(Role.SCORE)):
        return
    free = [column for column in _columns(sheet, rows) if _free(block, column, _KEPT | {Role.SECTION})]
    best = max(free, key=fit, default=None)
    if best is None or fit(best) < 3:
        return
    if "scor" in block.labels.get(best, ""):
        block.columns[Role.SCORE] = best
    else:
        move(block, Role.SCORE, best)


def infer_block(sheet: Sheet) -> Block | None:
    """The columns of a sheet without a readable header, by content alone; None if nothing looks like aspects."""
    rows = sorted(sheet.rows)
    block = Block(0, rows[0] if rows else 1, rows[-1] if rows else 0, {}, {})
    _settle_type(sheet, block, rows)
    if Role.TYPE not in block.columns:
        return None
    # A word where types stand is the header, wherever it is repeated.
    rows = [row for row in rows if (kind := sheet.cell(row, block.column(Role.TYPE))) is None or is_kind(kind)]
    marked = _marked(sheet, block, rows)
    _infer_ids(sheet, block, rows)
    _infer_maximum(sheet, block, marked)
    _settle(sheet, block, marked, Role.DESCRIPTION, _is_text)
    _infer_names(sheet, block, rows)
    if not {Role.MAXIMUM, Role.DESCRIPTION} <= set(block.columns):
        return None
    others = [row for row in rows if row not in set(marked)]
    _settle_score(sheet, block, others)
    _settle_extra(sheet, block, others)
    return block


def _settle_extra(sheet: Sheet, block: Block, others: list[int]) -> None:
    """Without a labelled column for them, the words beside the levels tell where the extra texts stand."""
    levels = [row for row in others if sheet.cell(row, block.column(Role.SCORE)) is not None]
    if levels and Role.EXTRA not in block.columns:
        _settle(sheet, block, levels, Role.EXTRA, _is_text)


def _infer_ids(sheet: Sheet, block: Block, rows: list[int]) -> None:
    def ids(column: int) -> int:
        return sum(is_sub_id(text_of(value)) for value in _values(sheet, rows, column))

    free = [column for column in _columns(sheet, rows) if _free(block, column, _KEPT)]
    best = max(free, key=ids, default=None)
    if best is None or not ids(best):
        return
    move(block, Role.ID, best)


def _infer_names(sheet: Sheet, block: Block, rows: list[int]) -> None:
    """The text beside the ids."""
    column = block.column(Role.ID)
    named = [row for row in rows if is_sub_id(text_of(sheet.cell(row, column)))]
    if named:
        _settle(sheet, block, named, Role.NAME, _is_text)


def _infer_maximum(sheet: Sheet, block: Block, rows: list[int]) -> None:
    """The number column of the aspects: one with broken numbers before whole ones, then the rightmost."""

    def fit(column: int) -> tuple[int, int, int]:
        numbers = [read.value for value in _values(sheet, rows, column) if (read := read_number(value))]
        broken = sum(number.denominator != 1 for number in numbers)
        return (10 * len(numbers) // max(len(rows), 1) >= 6, broken, column)

    free = [column for column in _columns(sheet, rows) if _free(block, column, _KEPT)]
    best = max(free, key=fit, default=None)
    if best is not None and fit(best)[0]:
        move(block, Role.MAXIMUM, best)
