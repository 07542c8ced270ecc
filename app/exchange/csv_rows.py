"""Rows and cells as files hold them, and the rows of a CSV file."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from scoring.text import Text


class Fault(NamedTuple):
    """A spreadsheet cell that has no value for us: a formula, a boolean, an error value or a time of day."""

    kind: str


Cell = str | None | Fault


class Row(NamedTuple):
    """One record with its number, the header being 1."""

    number: int
    cells: list[Cell]


class CsvBroken(Exception):
    """The file stops being RFC 4180 at a record."""

    def __init__(self, row: int, text: Text) -> None:
        super().__init__(text.en)
        self.row = row
        self.text = text


def csv_rows(content: bytes) -> Iterator[Row]:
    """The records of a CSV file (UTF-8, RFC 4180); CsvBroken where it is none. Empty records are passed over."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CsvBroken(content.count(b"\n", 0, problem.start) + 1, _NOT_UTF8) from None
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if any(cells):
                yield Row(number, [cell or None for cell in cells])
    except csv.Error as problem:
        raise CsvBroken(number + 1, _not_csv(problem)) from None


def _not_csv(problem: csv.Error) -> Text:
    return Text(
        f"此处不符合 CSV 格式（{problem}）：请检查双引号是否成对，或另存为 UTF-8 的 CSV。",
        f"This is not CSV ({problem}): check that double quotes are paired, or save again as UTF-8 CSV.",
    )


_NOT_UTF8 = Text("文件不是 UTF-8 编码，请另存为“CSV UTF-8”。", "The file is not UTF-8; save it as “CSV UTF-8”.")
