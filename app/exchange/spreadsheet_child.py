"""The limited process that reads untrusted workbooks; started by `spreadsheet`, it writes one JSON line a row.

Lines: ["file", i] before a workbook, ["row", number, cells] for each row, ["refused", code, zh, en] or ["done"]
after it. A cell is null, a text, or [kind] for what has no value (formula, boolean, error, time). Anything that
breaks ends the process; the parent then knows which workbook broke it.
"""

import json
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

MEMORY = 300 * 10**6
CPU_SECONDS = 3
FRESH_SECONDS = 1.2
"""A child that has already used this much leaves the next workbook to a fresh one."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 256
MOST_CELLS = 500_000
OUT_OF_MEMORY = 3


def main(paths: list[str]) -> None:
    """Read the first sheet of each workbook."""
    limit_this_process()
    for index, path in enumerate(paths):
        if index and time.process_time() > FRESH_SECONDS:
            return
        say("file", index)
        try:
            read(Path(path))
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


def read(path: Path) -> None:
    """Read one workbook, or say why it is refused."""
    from app.exchange.workbook_scan import scan_workbook
    from app.exchange.zip_safety import Refused

    try:
        scan_workbook(path)
        for number, cells in first_sheet(path):
            sys.stdout.write(json.dumps(["row", number, cells], ensure_ascii=True) + "\n")
        say("done")
    except Refused as problem:
        say("refused", problem.code, problem.text.zh, problem.text.en)


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
    main(sys.argv[1:])
