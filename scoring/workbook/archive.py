"""Looks into the zip of an untrusted workbook before anything parses it, and passes on only what is needed."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from scoring.workbook.errors import WorkbookError

MAX_FILE = 20_000_000
MAX_MEMBERS = 2_000
MAX_UNPACKED = 100_000_000
MAX_PART = 30_000_000
# What openpyxl parses in about 2 s, after empty cells are taken out.
MAX_XML = 3_000_000

# Everything openpyxl reads; no drawings, pictures, comments, printer settings, links or objects.
_NEEDED = re.compile(r"^(?!.*/(?:drawings|media|embeddings|activeX|externalLinks)/).*\.(?:xml|rels)$", re.IGNORECASE)
_SHEET = re.compile(r"worksheets/[^/]+\.xml$", re.IGNORECASE)
# A cell without value or formula; most of the million cells of a styled sheet are such.
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?/>|<((?:\w+:)?)c(?:\s[^<>]*)?></\1c>")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?/>|<((?:\w+:)?)row(?:\s[^<>]*)?>\s*</\1row>")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*/>")
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b")
_FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?P<attributes>[^<>]*)>\s*<(?:\w+:)?f\b[^<>]*?(?:/>|>(?P<formula>[^<]*)</(?:\w+:)?f>)\s*"
    rb"(?P<rest><(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# A cell in column CW or further right, a row or cell below row 20,000.
_FAR_COLUMN = rb"(?:[A-Z]{3}|[D-Z][A-Z]|C[W-Z])[0-9]+"
_FAR_ROW = rb"[A-Z]{0,3}(?:[2-9][0-9]{4}|[0-9]{6,})(?<!20000)"
_BEYOND = re.compile(rb"\br=\"(?:" + _FAR_COLUMN + rb"|" + _FAR_ROW + rb")\"")
_REFERENCE = re.compile(rb"\br=\"([A-Z]{1,3}[0-9]{1,7})\"")


@dataclass(frozen=True, slots=True)
class Archive:
    """A cleaned workbook; `unvalued` maps a sheet's part to the formulas, by cell, that carry no value.

    `beyond` are the parts with something in row 20,001 or column CW, or further out: those cells are not read.
    """

    data: bytes
    unvalued: dict[str, dict[str, str]]
    beyond: frozenset[str]
    external_links: bool
    embedded: bool
    pictures: int


def open_archive(data: bytes) -> Archive:
    """The workbook without pictures, macros and empty cells; raises WorkbookError for anything unfit to parse."""
    if len(data) > MAX_FILE:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            names = _inspect(source)
            return _clean(source, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as wrong:
        if isinstance(wrong, WorkbookError):
            raise
        raise WorkbookError(
            "corrupt-file",
            "文件已损坏，无法打开：请在表格软件中重新打开、另存为 .xlsx 后再上传。",
            "The file is damaged: open it in a spreadsheet program, save it again as .xlsx and upload that.",
        ) from wrong


def _inspect(source: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members, once count, sizes and forbidden parts are checked; sizes are the declared ones, CRC holds them."""
    members = source.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _too_large()
    if sum(member.compress_size for member in members) > MAX_FILE:
        # Overlapping members claim more packed bytes than the file has.
        raise _too_large()
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise ValueError("repeated member")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise ValueError("unusual compression")
    if any(member.flag_bits & 1 for member in members):
        raise password_error()
    if any(
        "vbaproject" in name.lower() or (name.lower().endswith(".bin") and "macro" in name.lower()) for name in names
    ):
        raise WorkbookError(
            "macros",
            "工作簿含有宏，系统不接受：请另存为不含宏的 .xlsx 后再上传。",
            "The workbook contains macros: save it as .xlsx without macros and upload that.",
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise WorkbookError(
            "not-a-workbook",
            "这是一个压缩包，不是 .xlsx 工作簿：请上传评分方案工作簿本身。",
            "This is a zip archive but no .xlsx workbook: upload the scheme workbook itself.",
        )
    return members


def _clean(source: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Archive:
    names = [member.filename for member in members]
    unvalued: dict[str, dict[str, str]] = {}
    beyond: set[str] = set()
    target = io.BytesIO()
    parsed = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as cleaned:
        for member in members:
            if not _NEEDED.match(member.filename):
                continue
            if member.file_size > MAX_PART:
                raise _too_large()
            body = _safe_xml(source.read(member))
            if _SHEET.search(member.filename):
                body = _without_empty(body)
                unvalued[member.filename] = _unvalued(body)
                if _BEYOND.search(body):
                    beyond.add(member.filename)
            parsed += len(body)
            if parsed > MAX_XML:
                raise _too_large()
            cleaned.writestr(member.filename, body)
    return Archive(
        target.getvalue(),
        unvalued,
        frozenset(beyond),
        external_links=any(name.startswith("xl/externalLinks/") for name in names),
        embedded=any(name.startswith(("xl/embeddings/", "xl/activeX/")) for name in names),
        pictures=sum(name.startswith("xl/media/") for name in names),
    )


def _safe_xml(body: bytes) -> bytes:
    """`body`, unless it declares entities or hides behind another encoding."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"\x00" in body:
        raise WorkbookError(
            "unsafe-xml",
            "工作簿内部含有不允许的声明：请在表格软件中打开，另存为新的 .xlsx 后再上传。",
            "The workbook contains declarations that are not allowed: open it, save it as a new .xlsx and upload that.",
        )
    return body


def _without_empty(body: bytes) -> bytes:
    if b"<![CDATA[" in body or b"<!--" in body:
        return body
    filled = _DIMENSION.sub(b"", _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", body)))
    # The claimed dimension may be anything; without one openpyxl would parse the sheet a second time to find it.
    return _DATA.sub(rb"<\1dimension ref='A1'/><\1sheetData", filled, count=1)


def _unvalued(body: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _FORMULA_CELL.finditer(body):
        reference = _REFERENCE.search(b" " + match["attributes"])
        if reference:
            found[reference[1].decode()] = "=" + (match["formula"] or b"").decode("utf-8", "replace")
    return found


def password_error() -> WorkbookError:
    """The error of a file that needs a password."""
    return WorkbookError(
        "password",
        "文件设有打开密码：请去掉密码、另存后再上传。",
        "The file needs a password to open: remove the password, save and upload again.",
    )


def _too_large() -> WorkbookError:
    return WorkbookError(
        "too-large",
        "工作簿展开后过大：请删除空白的行、列、图片和无关工作表，另存为新的 .xlsx 后再上传。",
        "The workbook is too large when unpacked: delete unused rows, columns, pictures and sheets, save it as a new "
        ".xlsx and upload that.",
    )
