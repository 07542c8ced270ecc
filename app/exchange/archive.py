"""Opens a package, a folder or a zip of one, and gives its files without ever leaving it."""

import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from app.exchange.cells import shown
from app.exchange.report import Report
from app.exchange.zip_safety import (
    MOST_MEMBERS,
    MOST_RATIO,
    SYMLINK,
    TWICE,
    Refused,
    checked_name,
    refuse_long_directory,
    refuse_overlaps,
    too_many,
)
from scoring.findings import Where
from scoring.text import Text

MOST_BYTES = 500 * 2**20
MOST_BYTES_OF_FILE = 32 * 2**20

_SMALL = 2**20


class Source(Protocol):
    """The files of a package by their names inside it, in order."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every file, as `marks/07.csv`."""

    def read(self, name: str) -> bytes:
        """The content; Refused where it is too large or damaged."""


@dataclass(frozen=True)
class Folder:
    """A package that lies unpacked on the disk."""

    files: Mapping[str, Path]

    @property
    def names(self) -> tuple[str, ...]:
        """Every file by its path inside the folder."""
        return tuple(self.files)

    def read(self, name: str) -> bytes:
        """The content of one file."""
        path = self.files[name]
        if path.stat().st_size > MOST_BYTES_OF_FILE:
            raise _too_large(name)
        return path.read_bytes()


@dataclass(frozen=True)
class Archive:
    """A package inside a zip whose members were all found harmless."""

    archive: ZipFile
    members: Mapping[str, ZipInfo]

    @property
    def names(self) -> tuple[str, ...]:
        """Every file by its path inside the package."""
        return tuple(self.members)

    def read(self, name: str) -> bytes:
        """The unpacked content of one member; never more than it declares."""
        info = self.members[name]
        if info.file_size > MOST_BYTES_OF_FILE:
            raise _too_large(name)
        try:
            with self.archive.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except (BadZipFile, EOFError, OSError, zlib.error) as problem:
            raise _damaged(name) from problem
        if len(content) != info.file_size:
            raise _damaged(name)
        return content


@contextmanager
def open_source(path: Path, report: Report) -> Iterator[Source]:
    """Open the package at `path`; every unsafe name is reported, and PackageErrors raised before anything is read."""
    try:
        if path.is_dir():
            source = _folder(path, report)
            report.stop_if_failed()
            yield source
        else:
            with _opened(path) as archive:
                members = _members(archive, report)
                report.stop_if_failed()
                yield Archive(archive, _without_enclosing_folder(members))
    except Refused as problem:
        report.error(problem.code, problem.text, Where(file=problem.file or path.name))
        report.stop_if_failed()


NO_FILE = Text(
    "不是普通文件（如管道、设备），请从竞赛包中删去。",
    "This is no ordinary file (a pipe or device); take it out of the package.",
)


def _folder(path: Path, report: Report) -> Folder:
    files: dict[str, Path] = {}
    for directory, subdirectories, names in os.walk(path):
        for name in [*subdirectories, *names]:
            inside = (Path(directory) / name).relative_to(path).as_posix()
            if (path / inside).is_symlink():
                report.error("unsafe-path", SYMLINK, Where(file=shown(inside)))
            elif name in names and not (path / inside).is_file():  # a pipe would be waited for
                report.error("unsafe-path", NO_FILE, Where(file=shown(inside)))
            elif name in names:
                files[inside] = path / inside
        if len(files) > MOST_MEMBERS:
            raise too_many()
    return Folder(dict(sorted(files.items())))


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    if not path.exists():
        raise Refused("package-missing", "没有这个文件或文件夹。", "There is no such file or folder.")
    try:
        refuse_long_directory(path)
        archive = ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(
            "unreadable-package",
            "竞赛包应是文件夹或 .zip 文件；此文件不是 zip 或已损坏，请重新打包。",
            "A package is a folder or a .zip; this file is no zip or is damaged: pack it again.",
        ) from None
    with archive:
        yield archive


def _members(archive: ZipFile, report: Report) -> dict[str, ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise too_many()
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refused(
            "too-large", "解压后超过 500 MB，拒绝读取。", "Unpacked it would have more than 500 MB; it is not read."
        )
    refuse_overlaps(infos, archive.start_dir)
    members: dict[str, ZipInfo] = {}
    for info in infos:
        name, problem = checked_name(info)
        if problem is None and name in members:
            problem = TWICE
        if problem:
            report.error("unsafe-path", problem, Where(file=shown(name)))
        elif not info.is_dir():
            members[name] = info
    for name, info in members.items():
        if info.file_size > _SMALL and info.file_size > MOST_RATIO * info.compress_size:
            raise Refused(
                "zip-bomb",
                "压缩比异常，疑为压缩炸弹，拒绝读取。",
                "It unpacks far too large (a zip bomb); it is not read.",
                name,
            )
    return dict(sorted(members.items()))


def _without_enclosing_folder(members: dict[str, ZipInfo]) -> dict[str, ZipInfo]:
    wanted = {name: info for name, info in members.items() if not is_litter(name)}
    tops = {name.partition("/")[0] for name in wanted}
    if "competition.yaml" in wanted or len(tops) != 1:
        return members
    return {name.partition("/")[2]: info for name, info in wanted.items() if "/" in name}


def is_litter(name: str) -> bool:
    """True for what macOS leaves behind, which is ignored silently."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or parts[-1] == ".DS_Store"


def _too_large(name: str) -> Refused:
    most = MOST_BYTES_OF_FILE // 2**20
    return Refused(
        "too-large",
        f"单个文件超过 {most} MB，请拆分或删减。",
        f"The file has more than {most} MB; split or shorten it.",
        name,
    )


def _damaged(name: str) -> Refused:
    return Refused(
        "unreadable-file",
        "压缩包中的此文件已损坏，请重新打包。",
        "This member of the zip is damaged; pack it again.",
        name,
    )
