"""A package may be a zip; nothing in it leads outside, and no bomb is unpacked."""

import io
import os
import stat
import time
import zipfile
from pathlib import Path

import pytest

from app.exchange.loading import load_package
from app.exchange.package import PackageErrors
from tests.app.exchange.small_package import FILES

Member = tuple[str | zipfile.ZipInfo, bytes]

PACKAGE: list[Member] = [(name, text.encode()) for name, text in FILES.items()]


def zipped(tmp_path: Path, members: list[Member]) -> Path:
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def codes(path: Path) -> set[str]:
    with pytest.raises(PackageErrors) as caught:
        load_package(path)
    return {finding.code for finding in caught.value.findings if finding.severity == "error"}


def test_a_zip_loads_like_the_folder(tmp_path: Path) -> None:
    assert load_package(zipped(tmp_path, PACKAGE)).code == "small"


def test_one_enclosing_folder_is_allowed_beside_litter(tmp_path: Path) -> None:
    members: list[Member] = [(f"my package/{name}", content) for name, content in PACKAGE]
    litter: list[Member] = [("__MACOSX/._x", b"")]
    package = load_package(zipped(tmp_path, members + litter))
    assert (package.code, package.warnings) == ("small", ())


def test_two_enclosing_folders_are_not(tmp_path: Path) -> None:
    members: list[Member] = [(f"a/b/{name}", content) for name, content in PACKAGE]
    assert codes(zipped(tmp_path, members)) == {"missing-file"}


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "marks/../../evil.csv", "C:\\evil.csv", "marks\\07.csv"]
)
def test_a_path_outside_the_package_is_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    assert codes(zipped(tmp_path, [*PACKAGE, (info, b"")])) == {"unsafe-path"}


def test_a_symbolic_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert codes(zipped(tmp_path, [*PACKAGE, (info, b"/etc/passwd")])) == {"unsafe-path"}


def test_a_symbolic_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "competition.yaml").symlink_to(tmp_path / "secret")
    assert codes(folder) == {"unsafe-path"}


def test_a_pipe_in_a_folder_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "entrants.csv")
    assert "unsafe-path" in codes(tmp_path)


def test_names_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, [*PACKAGE, ("marks/zz.csv", b"")])
    path.write_bytes(path.read_bytes().replace(b"marks/zz.csv", b"marks/\xd6\xd0.csv"))
    assert codes(path) == {"unsafe-path"}


def test_utf_8_names_without_the_flag_are_read_as_macos_writes_them(tmp_path: Path) -> None:
    path = zipped(tmp_path, [*PACKAGE, ("marks/zzz.txt", b"")])
    path.write_bytes(path.read_bytes().replace(b"zzz.txt", "中.txt".encode()))
    assert [finding.where.file for finding in load_package(path).warnings] == ["marks/中.txt"]


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(tmp_path, [*PACKAGE, ("judges.csv", b"")])
    assert codes(path) == {"unsafe-path"}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path, [*PACKAGE, ("marks/08.csv", b"0" * 30_000_000)])
    started = time.monotonic()
    assert codes(path) == {"zip-bomb"}
    assert time.monotonic() - started < 1


def test_more_than_500_megabytes_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, [*PACKAGE, *((f"x{number}", bytes(2**20 * 51)) for number in range(10))])
    assert codes(path) == {"too-large"}


def test_more_than_two_thousand_members_are_refused(tmp_path: Path) -> None:
    assert codes(zipped(tmp_path, [*PACKAGE, *((f"x{number}", b"") for number in range(2_000))])) == {"too-large"}


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in PACKAGE:
            archive.writestr(name, content)
        archive.filelist[1].header_offset = archive.filelist[0].header_offset
    assert codes(path) == {"zip-bomb"}


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in PACKAGE:
            archive.writestr(name, content)
    path.write_bytes(path.read_bytes().replace("录分员".encode(), "录分页".encode()))
    assert "unreadable-file" in codes(path)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 100])
def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(content)
    assert codes(path) == {"unreadable-package"}


def test_a_package_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path / "nothing") == {"package-missing"}


def test_truncated_zips_never_raise_anything_else(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PACKAGE:
            archive.writestr(name, content)
    whole = stream.getvalue()
    path = tmp_path / "package.zip"
    for length in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:length])
        with pytest.raises(PackageErrors):
            load_package(path)
