"""The command `scheme show` tells what any scheme file holds; hostile ones end in one sentence, within the limits."""

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import Workbook

from app import create_app
from app.config import ROOT, Settings
from tests.scoring.workbook.workbook_making import CASES, SMALL, Sheet, made, saved

SECONDS, MEMORY = 5, 300 * 10**6
SHEET = "xl/worksheets/sheet1.xml"
COUNTS = {
    "WSC2019_09_ITSSB.xlsx": (5, 34, (91, 2, 0), "100"),
    "ES2023_web17.xlsx": (6, 36, (123, 26, 0), "100"),
    "WSUK2024_final_web17_cis.xlsx": (4, 30, (201, 19, 0), "100"),
    "WSUK2024_qualifier_web17.xlsx": (1, 5, (80, 8, 0), "50"),
    "LKS2022_wilker3_webtech.xlsx": (4, 19, (73, 12, 0), "100"),
    "BR_skill09_S2_SC.xlsx": (1, 6, (15, 0, 0), "14.3"),
    "HK_skill08_moduleA_cis.xlsx": (1, 1, (25, 2, 0), "39.3"),
    "RU_aabagrov1_MarkingScheme.xlsx": (4, 9, (52, 0, 0), "66.5"),
    "RU_sklv1_MarkingScheme.xlsx": (4, 18, (84, 3, 3), "60"),
    "RU_AbyssOfPillows.xlsx": (4, 34, (155, 12, 0), "100"),
    "RU_artemovsergey_VendingApp.xlsx": (4, 20, (0, 0, 225), "100"),
    "RU_DemoExam1968_Perfume.xlsx": (4, 22, (0, 0, 144), "60.3"),
    "s17-ws2022-module_e-virtual-word-interactive-game.json": (1, 3, (21, 6, 0), "16"),
    "s17-ws2024-module_c-lyon-heritage-site.json": (1, 7, (47, 2, 0), "23.25"),
    "s17-wsk2025-s17-module-a.json": (1, 9, (32, 11, 0), "20"),
}
"""DOMAIN 4: criteria, sub-criteria, aspects (M, J, untyped), total."""


@pytest.fixture(scope="module")
def commands() -> Flask:
    return create_app(Settings.headless(), serve=False)


def show(app: Flask, file: Path, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["scheme", "show", str(file), *options])


def repacked(changes: dict[str, Callable[[bytes], bytes]], added: dict[str, bytes], *, small: bool = True) -> bytes:
    stream = io.BytesIO()
    source = made(SMALL) if small else saved(Workbook())
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, body in added.items():
            new.writestr(name, body)
    return stream.getvalue()


def at_the_end(body: bytes) -> dict[str, Callable[[bytes], bytes]]:
    return {SHEET: lambda sheet: sheet.replace(b"</sheetData>", body + b"</sheetData>")}


