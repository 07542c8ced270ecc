"""What makes a zip dangerous, and the names in it that may not be followed."""

import os
import stat
import zipfile
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from scoring.text import Text

MOST_MEMBERS = 2_000
MOST_RATIO = 200
"""Marks compress about 20 times; what compresses more than this is a bomb."""

_LOCAL_HEADER = 30
_END_RECORD = 65_557
_MOST_DIRECTORY_BYTES = 2 * 2**20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Refused(Exception):
    """The package or one of its files cannot be read safely."""

    def __init__(self, code: str, zh: str, en: str, file: str | None = None) -> None:
        super().__init__(en)
        self.code = code
        self.text = Text(zh, en)
        self.file = file


def refuse_long_directory(path: Path) -> None:
    """Refuse a zip whose list of members alone would fill the memory, before it is read."""
    with path.open("rb") as stream:
        stream.seek(0, os.SEEK_END)
        stream.seek(max(0, stream.tell() - _END_RECORD))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > _MOST_DIRECTORY_BYTES:
        raise too_many()


def refuse_overlaps(infos: list[ZipInfo], end: int) -> None:
    """Refuse a zip whose members share bytes, which Python before 3.11.8 reads without a word."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    ends = [info.header_offset for info in ordered[1:]] + [end]
    for info, following in zip(ordered, ends, strict=False):
        if info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size > following:
            raise Refused(
                "zip-bomb", "压缩包内的文件互相重叠，拒绝读取。", "Members of the zip overlap; it is not read."
            )


def checked_name(info: ZipInfo) -> tuple[str, Text | None]:
    name, decoded = _decoded(info)
    parts = PurePosixPath(name).parts
    if not decoded:
        return name, _NOT_UTF8
    if (
        name.startswith("/")
        or "\\" in info.orig_filename
        or ":" in parts[0][:2]
        or ".." in parts
        or "\0" in info.orig_filename
    ):
        return name, _OUTSIDE
    if stat.S_ISLNK(info.external_attr >> 16):
        return name, SYMLINK
    if info.flag_bits & 1 or info.compress_type not in _METHODS:
        return name, _LOCKED
    return PurePosixPath(name).as_posix(), None


def _decoded(info: ZipInfo) -> tuple[str, bool]:
    if info.flag_bits & 0x800 or info.orig_filename.isascii():
        return info.filename or "?", bool(info.filename)
    try:
        # macOS writes UTF-8 names without saying so; Python then takes the bytes for code page 437.
        return info.filename.encode("cp437").decode("utf-8"), True
    except UnicodeError:
        return info.filename, False


def too_many() -> Refused:
    return Refused(
        "too-large",
        f"竞赛包的文件超过 {MOST_MEMBERS} 个，拒绝读取。",
        f"The package has more than {MOST_MEMBERS} files; it is not read.",
    )


SYMLINK = Text(
    "竞赛包内不允许符号链接，请换成文件本身。",
    "Symbolic links are not allowed in a package; put the file itself there.",
)
_OUTSIDE = Text(
    "文件名指向竞赛包之外，拒绝读取；请重新打包。", "The name leads outside the package; it is not read. Pack it again."
)
_NOT_UTF8 = Text(
    "压缩包内的文件名不是 UTF-8，请用支持 UTF-8 的工具重新打包。",
    "Names in the zip are not UTF-8; pack it with a tool that writes UTF-8.",
)
_LOCKED = Text(
    "压缩包内的文件已加密或压缩方式不支持，请重新打包。",
    "The member is encrypted or packed in an unsupported way; pack it again.",
)
TWICE = Text("压缩包内有两个同名文件，请删去一个。", "Two members of the zip have the same name; remove one.")
