"""Workbooks are read in a limited process; hostile and broken ones are refused with a sentence, quickly."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest

from app.exchange.csv_rows import Fault
from app.exchange.package import PackageErrors
from app.exchange.spreadsheet import Sheet, read_sheets
from tests.app.exchange.small_package import FILES, errors, load

SECONDS = 5
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content: bytes, replace: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replace.get(name, old.read(name)))
        for name in replace.keys() - set(old.namelist()):
            new.writestr(name, replace[name])
    return stream.getvalue()


def sheet_xml(rows: bytes, dimension: bytes = b"A1") -> bytes:
    return (
        b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="' + dimension + b'"/><sheetData>' + rows + b"</sheetData></worksheet>"
    )


FAR_DOWN = b"<!--" + b" " * 200_000 + b"-->"
LAST_COLUMN = b'<row r="1"><c r="XFD1"><v>1</v></c></row>'
PLAIN = workbook([["a", "b"], [1, 2]])


def many_cells() -> bytes:
    row = b"".join(b'<c t="n"><v>1</v></c>' for _ in range(200))
    return repacked(PLAIN, {SHEET: sheet_xml(b"".join(b"<row>" + row + b"</row>" for _ in range(20_000)))})


def slow_cells() -> bytes:
    """Fewer cells than are allowed, with numbers that do not compress: only the clock ends this."""
    random = Random(1)
    cells = [b"".join(b"<c><v>%d</v></c>" % random.randrange(10**6) for _ in range(200)) for _ in range(50)]
    rows = b"".join(b"<row>" + random.choice(cells) + b"</row>" for _ in range(2_400))
    return repacked(PLAIN, {SHEET: sheet_xml(rows)})


def large_text() -> bytes:
    """One text that unpacks to less than is allowed, yet needs several times that as objects."""
    text = Random(1).randbytes(15_000).hex().encode() * 3_000
    return repacked(PLAIN, {SHEET: sheet_xml(b'<row><c t="inlineStr"><is><t>' + text + b"</t></is></c></row>")})


def long_text() -> bytes:
    text = os.urandom(11_000_000).hex().encode()
    return repacked(PLAIN, {SHEET: sheet_xml(b'<row><c t="inlineStr"><is><t>' + text + b"</t></is></c></row>")})


def overlapping() -> bytes:
    """Two entries of the directory that both point at the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"a" * 4096)
        archive.writestr("xl/second.xml", b"b" * 4096)
        archive.filelist[1].header_offset = archive.filelist[0].header_offset
    return stream.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a PDF renamed": lambda: b"%PDF-1.7\n" + b"x" * 1000,
    "an old xls": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 1000,
    "an empty file": lambda: b"",
    "a truncated file": lambda: PLAIN[: len(PLAIN) // 2],
    "a zip that is no workbook": lambda: repacked(PLAIN, {})[:0] + _zip({"a.txt": b"a"}),
    "broken XML": lambda: repacked(PLAIN, {SHEET: b"<worksheet><sheetData><row>"}),
    "a DOCTYPE": lambda: repacked(PLAIN, {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_xml(b"")}),
    "a DOCTYPE far down": lambda: repacked(
        PLAIN, {SHEET: b"<!--" + b" " * 200_000 + b"--><!DOCTYPE x>" + sheet_xml(b"")}
    ),
    "another encoding": lambda: repacked(PLAIN, {SHEET: sheet_xml(b"").decode().encode("utf-16")}),
    "macros": lambda: repacked(PLAIN, {"xl/vbaProject.bin": b"x"}),
    "external links": lambda: repacked(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "embedded objects": lambda: repacked(PLAIN, {"xl/embeddings/oleObject1.bin": b"x"}),
    "a path outside": lambda: repacked(PLAIN, {"../../evil.xml": b"<x/>"}),
    "a bomb of zeros": lambda: repacked(PLAIN, {SHEET: b" " * 90_000_000}),
    "too much in all": lambda: repacked(PLAIN, {f"xl/media/{n}.bin": b"\0" * 30_000_000 for n in range(4)}),
    "too many parts": lambda: repacked(PLAIN, {f"xl/media/{n}.bin": b"" for n in range(500)}),
    "overlapping parts": overlapping,
    "a sheet of 16,384 columns": lambda: repacked(PLAIN, {SHEET: sheet_xml(LAST_COLUMN)}),
    "a sheet of 1,048,576 columns": lambda: repacked(
        PLAIN, {SHEET: sheet_xml(b'<row r="1"><c r="BGQCV1"><v>1</v></c></row>', b"A1:BGQCV1")}
    ),
    "a row beyond all rows": lambda: repacked(PLAIN, {SHEET: sheet_xml(b'<row r="99999999999"><c><v>1</v></c></row>')}),
    "four million cells": many_cells,
    "one endless text": long_text,
}


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(tmp_path: Path, content: bytes) -> Sheet:
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    return read_sheets([path])[0]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_or_broken_workbook_is_refused_with_a_sentence_within_five_seconds(tmp_path: Path, kind: str) -> None:
    content = HOSTILE[kind]()
    started = time.monotonic()
    sheet = read(tmp_path, content)
    assert sheet.refused is not None
    assert sheet.refused.text.zh.endswith(("。", "；"))
    assert sheet.refused.text.en.endswith(".")
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize("make", [slow_cells, large_text])
def test_a_workbook_that_takes_too_much_time_or_memory_is_stopped(tmp_path: Path, make: Callable[[], bytes]) -> None:
    sheet = read(tmp_path, make())
    assert sheet.refused is not None
    assert "too much time or memory" in sheet.refused.text.en


def test_dimensions_that_claim_a_million_columns_do_no_harm(tmp_path: Path) -> None:
    rows = b'<row r="1"><c r="A1"><v>7</v></c></row>'
    sheet = read(tmp_path, repacked(PLAIN, {SHEET: sheet_xml(rows, b"A1:XFD1048576")}))
    assert [row.cells for row in sheet.rows] == [["7"]]


def test_text_numbers_and_days_are_read_as_the_format_says(tmp_path: Path) -> None:
    sheet = read(tmp_path, workbook([["007", 7, 0.1, 1e-7, 1234567.5, date(2023, 6, 5), None, "甲", None]]))
    assert sheet.rows[0].cells == ["007", "7", "0.1", "0.0000001", "1234567.5", "2023-06-05", None, "甲"]


def test_formulas_booleans_and_errors_keep_their_cell(tmp_path: Path) -> None:
    sheet = read(tmp_path, workbook([["=1+1", True, "#REF!"]]))
    assert sheet.rows[0].cells == [Fault("formula"), Fault("boolean"), Fault("error")]


def test_rows_keep_their_numbers_past_empty_ones(tmp_path: Path) -> None:
    sheet = read(tmp_path, workbook([["a"], [None], ["b"]]))
    assert [row.number for row in sheet.rows] == [1, 3]


def test_a_broken_workbook_between_two_good_ones_does_not_spoil_them(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.xlsx" for number in range(3)]
    for path, content in zip(paths, (PLAIN, HOSTILE["broken XML"](), PLAIN), strict=True):
        path.write_bytes(content)
    first, second, third = read_sheets(paths)
    assert [row.cells for row in first.rows] == [["a", "b"], ["1", "2"]] == [row.cells for row in third.rows]
    assert second.refused is not None


def test_a_package_of_workbooks_loads_like_one_of_csv_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(FILES)
    for name in ("entrants", "judges", "marks/07"):
        text = str(files.pop(f"{name}.csv"))
        files[f"{name}.xlsx"] = workbook([list(row.split(",")) for row in text.splitlines()])
    loaded, expected = load(tmp_path / "xlsx", files), load(tmp_path / "csv", FILES)
    assert [contest.marks for contest in loaded.contests] == [contest.marks for contest in expected.contests]
    assert [len(contest.entries) for contest in loaded.contests] == [3, 1, 1]


def test_a_formula_in_a_table_is_told_with_row_and_column(tmp_path: Path) -> None:
    rows: list[list[object]] = [["entry", "part", "score"], ["07-1", "theory", "=40+2"]]
    files: dict[str, str | bytes] = {name: text for name, text in FILES.items() if name != "scores/07.csv"}
    found = errors(tmp_path, files | {"scores/07.xlsx": workbook(rows)})
    assert [(one.code, one.where.file, one.where.row, one.where.column) for one in found] == [
        ("unreadable-value", "scores/07.xlsx", 2, "score")
    ]


def test_an_empty_required_cell_at_the_end_of_a_workbook_row_is_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [["entry", "part", "score"], ["07-1", "theory"]]
    files: dict[str, str | bytes] = {name: text for name, text in FILES.items() if name != "scores/07.csv"}
    found = errors(tmp_path, files | {"scores/07.xlsx": workbook(rows)})
    assert [(one.code, one.where.column) for one in found] == [("required-cell-empty", "score")]


def test_a_scheme_workbook_that_is_our_template_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(FILES)
    files["competition.yaml"] = FILES["competition.yaml"].replace("07.csv", "07.xlsx")
    files["schemes/07.xlsx"] = workbook([list(row.split(",")) for row in FILES["schemes/07.csv"].splitlines()])
    scheme = load(tmp_path, files).contests[0].rules.parts[1].scheme
    assert scheme is not None
    assert list(scheme.aspects) == ["A1.M1", "A1.M2", "A1.J1", "B1.S1"]


def test_a_bomb_as_a_table_is_one_error_of_that_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {name: text for name, text in FILES.items() if name != "backers.csv"}
    with pytest.raises(PackageErrors) as caught:
        load(tmp_path, files | {"backers.xlsx": HOSTILE["a bomb of zeros"]()})
    assert [(one.code, one.where.file) for one in caught.value.findings] == [("spreadsheet-refused", "backers.xlsx")]
