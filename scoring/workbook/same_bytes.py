"""Writes workbooks that are the same, byte for byte, whenever and wherever they are made."""

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.workbook.errors import WorkbookError

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zones, and it stands for no moment
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767


def write_cell(sheet: Worksheet, row: int, column: int, value: str | int | Decimal | bool | None) -> None:
    """Put a value into a cell; text always as text, never as a formula, without characters XML cannot hold."""
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    if not isinstance(value, str):
        cell.value = value
        return
    if len(value) > LONGEST:
        raise WorkbookError(
            "text-too-long",
            f"文字超过单元格上限 {LONGEST} 个字符：请缩短后再导出。",
            f"A text is longer than a cell can hold ({LONGEST} characters): shorten it and export again.",
        )
    cell.value = _ILLEGAL.sub("", value)
    cell.data_type = "s"


def same_bytes(book: Workbook) -> bytes:
    """The saved book with fixed dates inside and out."""
    book.properties.creator = "Jiangheng"
    book.properties.created = book.properties.modified = _EPOCH
    saved, fixed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", source.read(name))
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
