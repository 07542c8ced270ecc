"""Runs in a process of its own with little memory and little time: reads workbooks that people sent.

The first argument says what the files are: `tables` of ours, `schemes` of a package (our template or any other
layout), `drafts`, schemes to be shown as they are, or `previews`, schemes with the cells they were read from. Each
line of output is JSON: ["file", i] before a file; then ["row", number, cells] for each row, or ["draft", document];
["refused", code, zh, en] or ["done"] after it. A cell is null, a text, or [kind] for what has no value (formula,
boolean, error, time). Anything that breaks ends the process; the parent then knows which file broke it.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import BadZipFile
from zlib import error

MEMORY = 300 * 10**6
CPU_SECONDS = 3
FRESH_SECONDS = 1.2
"""A child that has already used this much leaves the next workbook to a fresh one."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 256
MOST_CELLS = 500_000
OUT_OF_MEMORY = 3
BROKEN = (LookupError, TypeError, AttributeError, SyntaxError, ValueError, OSError, EOFError, BadZipFile, error)
"""What openpyxl raises at workbooks that are not as it expects; the reader of schemes repairs or refuses them."""


def main(kind: str, paths: list[str]) -> None:
    """Read each file."""
    limit_this_process()
    read = {"tables": read_table, "schemes": read_scheme, "drafts": read_draft, "previews": read_preview}[kind]
    for index, path in enumerate(paths):
        if index and time.process_time() > FRESH_SECONDS:
            return
        say("file", index)
        try:
            tell(read, Path(path))
        except MemoryError:
            sys.exit(OUT_OF_MEMORY)


def limit_this_process() -> None:
    """Cap memory and processor time; macOS has no working cap on the address space, Windows none at all."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def say(*words: object) -> None:
    """Write one line and send it off, so that the parent knows how far this process came."""
    sys.stdout.write(json.dumps(words, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def tell(read: Callable[[Path], None], path: Path) -> None:
    """Read one file, or say why it is refused."""
    from app.exchange.zip_safety import Refused
    from scoring.workbook.errors import WorkbookError

    try:
        read(path)
        say("done")
    except (Refused, WorkbookError) as problem:
        say("refused", problem.code, problem.text.zh, problem.text.en)


def read_table(path: Path) -> None:
    """Say the rows of one table of ours."""
    from app.exchange.workbook_scan import scan_workbook

    scan_workbook(path)
    for row in first_sheet(path):
        say_row(row)


def say_row(row: tuple[int, list[Any]]) -> None:
    """Write one row; sent off with the next word."""
    sys.stdout.write(json.dumps(["row", *row], ensure_ascii=True) + "\n")


def read_scheme(path: Path) -> None:
    """Say the rows of our template, or the draft of a workbook of any other layout."""
    from app.exchange.workbook_scan import scan_workbook
    from app.exchange.zip_safety import Refused

    try:
        scan_workbook(path)
        rows = first_sheet(path)
        header = next(rows, None)
    except (Refused, *BROKEN):
        # What our tables may not hold, a scheme of others may: its own reader judges that, and what is broken.
        header = None
    if header is None or not is_template(header[1]):
        read_draft(path)
        return
    say_row(header)
    for row in rows:
        say_row(row)


def is_template(cells: list[Any]) -> bool:
    """Whether a header is our template's: two of its columns by name."""
    from app.exchange.schemes import TEMPLATE

    known = {column.name for column in TEMPLATE.columns}
    return len(known & {cell for cell in cells if isinstance(cell, str)}) >= 2


def read_draft(path: Path) -> None:
    """Say what the reader of schemes makes of a file of any kind it knows."""
    from app.exchange.scheme_child import draft_document

    say("draft", draft_document(path))


def read_preview(path: Path) -> None:
    """Say the whole draft of a scheme with the cells it was read from."""
    from app.exchange.scheme_preview import preview_document

    say("draft", preview_document(path))


def first_sheet(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the first sheet that hold anything, with their numbers."""
    from openpyxl import load_workbook

    from app.exchange.zip_safety import Refused

    warnings.simplefilter("ignore")
    workbook = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()
    cells_read = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = trimmed([said(cell) for cell in row])
        cells_read += len(cells)
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS or cells_read > MOST_CELLS:
            raise Refused(
                "spreadsheet-refused",
                f"工作表过大（最多 {MOST_COLUMNS} 列、{MOST_CELLS} 个单元格），请删减或另存为 CSV。",
                f"The sheet is too large ({MOST_COLUMNS} columns, {MOST_CELLS} cells); shorten or save as CSV.",
            )
        if cells:
            yield number, cells


def trimmed(cells: list[Any]) -> list[Any]:
    """The cells without the empty ones at the end."""
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def said(cell: Any) -> str | list[str] | None:
    """A cell as package-format 1 reads it: text as it is, a number as its shortest exact decimal, a date as ISO."""
    if cell.data_type == "f":
        return ["formula"]
    if cell.data_type == "e":
        return ["error"]
    value = cell.value
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return ["boolean"]
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return decimal(value) if isinstance(value, int | float) else ["time"]


def decimal(value: int | float) -> str:
    """The shortest decimal that means this number, without an exponent."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def leave_the_web_out() -> None:
    """Let modules below `app` be imported without app/__init__, whose web application costs a second and 60 MB."""
    root = Path(__file__).resolve().parents[2]
    stand_in = ModuleType("app")
    stand_in.__path__ = [str(root / "app")]
    sys.modules["app"] = stand_in
    sys.path.insert(0, str(root))


if __name__ == "__main__":
    leave_the_web_out()
    main(sys.argv[1], sys.argv[2:])
