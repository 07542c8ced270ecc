"""Files that are broken or meant to hurt end in one sentence that says what to do, and cost little."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scoring.workbook import WorkbookError, read_workbook
from scoring.workbook.archive import MAX_MEMBERS
from tests.scoring.workbook.workbook_making import SMALL, codes, made, rows_book, saved

SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[bytes], bytes]


def altered(changes: dict[str, Change] | None = None, added: dict[str, bytes] | None = None) -> bytes:
    """A good workbook with some members changed or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made(SMALL))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, (changes or {}).get(name, bytes)(source.read(name)))
        for name, body in (added or {}).items():
            target.writestr(name, body)
    return stream.getvalue()


def before_end(body: bytes) -> Change:
    """Put something at the end of the sheet's rows."""
    return lambda sheet: sheet.replace(b"</sheetData>", body + b"</sheetData>")


HOSTILE = {
    "macros": lambda: altered(added={"xl/vbaProject.bin": b"x"}),
    "pdf": lambda: b"%PDF-1.7 and so on",
    "picture": lambda: b"\x89PNG\r\n",
    "old-excel": lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600,
    "password": lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    "empty-file": lambda: b"  \n",
    "corrupt-file": lambda: made(SMALL)[:3000],
    "not-a-workbook": lambda: zipped({"letter.txt": b"hello"}),
    "unsafe-xml": lambda: altered({SHEET: lambda body: body.replace(b"<worksheet", b"<!DOCTYPE a><worksheet", 1)}),
    "corrupt-workbook": lambda: altered({SHEET: lambda body: body[: len(body) // 2]}),
    "bad-json": lambda: b"[" * 50_000,
    "unknown-format": lambda: b"criterion,sub\n\x00",
    "no-template": lambda: b"a,b,c\n1,2,3\n",
    "no-cells": lambda: saved(Workbook()),
    "no-scheme": lambda: rows_book(["a", "b"], ["c", "d"], [1, 2], ["e", 3]),
}
TOO_LARGE = {
    "a sheet of blanks": lambda: altered({SHEET: before_end(b" " * 40_000_000)}),
    "a huge picture": lambda: altered(added={"xl/media/image1.png": b"\0" * 120_000_000}),
    "too many members": lambda: altered(added={f"xl/x{n}.xml": b"<a/>" for n in range(MAX_MEMBERS)}),
    "too many cells": lambda: altered(
        {SHEET: before_end(b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(99, 99_999)))}
    ),
}


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in members.items():
            target.writestr(name, body)
    return stream.getvalue()


@pytest.mark.parametrize("code", HOSTILE)
def test_a_file_that_cannot_be_read_says_what_to_do(code: str) -> None:
    with pytest.raises(WorkbookError) as wrong:
        read_workbook(HOSTILE[code]())
    assert wrong.value.code == code
    assert wrong.value.text.zh.endswith("。")
    assert wrong.value.text.en.endswith(".")


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_bomb_is_refused_before_it_is_parsed(name: str) -> None:
    data = TOO_LARGE[name]()
    start = time.process_time()
    with pytest.raises(WorkbookError) as wrong:
        read_workbook(data)
    assert wrong.value.code == "too-large"
    assert time.process_time() - start < 5


def test_a_million_empty_cells_cost_almost_nothing() -> None:
    row = b"".join(b'<row r="%d">' % n + b'<c r="A1" s="0"/>' * 1000 + b"</row>" for n in range(100, 1100))
    start = time.process_time()
    assert read_workbook(altered({SHEET: before_end(row)})).total == SMALL.total
    assert time.process_time() - start < 5


def test_a_claimed_dimension_of_the_whole_sheet_is_not_walked() -> None:
    whole = b'<dimension ref="A1:XFD1048576"/><sheetViews'
    start = time.process_time()
    draft = read_workbook(altered({SHEET: lambda body: body.replace(b"<sheetViews", whole, 1)}))
    assert draft.total == SMALL.total
    assert time.process_time() - start < 2


def test_what_stands_far_outside_is_left_out_with_a_finding() -> None:
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert "sheet-cut" in codes(read_workbook(altered({SHEET: before_end(far)})))


@pytest.mark.parametrize(
    ("part", "code"),
    [("xl/externalLinks/externalLink1.xml", "external-link"), ("xl/embeddings/oleObject1.bin", "embedded-object")],
)
def test_links_and_objects_are_never_opened_and_are_told(part: str, code: str) -> None:
    draft = read_workbook(altered(added={part: b"<a>"}))
    assert draft.total == SMALL.total
    assert code in codes(draft)


def test_more_aspects_than_any_scheme_has_are_refused() -> None:
    rows = "\n".join(f"A,A1,M,aspect {n},1" for n in range(3001))
    with pytest.raises(WorkbookError) as wrong:
        read_workbook(f"criterion,sub,type,description,max\n{rows}\n".encode())
    assert wrong.value.code == "too-many-aspects"


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 20_000), st.binary(max_size=6)), min_size=1, max_size=8))
def test_a_damaged_sheet_is_read_or_refused_and_nothing_else(damage: list[tuple[int, bytes]]) -> None:
    def spoil(body: bytes) -> bytes:
        spoiled = bytearray(body)
        for place, piece in damage:
            spoiled[place % len(spoiled) : place % len(spoiled) + len(piece)] = piece
        return bytes(spoiled)

    try:
        read_workbook(altered({SHEET: spoil})).summary()
    except WorkbookError:
        return


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(WorkbookError):
        read_workbook(data)
