"""Reads a marking scheme from any file it is known to come in."""

from dataclasses import replace
from pathlib import Path

from scoring.workbook.archive import Archive, open_archive, password_error
from scoring.workbook.cells import Sheet, read_sheets
from scoring.workbook.draft import Choices, DraftFinding, Place
from scoring.workbook.errors import WorkbookError
from scoring.workbook.json_form import read_json
from scoring.workbook.keepsakes import put_back
from scoring.workbook.messages import finding_for
from scoring.workbook.scheme_draft import SchemeDraft
from scoring.workbook.sheets import draft_of
from scoring.workbook.template import read_template, template_sheet
from scoring.workbook.template_csv import csv_sheet

_NO_CHOICES = Choices()


def read_workbook(source: Path | str | bytes, choices: Choices = _NO_CHOICES) -> SchemeDraft:
    """The draft of a scheme from `.xlsx` (any known layout), `.csv` (our template) or `.json`, told by content.

    Nothing is guessed silently: every irregularity is in `findings`. Raises WorkbookError, and nothing else, for a
    file that is no readable scheme; OSError where a path cannot be read.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    head = data.lstrip()[:4]
    if data[:4] == b"PK\x03\x04":
        archive = open_archive(data)
        return draft_of_book(archive, read_sheets(archive), choices)
    if head[:1] in (b"{", b"[") or data[:4] == b"\xef\xbb\xbf{":
        return read_json(data)
    _refuse_known(data)
    sheet = csv_sheet(data)
    return read_template(sheet)


def draft_of_book(archive: Archive, sheets: list[Sheet], choices: Choices = _NO_CHOICES) -> SchemeDraft:
    """The draft of a workbook whose cells are read already, for whoever shows them beside it; raises WorkbookError."""
    _check_names(sheets, choices)
    own = next((sheet for sheet in sheets if template_sheet(sheet)), None)
    if own:
        draft = read_template(own)
    else:
        draft = draft_of(sheets, choices, merged=len(choices.sheets) > 1)
        draft = replace(draft, criteria=put_back(draft.criteria, sheets))
    return replace(draft, findings=draft.findings + _archive_findings(archive, sheets[0].name))


def _check_names(sheets: list[Sheet], choices: Choices) -> None:
    names = {sheet.name for sheet in sheets}
    missing = [name for name in choices.sheets if name not in names]
    if not sheets or missing:
        listed = "、".join(sorted(names)) or "-"
        raise WorkbookError(
            "no-sheet",
            f"工作簿中没有所选的工作表；现有：{listed}。",
            f"The workbook has no sheet of the chosen name; it has: {', '.join(sorted(names)) or 'none'}.",
        )


def _archive_findings(archive: Archive, sheet: str) -> tuple[DraftFinding, ...]:
    codes = []
    if archive.external_links:
        codes.append("external-link")
    if archive.embedded:
        codes.append("embedded-object")
    return tuple(finding_for(code, Place(sheet, "A1")) for code in codes)


def _refuse_known(data: bytes) -> None:
    """Files that are recognised and cannot be read, each with the way out."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # Old .xls and encrypted .xlsx share the container; only the encrypted one has this stream.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise password_error()
        raise WorkbookError(
            "old-excel",
            "这是旧版 .xls 文件：请在表格软件中另存为 .xlsx 后再上传。",
            "This is an old .xls file: save it as .xlsx in a spreadsheet program and upload that.",
        )
    if data.startswith(b"%PDF"):
        raise WorkbookError(
            "pdf",
            "这是 PDF 文件（可能被改了扩展名）：请上传评分方案的 .xlsx 原文件。",
            "This is a PDF (perhaps renamed): upload the .xlsx the scheme was made in.",
        )
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise WorkbookError(
            "picture",
            "这是图片：请把评分方案录成表格后再上传。",
            "This is a picture: type the scheme into a workbook and upload that.",
        )
    if not data.strip():
        raise WorkbookError("empty-file", "文件是空的：请重新选择文件。", "The file is empty: choose another one.")
