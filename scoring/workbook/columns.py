"""Finds the header rows of a scheme sheet and which column holds what, by label and by content."""

from dataclasses import dataclass, field

from scoring.workbook.cells import Sheet
from scoring.workbook.kinds import read_kind
from scoring.workbook.labels import Role, is_total, role_of
from scoring.workbook.values import Value, read_number, squeeze, text_of

_HEADLIKE = {Role.DESCRIPTION, Role.EXTRA, Role.NAME}


@dataclass(slots=True)
class Block:
    """A header and the rows under it: `first` to `last`; `columns` by role, `given` hold marks already awarded."""

    header: int
    first: int
    last: int
    columns: dict[Role, int]
    labels: dict[int, str]
    given: list[int] = field(default_factory=list)
    more_maxima: list[int] = field(default_factory=list)
    doubts: list[tuple[str, int, Role]] = field(default_factory=list)

    def column(self, role: Role) -> int | None:
        """The column of a role, None where the sheet has none."""
        return self.columns.get(role)


def find_blocks(sheet: Sheet) -> list[Block]:
    """Every header of the sheet with its rows, in order; empty if no row reads like a header."""
    blocks: list[Block] = []
    for row in sorted(sheet.rows):
        if blocks and row < blocks[-1].first:
            continue
        roles = _header_roles(sheet.rows[row])
        if roles is None:
            continue
        blocks.append(_block(sheet, row, roles))
    last = max(sheet.rows, default=0)
    for place, block in enumerate(blocks):
        block.last = blocks[place + 1].header - 1 if place + 1 < len(blocks) else last
    return blocks


def _header_roles(cells: dict[int, Value]) -> dict[int, Role] | None:
    """Column to role if the row reads like a header; a row with a type or mostly unknown words is none."""
    texts = [value for value in cells.values() if isinstance(value, str)]
    if len(texts) < 3 or any(read_kind(value, True) for value in texts if len(value) < 4):
        return None
    roles = {column: role for column, value in cells.items() if (role := role_of(value)) is not None}
    distinct = set(roles.values())
    if len(distinct) < 3 or not distinct & {Role.MAXIMUM, Role.TYPE} or not distinct & _HEADLIKE:
        return None
    if any(read_number(cells[column]) for column in roles) or 3 * len(roles) < len(texts):
        return None
    narrow = [column for column, role in roles.items() if role in (Role.MAXIMUM, Role.TYPE)]
    return roles if all(len(text_of(cells[column])) < 60 for column in narrow) else None


def _block(sheet: Sheet, row: int, roles: dict[int, Role]) -> Block:
    labels = {column: squeeze(text_of(value)) for column, value in sheet.rows[row].items()}
    below = sheet.rows.get(row + 1, {})
    first = row + 1
    if _continues_header(below, roles):
        for column, value in below.items():
            role = role_of(value)
            if role is not None:
                roles[column] = role
                labels[column] = squeeze(text_of(value))
        first = row + 2
    block = Block(row, first, first, {}, labels)
    assign(block, roles)
    return block


def _continues_header(below: dict[int, Value], roles: dict[int, Role]) -> bool:
    """A second line of a merged head: only labels, and at least one in a new place."""
    if not below or any(not isinstance(value, str) or is_total(value) for value in below.values()):
        return False
    named = {column: role_of(value) for column, value in below.items()}
    return all(named.values()) and any(roles.get(column) != role for column, role in named.items()) and len(named) > 1


def assign(block: Block, roles: dict[int, Role]) -> None:
    """Give each role its first column; further maxima and columns of marks are kept apart."""
    for column, role in sorted(roles.items()):
        if role is Role.GIVEN:
            block.given.append(column)
        elif role not in block.columns:
            block.columns[role] = column
        elif role is Role.MAXIMUM:
            block.more_maxima.append(column)
    if Role.DESCRIPTION not in block.columns and Role.NAME in block.columns and Role.TYPE not in block.columns:
        # A score sheet with one text column: the content is what is marked.
        block.columns[Role.DESCRIPTION] = block.columns.pop(Role.NAME)