def empty_columns() -> bytes:
    """A million empty cells in a thousand columns, styled as spreadsheet programs leave them behind."""
    row = b"".join(b'<row r="%d">' % n + b'<c r="ALL1" s="0"/>' * 1000 + b"</row>" for n in range(100, 1100))
    return repacked(at_the_end(row), {})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "corrupt": (lambda: made(SMALL)[:3000], "damaged"),
    "a PDF renamed": (lambda: b"%PDF-1.7 and so on", "PDF"),
    "a password": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "macros": (lambda: repacked({}, {"xl/vbaProject.bin": b"x"}), "macros"),
    "a bomb": (lambda: repacked({SHEET: lambda _: b" " * 99_000_000}, {}), "too large"),
    "numbers without end": (
        lambda: repacked(at_the_end(b"".join(b"<row><c><v>%d</v></c></row>" % n for n in range(99_999))), {}),
        "too large",
    ),
    "pictures only": (lambda: repacked({}, {"xl/media/image1.png": b"\x89PNG" * 9_000}, small=False), "picture"),
    "an empty file": (lambda: b"", "empty"),
    "nested arrays": (lambda: b"[" * 100_000, "JSON"),
    "lines without end": (lambda: b"criterion,sub\n" + b"\n" * 4_900_000, "too much time or memory"),
    "a text without end": (lambda: b"criterion,sub\n" + b"a" * 20_000_001, "19 MB"),
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_scheme_handed_over_is_shown_with_the_counts_of_the_table(commands: Flask, name: str) -> None:
    if not CASES.is_dir():
        pytest.skip("the case files are not beside this repository")
    result = show(commands, CASES / name, "--json")
    assert result.exit_code == 0, result.output
    shown = json.loads(result.output)
    assert list(shown) == ["criteria", "subs", "aspects", "total", "findings"]
    criteria, subs, (m, j, untyped), total = COUNTS[name]
    assert (shown["criteria"], shown["subs"], shown["total"]) == (criteria, subs, total)
    assert shown["aspects"] == {"M": m, "J": j, "S": 0, "untyped": untyped}
    assert all(finding["cell"] and finding["text"]["zh"] and finding["text"]["en"] for finding in shown["findings"])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence(commands: Flask, tmp_path: Path, name: str) -> None:
    make, word = HOSTILE[name]
    path = tmp_path / "scheme.xlsx"
    path.write_bytes(make())
    result = show(commands, path, "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("scheme.xlsx：")
    assert word in result.stderr


@pytest.mark.parametrize("name", ["a bomb", "numbers without end", "lines without end"])
def test_the_whole_command_stays_within_time_and_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / "scheme.xlsx").write_bytes(HOSTILE[name][0]())
    status, output, said, seconds, kilobytes = elsewhere(tmp_path, "scheme.xlsx")
    assert (status, output) == (1, "")
    assert said.startswith("scheme.xlsx：")
    assert seconds < SECONDS
    if sys.platform == "linux":
        assert kilobytes * 1024 < MEMORY


MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stdout, done.stderr, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


def elsewhere(folder: Path, file: str) -> tuple[int, str, str, float, int]:
    """The command run in another folder: status, both outputs, the seconds and the kilobytes it and its child took.

    A small process starts it: Linux counts the memory of whoever starts a process as the process's own.
    """
    command = [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi.py"), "scheme", "show", file, "--json"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command], cwd=folder, stdout=subprocess.PIPE, text=True, check=True
    )
    return tuple(json.loads(done.stdout))


def test_the_command_works_from_any_folder_with_a_path_from_there(tmp_path: Path) -> None:
    (tmp_path / "scheme.xlsx").write_bytes(made(SMALL))
    status, output, *_ = elsewhere(tmp_path, "scheme.xlsx")
    assert status == 0
    assert json.loads(output)["subs"] == 4


def test_a_million_empty_cells_cost_almost_nothing(commands: Flask, tmp_path: Path) -> None:
    (tmp_path / "scheme.xlsx").write_bytes(empty_columns())
    start = time.process_time()
    result = show(commands, tmp_path / "scheme.xlsx", "--json")
    assert json.loads(result.output)["subs"] == 4
    assert time.process_time() - start < SECONDS


def test_two_schemes_in_one_book_are_an_error_among_the_findings(commands: Flask, tmp_path: Path) -> None:
    (tmp_path / "scheme.xlsx").write_bytes(made(SMALL, Sheet(), ("Second", SMALL, Sheet())))
    result = show(commands, tmp_path / "scheme.xlsx", "--json")
    assert result.exit_code == 0
    errors = [finding for finding in json.loads(result.output)["findings"] if finding["severity"] == "error"]
    assert {finding["code"] for finding in errors} >= {"two-schemes"}


def test_the_listing_names_the_cell_the_sentence_and_the_cure_of_every_finding(commands: Flask, tmp_path: Path) -> None:
    rows = "A,A1,,Untyped,2\nA,A1,M,Typed,3\n"
    (tmp_path / "scheme.csv").write_text(f"criterion,sub,type,description,max\n{rows}")
    result = show(commands, tmp_path / "scheme.csv")
    assert result.exit_code == 0
    assert "M 1  J 0  S 0  untyped 1" in result.output
    assert "满分 total 5" in result.output
    heading = next(line for line in result.output.splitlines() if "untyped-aspect" in line)
    assert heading.startswith("错误 error")
    assert heading.endswith("2")  # the cell of row 2
    assert "Read it as type M." in result.output


def test_a_missing_file_is_told_and_fails(commands: Flask, tmp_path: Path) -> None:
    result = show(commands, tmp_path / "none.xlsx")
    assert result.exit_code == 1
    assert "check the path" in result.stderr
