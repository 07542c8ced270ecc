"""Walks the rows of a sheet and says of each what it is: criterion, sub-criterion, aspect, level or continuation."""

from dataclasses import dataclass, field
from fractions import Fraction

from scoring.workbook.building import Builder, OpenAspect, OpenCriterion, OpenSub
from scoring.workbook.calculation_rows import CalculationRow
from scoring.workbook.cells import Sheet, address
from scoring.workbook.columns import Block
from scoring.workbook.draft import Place
from scoring.workbook.ids import Alphabet, Id, alphabet_of, read_id
from scoring.workbook.kinds import Kind, is_russian, read_kind
from scoring.workbook.labels import Role, criterion_label, is_total
from scoring.workbook.values import Number, Value, decimal_text, fold, read_number, text_of


@dataclass(slots=True)
class Row:
    """One row taken apart by the columns of its block."""

    number: int
    ident: Id | None
    raw_id: str
    name: str
    kind: Kind | None
    raw_kind: str
    description: str
    extra: str
    score: Number | None
    maximum: Number | None

    @property
    def is_aspect(self) -> bool:
        """With a type and anything to mark, or with a text and a mark."""
        if self.kind is not None:
            return bool(self.description or self.maximum or self.extra)
        return bool(self.description and self.maximum)


@dataclass(slots=True)
class Walk:
    """The state of one sheet's walk."""

    sheet: Sheet
    builder: Builder
    calculations: dict[int, CalculationRow]
    title: str
    letter: str = "A"
    first_header: int = 0
    block: Block = field(default_factory=lambda: Block(0, 1, 0, {}, {}))
    alphabet: Alphabet = field(default_factory=lambda: Alphabet(False, False))
    russian: bool = False
    old: bool = False
    has_ids: bool = False
    criterion: OpenCriterion | None = None
    sub: OpenSub | None = None
    aspect: OpenAspect | None = None
    heading: str | None = None
    containers: set[int] = field(default_factory=set)
    inside: dict[int, list[int]] = field(default_factory=dict)
    stated: list[tuple[str | None, Place, Fraction]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def place(self, row: int, role: Role | None = None) -> Place:
        """The cell of a role in a row; the row's first filled cell where the role has no column."""
        column = self.block.column(role) if role else None
        return Place(self.sheet.name, address(row, column or min(self.sheet.rows.get(row, {1: ""}))))

    def cell(self, row: int, role: Role) -> Value | None:
        """The value of a role in a row."""
        return self.sheet.cell(row, self.block.column(role))

    def take_apart(self, number: int) -> Row:
        """The row by roles; ids and types read, nothing judged yet."""
        raw_id, raw_kind = text_of(self.cell(number, Role.ID)), text_of(self.cell(number, Role.TYPE))
        return Row(
            number,
            read_id(raw_id, self.alphabet) if raw_id else None,
            raw_id,
            text_of(self.cell(number, Role.NAME)),
            read_kind(self.cell(number, Role.TYPE), self.russian),
            raw_kind,
            text_of(self.cell(number, Role.DESCRIPTION)),
            text_of(self.cell(number, Role.EXTRA)),
            read_number(self.cell(number, Role.SCORE)),
            read_number(self.cell(number, Role.MAXIMUM)),
        )


def prepare(walk: Walk, blocks: list[Block]) -> None:
    """Judge the sheet's alphabet and type letters over all its blocks."""
    ids: list[str] = []
    kinds: list[Value] = []
    for block in blocks:
        for row in range(block.first, block.last + 1):
            ids.append(text_of(walk.sheet.cell(row, block.column(Role.ID))))
            kind = walk.sheet.cell(row, block.column(Role.TYPE))
            kinds.extend([kind] if kind is not None else [])
    walk.alphabet = alphabet_of([text for text in ids if text])
    walk.russian = is_russian(kinds)
    walk.old = any(fold(text_of(kind)).upper() == "O" for kind in kinds)
    walk.has_ids = any(read_id(text, walk.alphabet) for text in ids if text)


def stated_totals(walk: Walk) -> None:
    """Collect every `Criterion A | Total Mark | 28` and `Итого | 60`, wherever it stands; aspects are not looked at."""
    for number, cells in walk.sheet.rows.items():
        labels = [column for column, value in cells.items() if criterion_label(value) or is_total(value)]
        if not labels:
            continue
        letter = next((found for column in labels if (found := criterion_label(cells[column]))), None)
        for column in sorted(cells):
            read = read_number(cells[column])
            if column > max(labels) and read is not None:
                if letter is not None or any(is_total(cells[label]) for label in labels):
                    where = Place(walk.sheet.name, address(number, column))
                    walk.stated.append((letter, where, read.value))
                break


def is_sum_row(walk: Walk, row: Row) -> bool:
    """A row of totals: labelled so, or numbers without any text."""
    cells = walk.sheet.rows[row.number]
    if row.ident is None and row.kind is None and any(is_total(value) for value in cells.values()):
        return True
    if row.raw_id or (row.score is not None and row.maximum is None):
        return False
    if any(isinstance(value, str) and read_number(value) is None for value in cells.values()):
        return False
    if row.maximum:
        walk.stated.append((None, walk.place(row.number, Role.MAXIMUM), row.maximum.value))
    return True


def decimal_of(number: Number | None) -> str:
    """A number for a sentence."""
    return decimal_text(number.value) if number else "-"
