"""Turns a CSV file into a sheet, so that our template is read the same way from both kinds of file."""

import csv
import io

from scoring.workbook.cells import MAX_COLUMNS, MAX_ROWS, Sheet
from scoring.workbook.errors import WorkbookError

MAX_CSV = 5_000_000
_DANGEROUS = ("=", "+", "@", "\t", "-", "'")


def csv_sheet(data: bytes) -> Sheet:
    """The records as rows, the header as row 1; raises WorkbookError for anything that is no UTF-8 CSV."""
    if len(data) > MAX_CSV:
        raise _not_csv()
    try:
        text = data.decode("utf-8-sig")
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise _not_csv() from wrong
    if "\x00" in text or len(records) > MAX_ROWS or any(len(record) > MAX_COLUMNS for record in records):
        raise _not_csv()
    rows = {
        number: {column: value for column, value in enumerate(record, start=1) if value}
        for number, record in enumerate(records, start=1)
    }
    return Sheet("csv", {number: dict(cells) for number, cells in rows.items() if cells})


def _not_csv() -> WorkbookError:
    return WorkbookError(
        "unknown-format",
        "无法识别该文件：请上传 .xlsx 工作簿、UTF-8 编码的 .csv 模板或 .json。",
        "The file is of no known kind: upload an .xlsx workbook, our template as UTF-8 .csv, or .json.",
    )


def guarded(text: str) -> str:
    """Text as it is written into a table: an apostrophe keeps a spreadsheet program from running it."""
    return f"'{text}" if text.startswith(_DANGEROUS) and text != "-" else text


def unguarded(text: str) -> str:
    """The text again."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_DANGEROUS) else text


def is_dangerous(text: str) -> bool:
    """Whether a cell could be run as a formula: `=`, `+`, `@`, a tab, or `-` before anything but a number."""
    if text.startswith("-"):
        return text != "-" and not text[1:].replace(".", "", 1).isdecimal()
    return text.startswith(("=", "+", "@", "\t"))
