"""Reads workbooks that people sent, in a child process with little memory and little time."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from app.exchange.csv_rows import Cell, Fault, Row
from app.exchange.spreadsheet_child import OUT_OF_MEMORY
from app.exchange.zip_safety import Refused
from scoring.text import Text

SECONDS = 20
"""How long one child may live. Its own limit of processor time ends it far earlier, except on a machine so busy
that it hardly gets any."""

_CHILD = Path(__file__).with_name("spreadsheet_child.py").resolve()


@dataclass
class Sheet:
    """What the child said of one file: its rows, or the draft of a scheme, or why it is refused."""

    rows: list[Row] = field(default_factory=list)
    draft: dict[str, Any] | None = None
    refused: Refused | None = None
    done: bool = False


Kind = Literal["tables", "schemes", "drafts", "previews"]
"""Tables of ours; schemes of a package, our template's rows or else drafts; schemes as drafts; previews."""


def read_sheets(paths: Sequence[Path], kind: Kind = "tables") -> list[Sheet]:
    """What each file holds, read in as few child processes as their sizes allow; of a table the first sheet."""
    sheets: list[Sheet] = []
    while len(sheets) < len(paths):
        sheets.extend(_finished(paths[len(sheets) :], kind))
    return sheets


def _finished(paths: Sequence[Path], kind: Kind) -> list[Sheet]:
    """The files one child could tell us about; at least the first, if only that it breaks every reader."""
    output, status = _run(paths, kind)
    sheets = list(_heard(output))
    if sheets and not sheets[-1].done and len(sheets) > 1:
        # It may only have run out of what the workbooks before it left over: a fresh child reads it again.
        sheets.pop()
    elif not sheets or not sheets[-1].done:
        sheets = [Sheet(refused=_broken(status, kind), done=True)]
    return sheets


def _run(paths: Sequence[Path], kind: Kind) -> tuple[bytes, int | None]:
    command = [sys.executable, "-I", str(_CHILD), kind, *(str(path.resolve()) for path in paths)]
    environment = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, the paths are arguments and never a shell's
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as problem:
        return problem.output or b"", None
    return done.stdout, done.returncode


_PASSED_ON = {"PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "COVERAGE_PROCESS_START"}


def _heard(output: bytes) -> Iterator[Sheet]:
    sheet: Sheet | None = None
    for line in output.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            break
        word, *rest = json.loads(line)
        if word == "file":
            if sheet:
                yield sheet
            sheet = Sheet()
        elif sheet and word == "row":
            sheet.rows.append(Row(rest[0], [_cell(cell) for cell in rest[1]]))
        elif sheet and word == "draft":
            sheet.draft = rest[0]
        elif sheet:
            sheet.refused = Refused(*rest) if word == "refused" else None
            sheet.done = True
    if sheet:
        yield sheet


def _cell(said: str | list[str] | None) -> Cell:
    return Fault(said[0]) if isinstance(said, list) else said


def _broken(status: int | None, kind: Kind) -> Refused:
    if status is None or status < 0 or status == OUT_OF_MEMORY:
        return Refused("spreadsheet-refused", *(_TABLE_TOO_COSTLY if kind == "tables" else _SCHEME_TOO_COSTLY))
    return Refused(
        "spreadsheet-refused",
        "文件已损坏，无法读取；请用表格软件打开并重新另存为 .xlsx。",
        "The file is damaged; open it in a spreadsheet program and save it again as .xlsx.",
    )


_TABLE_TOO_COSTLY = Text(
    "读取工作簿超出时间或内存限制，请删去多余内容或另存为 CSV。",
    "Reading the workbook takes too much time or memory; remove what is too much or save it as CSV.",
)
_SCHEME_TOO_COSTLY = Text(
    "读取评分方案超出时间或内存限制：请只留下方案所在的工作表，删去空白行列和图片，另存为新的 .xlsx。",
    "Reading the scheme takes too much time or memory: keep only the sheet with the scheme, delete blank rows, columns "
    "and pictures, and save it as a new .xlsx.",
)
