"""Packages take scheme workbooks of any layout; what a person must decide stops them, with cell and cure."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.exchange.loading import load_package
from app.exchange.package import Package
from app.exchange.schemes import TEMPLATE
from scoring.findings import Finding, Severity
from scoring.scheme import AspectType, Scheme
from scoring.workbook import export_cis, export_json, export_template_xlsx, read_workbook
from scoring.workbook.template import COLUMNS
from tests.app.exchange.small_package import COMPETITION, FILES, errors, load
from tests.scoring.workbook.workbook_making import CASES, SMALL, Sheet, made, rows_book, scheme_of

COLUMNS_OF_MARKS = ("judge_score", "max", "model", "calculation", "parameters")
MARKS = "entry,aspect,judge,value\n"


def with_scheme(workbook: bytes, marks: str = "") -> dict[str, str | bytes]:
    """The small package with this workbook as the scheme of 07."""
    files: dict[str, str | bytes] = {name: text for name, text in FILES.items() if name != "schemes/07.csv"}
    competition = COMPETITION.replace("07.csv", "07.xlsx").replace('"sub:A1:asc", aspect:A1.M1, ', "")
    return files | {"competition.yaml": competition, "schemes/07.xlsx": workbook, "marks/07.csv": MARKS + marks}


def scheme_in(package: Package) -> Scheme:
    scheme = package.contests[0].rules.parts[1].scheme
    assert scheme is not None
    return scheme


def warnings(package: Package) -> list[Finding]:
    return [one for one in package.warnings if one.where.file == "schemes/07.xlsx"]


@pytest.mark.parametrize(
    "workbook",
    [
        export_cis(SMALL),
        made(SMALL, Sheet(labels="older")),
        made(SMALL, Sheet(labels="cis", compact=True)),
        export_template_xlsx(SMALL),
    ],
    ids=["cis", "older", "compact", "template"],
)
def test_a_workbook_of_any_layout_is_the_scheme_of_a_part(tmp_path: Path, workbook: bytes) -> None:
    taken = scheme_in(load(tmp_path, with_scheme(workbook)))
    kinds = [aspect.type for aspect in taken.aspects.values()]
    assert taken.total == SMALL.total
    assert [kinds.count(kind) for kind in AspectType] == [8, 2, 0]


@pytest.mark.parametrize("export", [export_cis, export_template_xlsx], ids=["cis", "template"])
def test_ids_benchmarks_and_calculations_are_those_of_the_reader(
    tmp_path: Path, export: Callable[[Scheme], bytes]
) -> None:
    scheme = read_workbook(with_calculation()).to_scheme({})
    assert [aspect.calculation is None for aspect in scheme.aspects.values()] == [False, True]
    assert scheme_in(load(tmp_path, with_scheme(export(scheme)))) == scheme


def test_a_calculation_whose_parameter_is_unclear_is_a_warning_of_its_cell(tmp_path: Path) -> None:
    rows = (
        ["criterion", "sub", "type", "description", "max", "model", "calculation", "parameters"],
        ["A", "A1", "M", "Time", "3", "calc", "RANGED_SCORE", "RANGE1_FROM:::0#x~x##-#RANGE1_TO:::5#x~x#"],
    )
    (told,) = warnings(load(tmp_path, with_scheme(rows_book(*rows))))
    assert (told.code, told.where.row, told.where.column) == ("calculation-unclear", 2, "parameters")


def with_calculation() -> bytes:
    """A scheme with one calculated measurement and one judgement."""
    rows = (
        [*("criterion", "criterion_name", "sub", "sub_name", "type", "description"), *COLUMNS_OF_MARKS],
        ["A", "Parts", "A1", "Bolts", "M", "Count", None, "3", "calc", "NUMBER_COMPLETED", "TOTAL:::4#x~x#"],
        ["A", None, "A1", None, "J", "Look", None, "2", None, None, None],
        ["A", None, "A1", None, "J", "poor", "0", None, None, None, None],
        ["A", None, "A1", None, "J", "fine", "3", None, None, None, None],
    )
    return export_json(read_workbook(rows_book(*rows)).to_scheme({}))


def test_marks_name_the_aspects_of_the_workbook(tmp_path: Path) -> None:
    package = load(tmp_path, with_scheme(export_cis(SMALL), "07-1,A1.M1,,0.5\n07-1,B2.M3,,yes\n"))
    assert [mark.aspect for mark in package.contests[0].marks] == ["A1.M1", "B2.M3"]
    found = errors(tmp_path / "wrong", with_scheme(export_cis(SMALL), "07-1,A9.M1,,0.5\n"))
    assert [(one.where.file, one.where.row) for one in found] == [("marks/07.csv", 2)]


def untyped() -> bytes:
    rows = [["Sub Criterion ID", "Name", "Aspect Type", "Aspect Description", "Max Mark"]]
    rows += [["A1", "Page", None, None, None], [None, None, "M", "Valid", 40], [None, None, "M", "Fast", 30]]
    return rows_book(*rows, [None, None, None, "Beautiful in every respect", 30])


def test_an_aspect_without_type_is_an_error_with_cell_and_proposed_cure(tmp_path: Path) -> None:
    found = errors(tmp_path, with_scheme(untyped()))
    asked = next(one for one in found if one.code == "untyped-aspect")
    assert (asked.where.file, asked.where.row) == ("schemes/07.xlsx", 5)
    assert asked.where.column is not None
    assert asked.where.column.startswith("Sheet!")
    assert asked.where.column.endswith("5")
    assert "Read it as type M." in asked.text.en
    assert "Correct the cell" in asked.text.en


def test_two_schemes_in_one_workbook_are_an_error(tmp_path: Path) -> None:
    book = made(SMALL, Sheet(), ("Second", SMALL, Sheet()))
    assert "two-schemes" in {one.code for one in errors(tmp_path, with_scheme(book))}


def test_a_maximum_that_is_missing_is_an_error_even_where_a_cure_is_at_hand(tmp_path: Path) -> None:
    rows = [["Sub Criterion ID", "Name", "Aspect Type", "Aspect Description", "Max Mark"]]
    rows += [["A1", "Page", None, None, None], [None, None, "M", "Valid", 40], [None, None, "M", "Fast", None]]
    found = errors(tmp_path, with_scheme(rows_book(*rows, [None, None, "M", "Found", 30])))
    assert [one.where.row for one in found if one.where.file == "schemes/07.xlsx"] == [4]


def test_what_is_odd_but_clear_is_told_and_loads(tmp_path: Path) -> None:
    package = load(tmp_path, with_scheme(export_cis(SMALL)))
    told = {(one.severity, one.code) for one in warnings(package)}
    assert (Severity.WARNING, "total-not-100") in told  # 13.75 marks
    assert all(one.severity is not Severity.ERROR for one in package.warnings)


def test_a_workbook_that_is_no_scheme_is_one_error_with_its_own_sentence(tmp_path: Path) -> None:
    found = errors(tmp_path, with_scheme(rows_book(["a", "b"], ["c", "d"], [1, 2], ["e", 3])))
    assert [(one.code, one.where.file) for one in found] == [("no-scheme", "schemes/07.xlsx")]


def test_an_id_or_a_mark_the_package_has_no_place_for_is_an_error(tmp_path: Path) -> None:
    fine = scheme_of(("A1", "Page", [("M", "Valid", "0.12345678901"), ("M", "Fast", "0.1")]))
    found = errors(tmp_path, with_scheme(export_cis(fine)))
    assert [(one.code, one.where.file) for one in found] == [("unreadable-value", "schemes/07.xlsx")]
    assert "decimals" in found[0].text.en


def test_our_template_is_still_read_row_by_row(tmp_path: Path) -> None:
    rows = (
        ["criterion", "sub", "type", "description", "max"],
        ["A", "A1", "M", "Valid", "4"],
        ["A", "A1", "X", "", "1"],
    )
    found = errors(tmp_path, with_scheme(rows_book(*rows)))
    assert {(one.where.row, one.where.column) for one in found} == {(3, "type"), (3, "description")}


def test_both_readers_of_our_template_know_the_same_columns() -> None:
    assert [column.name for column in TEMPLATE.columns] == list(COLUMNS)


@pytest.mark.parametrize(
    "name", ["WSC2019_09_ITSSB.xlsx", "LKS2022_wilker3_webtech.xlsx", "RU_aabagrov1_MarkingScheme.xlsx"]
)
def test_workbooks_handed_over_are_taken_whole(tmp_path: Path, name: str) -> None:
    if not CASES.is_dir():
        pytest.skip("the case files are not beside this repository")
    content = (CASES / name).read_bytes()
    taken = scheme_in(load(tmp_path, with_scheme(content)))
    assert taken == read_workbook(content).to_scheme({})


def test_a_zipped_package_takes_them_too(tmp_path: Path) -> None:
    load(tmp_path, with_scheme(export_cis(SMALL)))
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "package")
    assert scheme_in(load_package(Path(packed))).total == SMALL.total
