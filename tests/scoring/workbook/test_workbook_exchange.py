"""Any scheme survives every export, and calculations, allocation and differences are exact."""

import io
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from scoring.scheme import Aspect, AspectType, Benchmark, Calculation, Criterion, MarkModel, Scheme, SubCriterion
from scoring.workbook import (
    SchemeDraft,
    Section,
    WorkbookError,
    allocation_table,
    difference,
    export_cis,
    export_json,
    export_template_csv,
    export_template_xlsx,
    read_workbook,
)
from scoring.workbook.calculation_rows import parameters_text, parse_parameters
from scoring.workbook.values import tidy
from tests.scoring.workbook.workbook_making import SMALL, codes, rows_book, scheme_of

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20).map(tidy)
LINES = st.lists(WORDS, max_size=3).map(lambda lines: tidy("\n".join(lines)))
CODES = st.from_regex(r"[A-Za-z0-9._-]{1,6}", fullmatch=True)
MARKS = st.integers(0, 10_000).map(lambda cents: Fraction(cents, 100))
CALCULATIONS = st.sampled_from(
    [
        None,
        Calculation("PASS_FAIL"),
        Calculation("NUMBER_COMPLETED", (("NUM_POSSIBLE", "4"),)),
        Calculation("CHOICE", (("CHOICE1_LABEL", "Full"), ("CHOICE1_DEDUCTION", "0"), ("CHOICE2_LABEL", "5.0"))),
    ]
)


