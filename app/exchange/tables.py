"""Reads tables strictly: known columns, required cells, no formulas, every error with its row and column."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from app.exchange.cells import Unreadable, line, shown, starts_like_formula
from app.exchange.csv_rows import Cell, CsvBroken, Fault, Row
from app.exchange.report import Report
from scoring.findings import Where
from scoring.text import Text

MOST_ROWS = 1_048_576
MOST_COLUMNS = 256


@dataclass(frozen=True)
class RawTable:
    """The rows of one file as they stand there; a CSV's must all be as wide as its header."""

    file: str
    rows: Iterable[Row]
    even: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its fixed name, the heading of the web template, and how its cells are read."""

    name: str
    heading: str
    required: bool = False
    read: Callable[[str], Any] = line


@dataclass(frozen=True)
class Shape:
    """The columns of one kind of table; `family` reads the columns whose names start with `prefix`."""

    columns: tuple[Column, ...]
    family: Callable[[str], Column | None] = field(default=lambda name: None)

    def column(self, name: str) -> Column | None:
        """The column of that name, None where the table may not have it."""
        return next((column for column in self.columns if column.name == name), None) or self.family(name)


@dataclass(frozen=True, slots=True)
class Record:
    """One row as values; `bad` names the columns whose error is already reported."""

    row: int
    values: Mapping[str, Any]
    bad: frozenset[str]

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)


def records(table: RawTable, shape: Shape, report: Report) -> Iterator[Record]:
    """The records of a table, each cell read by its column; everything wrong goes to the report."""
    reader = _TableReader(table, shape, report)
    try:
        yield from reader.records()
    except CsvBroken as problem:
        report.error("unreadable-file", problem.text, Where(file=table.file, row=problem.row))


class _CellReader:
    """Reads the cells of one column and remembers what each text means, for most texts come again and again."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._known: dict[str, tuple[Any, Text | None]] = {}

    def read(self, cell: Cell) -> tuple[Any, Text | None]:
        """The value and None, or None and what is wrong."""
        if cell is None:
            return None, _EMPTY if self.column.required else None
        if isinstance(cell, Fault):
            return None, _FAULTS[cell.kind]
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = self._interpret(cell)
        return known

    def _interpret(self, cell: str) -> tuple[Any, Text | None]:
        if starts_like_formula(cell):
            return None, _FORMULA_TEXT
        try:
            return self.column.read(cell), None
        except Unreadable as problem:
            return None, problem.text


class _TableReader:
    def __init__(self, table: RawTable, shape: Shape, report: Report) -> None:
        self._file = table.file
        self._even = table.even
        self._rows = iter(table.rows)
        self._shape = shape
        self._report = report
        self._readers: list[_CellReader | None] = []
        self._missing: set[str] = set()

    def records(self) -> Iterator[Record]:
        header = next(self._rows, None)
        if header is None:
            self._report.error("empty-file", _NO_HEADER, Where(file=self._file, row=1))
            return
        self._read_header(header)
        for row in self._rows:
            if row.number > MOST_ROWS:
                self._report.error("too-large", _TOO_LONG, Where(file=self._file, row=row.number))
                return
            yield self._record(row)

    def _read_header(self, header: Row) -> None:
        if len(header.cells) > MOST_COLUMNS:
            self._report.error("too-large", _TOO_WIDE, Where(file=self._file, row=header.number))
        seen: set[str] = set()
        for cell in header.cells[:MOST_COLUMNS]:
            self._readers.append(self._column_reader(cell, header.number, seen))
        for column in self._shape.columns:
            if column.required and column.name not in seen:
                self._missing.add(column.name)
                text = Text(
                    f"缺少必填列 {column.name}（{column.heading}）。", f"The required column {column.name} is missing."
                )
                self._report.error(
                    "missing-column", text, Where(file=self._file, row=header.number, column=column.name)
                )

    def _column_reader(self, cell: Cell, row: int, seen: set[str]) -> _CellReader | None:
        if not isinstance(cell, str):
            self._report.error("unknown-column", _NAMELESS, Where(file=self._file, row=row))
            return None
        column = self._shape.column(cell)
        if column is None:
            self._report.error(
                "unknown-column", self._unknown(cell), Where(file=self._file, row=row, column=shown(cell))
            )
            return None
        if cell in seen:
            text = Text(f"列 {cell} 出现了两次，请删去一列。", f"Column {cell} appears twice; remove one.")
            self._report.error("repeated-header", text, Where(file=self._file, row=row, column=cell))
            return None
        seen.add(cell)
        return _CellReader(column)

    def _unknown(self, cell: str) -> Text:
        known = ", ".join(column.name for column in self._shape.columns)
        return Text(
            f"没有名为“{shown(cell)}”的列；可用的列：{known}。",
            f"There is no column “{shown(cell)}”; columns are {known}.",
        )

    def _record(self, row: Row) -> Record:
        values: dict[str, Any] = {}
        bad = set(self._missing)
        for reader, cell in zip_longest(self._readers, row.cells[: len(self._readers)]):
            if reader is None:
                continue
            name = reader.column.name
            values[name], problem = reader.read(cell)
            if problem:
                bad.add(name)
                code = "required-cell-empty" if problem is _EMPTY else "unreadable-value"
                self._report.error(code, problem, Where(file=self._file, row=row.number, column=name))
        self._check_width(row)
        return Record(row.number, values, frozenset(bad))

    def _check_width(self, row: Row) -> None:
        width = len(self._readers)
        if self._even and len(row.cells) != width:
            text = _wrong_width(len(row.cells), width)
            self._report.error("row-width", text, Where(file=self._file, row=row.number))
        elif any(cell is not None for cell in row.cells[width:]):
            self._report.error("unknown-column", _NAMELESS, Where(file=self._file, row=row.number))


def _wrong_width(found: int, expected: int) -> Text:
    return Text(
        f"此行有 {found} 个单元格，表头有 {expected} 个；含逗号的文字要加双引号。",
        f"This record has {found} cells, the header {expected}; put text with commas in double quotes.",
    )


_NO_HEADER = Text("文件是空的，第一行应是表头。", "The file is empty; its first row must be the header.")
_NAMELESS = Text(
    "有内容的列没有列名，请补上列名或删去内容。", "A column with content has no name; name it or remove the content."
)
_EMPTY = Text("此格必填，不能为空。", "This cell is required and may not be empty.")
_TOO_LONG = Text(f"表格超过 {MOST_ROWS} 行，请拆分。", f"The table has more than {MOST_ROWS} rows; split it.")
_TOO_WIDE = Text(f"表格超过 {MOST_COLUMNS} 列。", f"The table has more than {MOST_COLUMNS} columns.")
_FORMULA_TEXT = Text(
    "单元格以 =、+、@、制表符或“-”开头，会被表格软件当作公式；请删去开头的符号。",
    "The cell starts like a formula (=, +, @, a tab or “-”); remove that first character.",
)
_FAULTS = {
    "formula": Text(
        "单元格是公式，请改成它的值（选择性粘贴为数值）。", "The cell is a formula; paste its value instead."
    ),
    "boolean": Text(
        "单元格是逻辑值，请改写成文字 yes 或 no。", "The cell is a boolean; write the word yes or no as text."
    ),
    "error": Text("单元格是错误值（如 #REF!），请改正。", "The cell is an error value such as #REF!; correct it."),
    "time": Text("单元格是钟点或时长，请改写成数字或文字。", "The cell is a time of day; write a number or text."),
}
