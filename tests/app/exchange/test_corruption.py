"""Whatever is done to a package, loading gives a package or PackageErrors, never anything else."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exchange.demo import generate_package, write_package
from app.exchange.loading import load_package
from app.exchange.package import Package, PackageErrors
from tests.app.exchange.small_package import FILES

DEMO = generate_package(1, 9, 11)
SMALL = {name: text.encode() for name, text in FILES.items()}
TABLES = sorted(name for name in SMALL if name.endswith(".csv"))
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
ODD = [
    "",
    "-",
    "=1+1",
    "0",
    "-1",
    "1e9",
    "9" * 60,
    "1." + "0" * 30,
    "yes",
    "na",
    "07-1",
    "\0",
    "\n",
    '"',
    ";",
    ">",
    "²",
]
CELLS = st.one_of(TEXT, st.sampled_from(ODD))
ODD_YAML = ["[]", "{}", "null", "~", "[[[[", "&a", "*a", "<<", "- -", "? x", "|", "%", "!!int"]
ODD_BYTES = [b"", b",", b"\n", b'"', b"x", b"\xff"]
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(files: dict[str, bytes]) -> Package | PackageErrors:
    """The package, or its errors; any other exception is the defect these tests look for."""
    with tempfile.TemporaryDirectory() as folder:
        write_package(files, Path(folder))
        try:
            return load_package(Path(folder))
        except PackageErrors as problem:
            return problem


@QUICK
@given(table=st.sampled_from(TABLES), row=st.integers(0, 9), column=st.integers(0, 12), cell=CELLS)
def test_one_corrupted_cell_is_read_or_told(table: str, row: int, column: int, cell: str) -> None:
    rows = list(csv.reader(io.StringIO(SMALL[table].decode())))
    chosen = rows[row % len(rows)]
    chosen[column % len(chosen)] = cell
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    outcome(SMALL | {table: stream.getvalue().encode()})


@QUICK
@given(name=st.sampled_from(sorted(SMALL)), at=st.integers(0, 3000), junk=st.binary(max_size=6), cut=st.integers(0, 6))
def test_corrupted_bytes_anywhere_are_read_or_told(name: str, at: int, junk: bytes, cut: int) -> None:
    content = SMALL[name]
    at %= len(content)
    outcome(SMALL | {name: content[:at] + junk + content[at + cut :]})


@QUICK
@given(
    line=st.integers(0, 60),
    old=st.sampled_from([":", ",", "[", "{", "07", "100", "yes", "code", "part", " "]),
    new=st.one_of(
        TEXT, st.sampled_from(["[]", "{}", "null", "~", "[[[[", "&a", "*a", "<<", "- -", "? x", "|", "%", "!!int"])
    ),
)
def test_a_corrupted_line_of_the_competition_is_read_or_told(line: int, old: str, new: str) -> None:
    lines = FILES["competition.yaml"].split("\n")
    lines[line % len(lines)] = lines[line % len(lines)].replace(old, new, 1)
    outcome(SMALL | {"competition.yaml": "\n".join(lines).encode()})


@settings(max_examples=25, deadline=None)
@given(contests=st.integers(1, 3), entrants=st.integers(1, 15), seed=st.integers(0, 10**6))
def test_whatever_the_generator_writes_loads_without_a_word(contests: int, entrants: int, seed: int) -> None:
    package = outcome(generate_package(contests, entrants, seed))
    assert isinstance(package, Package)
    assert package.warnings == ()


@QUICK
@given(
    name=st.sampled_from(sorted(DEMO)),
    at=st.integers(0, 10**5),
    junk=st.sampled_from(ODD_BYTES),
)
def test_a_corrupted_demonstration_is_read_or_told(name: str, at: int, junk: bytes) -> None:
    content = DEMO[name]
    at %= len(content)
    outcome(DEMO | {name: content[:at] + junk + content[at + 1 :]})