@st.composite
def aspects(draw: st.DrawFn, code: str) -> Aspect:
    kind = draw(st.sampled_from(AspectType))
    calculation = draw(CALCULATIONS) if kind is AspectType.MEASUREMENT else None
    levels = draw(st.lists(WORDS, min_size=4, max_size=4)) if kind is AspectType.JUDGEMENT else []
    return Aspect(
        code=code,
        type=kind,
        description=draw(LINES),
        maximum=draw(MARKS),
        model=MarkModel.CALCULATED if calculation else draw(st.sampled_from(MarkModel)),
        benchmarks=tuple(Benchmark(level, text) for level, text in enumerate(levels)),
        calculation=calculation,
        section=draw(WORDS) or None,
        requirement=draw(WORDS) or None,
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    names = iter(draw(st.lists(CODES, min_size=30, max_size=30, unique=True)))
    criteria = []
    for _ in range(draw(st.integers(1, 3))):
        subs = []
        code = next(names)
        for _ in range(draw(st.integers(1, 2))):
            sub = next(names)
            listed = tuple(draw(aspects(next(names))) for _ in range(draw(st.integers(1, 3))))
            subs.append(SubCriterion(sub, draw(WORDS), listed, draw(WORDS) or None))
        criteria.append(Criterion(code, draw(WORDS), tuple(subs)))
    return Scheme(tuple(criteria))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(schemes())
def test_every_export_of_any_scheme_comes_back_the_same(scheme: Scheme) -> None:
    assert read_workbook(export_json(scheme)).to_scheme({}) == scheme
    assert read_workbook(export_template_csv(scheme)).to_scheme({}) == scheme
    assert read_workbook(export_template_xlsx(scheme)).to_scheme({}) == scheme
    assert read_workbook(export_cis(scheme)).to_scheme({}) == scheme


def test_an_edit_of_an_exported_workbook_is_heard() -> None:
    odd = scheme_of(("A1", "Odd", [("M", "First", "1"), ("M", "Second", "2")]))
    aspect = odd.criteria[0].subs[0].aspects[0]
    odd = Scheme(
        (Criterion("web", "Web", (SubCriterion("web-1", "Odd", (aspect, odd.criteria[0].subs[0].aspects[1])),)),)
    )
    book = load_workbook(io.BytesIO(export_cis(odd)))
    sheet = book.worksheets[0]
    row = next(row for row in range(1, 40) if sheet.cell(row, 5).value == "First")
    sheet.cell(row, 11).value = 3
    stream = io.BytesIO()
    book.save(stream)
    assert read_workbook(stream.getvalue()).total == 5


def test_the_same_scheme_gives_the_same_bytes() -> None:
    assert export_cis(SMALL) == export_cis(SMALL)
    assert export_template_xlsx(SMALL) == export_template_xlsx(SMALL)


def test_no_text_becomes_a_formula_in_an_export() -> None:
    scheme = scheme_of(("A1", "=cmd()", [("M", "=1+1", "1"), ("M", "@x", "1")]))
    for data in (export_cis(scheme), export_template_xlsx(scheme)):
        cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
    assert b"\n'=1+1" in export_template_csv(scheme).replace(b",", b"\n")


def test_a_template_cell_that_could_run_is_an_error() -> None:
    draft = read_workbook(b"criterion,sub,type,description,max\nA,A1,M,=1+1,1\n")
    assert "bad-value" in codes(draft)
    with pytest.raises(WorkbookError):
        draft.to_scheme({})


def test_an_unknown_template_column_is_an_error() -> None:
    draft = read_workbook(b"criterion,sub,type,description,max,colour\nA,A1,M,x,1,red\n")
    assert "unknown-column" in codes(draft)


def test_calculation_parameters_read_as_pairs_with_shortest_numbers() -> None:
    text = "DEDUCTION_TYPE:::#x~x#UNIT#-#DIFFERENCE:::10.00000000#x~x##-#CHOICE1_DEDUCTION:::0E-8#x~x#"
    pairs, unclear = parse_parameters(text)
    assert pairs == (("DEDUCTION_TYPE", "UNIT"), ("DIFFERENCE", "10"), ("CHOICE1_DEDUCTION", "0"))
    assert unclear == ()
    assert parse_parameters(parameters_text(Calculation("CHOICE", pairs)))[0] == pairs


@pytest.mark.parametrize(
    "text", ["RANGE1_TO:::0E-8#x~x#", "KEY", "KEY:::1#x~x#word", "KEY:::#x~x#", "K:::1e999999#x~x#"]
)
def test_an_unclear_parameter_is_told(text: str) -> None:
    assert parse_parameters(text)[1]


def test_a_calculation_row_is_found_by_its_number() -> None:
    aspect = Aspect("A1.M1", AspectType.MEASUREMENT, "d", Fraction(1), calculation=Calculation("PASS_FAIL"))
    scheme = Scheme((Criterion("A", "", (SubCriterion("A1", "x", (aspect,)),)),))
    book = load_workbook(io.BytesIO(export_cis(scheme)))
    assert book["Calculations"]["B1"].value == "PASS_FAIL"
    sheet = book.worksheets[0]
    sheet.cell(next(row for row in range(1, 30) if sheet.cell(row, 4).value == "M"), 10).value = 7
    stream = io.BytesIO()
    book.save(stream)
    assert {"calculation-missing", "calculation-unused"} <= set(codes(read_workbook(stream.getvalue())))


def test_the_allocation_table_adds_up_in_both_directions() -> None:
    sections = (Section("1", "One", Fraction(5)), Section("2", "Two", Fraction(1)))
    table = allocation_table(SMALL, sections)
    assert sum(table.totals) == SMALL.total
    assert sum(row.total for row in table.rows) == SMALL.total
    assert [row.section.code for row in table.rows] == ["1", "2", "3"]
    assert table.rows[0].variance == abs(5 - table.rows[0].total)
    assert table.rows[2].variance is None
    assert table.total_variance == sum(row.variance for row in table.rows if row.variance is not None)


def draft(*rows: tuple[str, str, str]) -> SchemeDraft:
    header = ["criterion", "sub", "type", "description", "max"]
    return read_workbook(rows_book(header, *[["A", "A1", kind, text, maximum] for kind, text, maximum in rows]))


def test_a_difference_names_what_was_added_removed_and_changed() -> None:
    old = draft(("M", "Stays", "1"), ("M", "Goes", "1"), ("M", "Grows", "1"))
    new = draft(("M", "Comes", "1"), ("M", "Stays", "1"), ("M", "Grows", "2"))
    found = difference(old, new)
    assert [item.aspect.description for item in found.added] == ["Comes"]
    assert [item.aspect.description for item in found.removed] == ["Goes"]
    assert [(change.after.aspect.description, change.fields) for change in found.changed] == [
        ("Stays", (("code", "A1.M1", "A1.M2"),)),
        ("Grows", (("maximum", "1", "2"),)),
    ]


def test_a_scheme_does_not_differ_from_itself() -> None:
    one = draft(("M", "Stays", "1"), ("M", "Goes", "1"))
    found = difference(one, one)
    assert (found.added, found.removed, found.changed) == ((), (), ())
