"""Looks at an .xlsx from outside, before any of its XML is parsed, and refuses what a workbook of ours never has."""

import zipfile
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from app.exchange.zip_safety import MOST_RATIO, Refused, refuse_long_directory, refuse_overlaps

MOST_WORKBOOK_BYTES = 10 * 2**20
MOST_PARTS = 400
MOST_UNPACKED = 100 * 2**20

_OLE = b"\xd0\xcf\x11\xe0"
_CHUNK = 2**16
_XML = (".xml", ".rels", ".vml")
_FORBIDDEN = {
    "vbaproject": ("宏", "macros"),
    "macrosheets": ("宏", "macros"),
    "externallinks": ("外部链接", "links to other workbooks"),
    "embeddings": ("嵌入对象", "embedded objects"),
    "activex": ("ActiveX 控件", "ActiveX controls"),
}


def scan_workbook(path: Path) -> None:
    """Refuse what is no plain .xlsx: wrong type, bombs, overlaps, DOCTYPEs, macros, links, embedded objects."""
    _refuse_other_types(path)
    refuse_long_directory(path)
    with ZipFile(path) as archive:
        infos = archive.infolist()
        _refuse_bombs(infos)
        refuse_overlaps(infos, archive.start_dir)
        for info in infos:
            _refuse_name(info)
        if "xl/workbook.xml" not in archive.namelist():
            raise _not_a_workbook()
        for info in infos:
            if info.filename.lower().endswith(_XML):
                _refuse_doctype(archive, info)


def _refuse_other_types(path: Path) -> None:
    if path.stat().st_size > MOST_WORKBOOK_BYTES:
        raise Refused(
            "spreadsheet-refused",
            "工作簿超过 10 MB，请拆分或另存为 CSV。",
            "The workbook has more than 10 MB; split it or save it as CSV.",
        )
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == _OLE:
        raise Refused(
            "spreadsheet-refused",
            "这是旧版 .xls 或加了密码的工作簿，请去掉密码并另存为 .xlsx。",
            "This is an old .xls or has a password; remove the password and save it as .xlsx.",
        )
    if start[:2] != b"PK" or not zipfile.is_zipfile(path):
        raise _not_a_workbook()


def _refuse_bombs(infos: list[ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 2**14):
        raise Refused(
            "spreadsheet-refused",
            "工作簿解压后过大（疑为压缩炸弹），拒绝读取。",
            "The workbook unpacks far too large (a zip bomb?); it is not read.",
        )


def _refuse_name(info: ZipInfo) -> None:
    name = info.filename.lower()
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or "\\" in info.orig_filename:
        raise Refused(
            "spreadsheet-refused",
            "工作簿内的路径指向外面，拒绝读取。",
            "A path in the workbook leads outside; it is not read.",
        )
    for mark, (zh, en) in _FORBIDDEN.items():
        if any(part.startswith(mark) for part in parts):
            raise Refused(
                "spreadsheet-refused",
                f"工作簿含有{zh}，请另存为不含{zh}的 .xlsx。",
                f"The workbook holds {en}; save it as an .xlsx without them.",
            )


def _refuse_doctype(archive: ZipFile, info: ZipInfo) -> None:
    with archive.open(info) as stream:
        chunk = stream.read(_CHUNK)
        if b"\0" in chunk[:4] or chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _unsafe_xml()
        tail = b""
        while chunk:
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise _unsafe_xml()
            tail = chunk[-16:]
            chunk = stream.read(_CHUNK)


def _not_a_workbook() -> Refused:
    return Refused(
        "spreadsheet-refused",
        "文件不是 .xlsx 工作簿（改后缀名不能转换格式），请用表格软件另存为 .xlsx。",
        "The file is no .xlsx workbook (renaming does not convert); save it as .xlsx from a spreadsheet program.",
    )


def _unsafe_xml() -> Refused:
    return Refused(
        "spreadsheet-refused",
        "工作簿的 XML 含有 DOCTYPE、实体或非 UTF-8 编码，拒绝读取；请重新另存为 .xlsx。",
        "The workbook's XML has a DOCTYPE, an entity or another encoding; it is not read. Save it again as .xlsx.",
    )
