"""Reads the cells of a workbook's sheets, sparse and capped."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from scoring.workbook.archive import Archive
from scoring.workbook.errors import WorkbookError
from scoring.workbook.values import Value, column_letter, plain

MAX_ROWS = 20_000
MAX_COLUMNS = 100


@dataclass(slots=True)
class Sheet:
    """The filled cells of one sheet: row number to column number to value, both from 1."""

    name: str
    rows: dict[int, dict[int, Value]]
    hidden: bool = False
    unvalued: dict[str, str] = field(default_factory=dict)
    cut: bool = False

    def cell(self, row: int, column: int | None) -> Value | None:
        """A value, or None where the cell is empty or the column does not exist."""
        return self.rows.get(row, {}).get(column) if column else None


def address(row: int, column: int) -> str:
    """`K12`."""
    return f"{column_letter(column)}{row}"


def read_sheets(archive: Archive) -> list[Sheet]:
    """Every worksheet, in order; raises WorkbookError where the parts do not fit together."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions it leaves out; none of them carries a mark.
            warnings.simplefilter("ignore")
            return _sheets(archive)
    except (
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
        SyntaxError,  # both XML parsers openpyxl may use derive theirs from it
        InvalidFileException,
        OSError,
    ) as wrong:
        raise WorkbookError(
            "corrupt-workbook",
            "工作簿内部结构不完整：请在表格软件中打开并另存为新的 .xlsx 后再上传。",
            "The workbook's inner parts do not fit: open it in a spreadsheet program, save it as a new .xlsx and "
            "upload that.",
        ) from wrong


def _sheets(archive: Archive) -> list[Sheet]:
    book = load_workbook(BytesIO(archive.data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
        return [
            _sheet(
                sheet.title,
                sheet.iter_rows(max_row=MAX_ROWS, max_col=_width(sheet, archive), values_only=True),
                sheet.sheet_state != "visible",
                archive.unvalued.get(_part(sheet), {}),
                _part(sheet) in archive.beyond,
            )
            for sheet in book.worksheets
        ]
    finally:
        book.close()


def _width(sheet: object, archive: Archive) -> int | None:
    """A limit makes openpyxl fill every row up to it, so there is one only where something stands beyond."""
    return MAX_COLUMNS if _part(sheet) in archive.beyond else None


def _part(sheet: object) -> str:
    """The member of the zip a sheet is read from; openpyxl keeps it to itself."""
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/")


def _sheet(name: str, rows: Iterable[tuple[object, ...]], hidden: bool, unvalued: dict[str, str], cut: bool) -> Sheet:
    filled: dict[int, dict[int, Value]] = {}
    for number, row in enumerate(rows, start=1):
        cells = {column: value for column, raw in enumerate(row, start=1) if (value := plain(raw)) is not None}
        if cells:
            filled[number] = cells
    return Sheet(name, filled, hidden, unvalued, cut)
