"""What the limited child process tells of a scheme that is to be previewed: the whole draft and the cells beside it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scoring.workbook import Choices, ColumnMapping, Role, SchemeDraft, WorkbookError, read_workbook
from scoring.workbook.archive import open_archive
from scoring.workbook.cells import Sheet, read_sheets
from scoring.workbook.reading import draft_of_book
from scoring.workbook.template_csv import csv_sheet
from scoring.workbook.values import column_letter, text_of

LONGEST_CELL = 300
MAPPABLE = ("no-scheme", "no-sheet")
"""Why a book has no draft yet, though the organizer can help by naming sheets and columns."""


def preview_document(path: Path) -> dict[str, Any]:
    """`{draft, refused, sheets}`: the draft's fields, or why there is none yet; each sheet's rows as `[n, [[column,
    text], …]]`. Choices stand beside the file, with `.choices` added to its name. Raises WorkbookError for a file that
    no choice makes readable.
    """
    data, choices = path.read_bytes(), chosen(path.with_suffix(".choices"))
    if data[:4] != b"PK\x03\x04":
        draft = read_workbook(data)
        return _document(draft, [csv_sheet(data)] if draft.layout != "json" else [])
    archive = open_archive(data)
    sheets = read_sheets(archive)
    try:
        return _document(draft_of_book(archive, sheets, choices), sheets)
    except WorkbookError as problem:
        if problem.code not in MAPPABLE or not any(sheet.rows for sheet in sheets):
            raise
        return {"draft": None, "refused": list(problem.text), "sheets": [_cells(sheet) for sheet in sheets]}


def chosen(path: Path) -> Choices:
    """The choices written beside the file, none where nothing is."""
    if not path.is_file():
        return Choices()
    document = json.loads(path.read_text(encoding="utf-8"))
    mappings = (
        ColumnMapping(one["sheet"], one["header"], tuple((Role(role), letter) for role, letter in one["columns"]))
        for one in document["mappings"]
    )
    return Choices(tuple(document["sheets"]), tuple(mappings))


def _document(draft: SchemeDraft, sheets: list[Sheet]) -> dict[str, Any]:
    fields = json.loads(json.dumps(asdict(draft), default=str))  # fractions as n/d, enumerations as their values
    return {"draft": fields, "refused": None, "sheets": [_cells(sheet) for sheet in sheets]}


def _cells(sheet: Sheet) -> dict[str, Any]:
    rows = [
        [number, [[column_letter(column), text_of(value)[:LONGEST_CELL]] for column, value in cells.items()]]
        for number, cells in sheet.rows.items()
    ]
    return {"name": sheet.name, "hidden": sheet.hidden, "rows": rows}
