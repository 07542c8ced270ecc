"""Each irregularity is told with its cell, and its cure can be taken or refused."""

from fractions import Fraction

import pytest
from openpyxl import Workbook

from scoring.scheme import AspectType
from scoring.workbook import DraftFinding, SchemeDraft, UndecidedError, WorkbookError, read_workbook
from tests.scoring.workbook.workbook_making import codes, rows_book, saved

HEADER = [
    "Sub Criterion ID",
    "Sub Criterion Name",
    "Aspect Type",
    "Aspect - Description",
    "Judg Score",
    "Extra",
    "Max Mark",
]


def draft_of(*rows: list[object]) -> SchemeDraft:
    return read_workbook(rows_book(HEADER, ["A1", "First"], *rows))


def only(draft: SchemeDraft, code: str) -> DraftFinding:
    found = [finding for finding in draft.findings if finding.code == code]
    assert len(found) == 1, codes(draft)
    return found[0]


def aspect(
    kind: str | None = "M", text: str = "Something", maximum: object = 1, extra: str | None = None
) -> list[object]:
    return [None, None, kind, text, None, extra, maximum]


def test_a_missing_maximum_stays_unknown_until_a_number_is_given() -> None:
    draft = draft_of(aspect(), aspect(text="Without", maximum=None))
    finding = only(draft, "missing-maximum")
    assert finding.place.cell == "G4"
    with pytest.raises(UndecidedError) as wrong:
        draft.to_scheme({})
    assert wrong.value.keys == (finding.key,)
    assert draft.to_scheme({finding.key: "2,5"}).total == Fraction(7, 2)
    assert draft.to_scheme({finding.key: True}).total == 1


def test_an_untyped_aspect_beside_typed_ones_counts_only_once_it_is_typed() -> None:
    draft = draft_of(aspect(), aspect(), aspect(None, "Typeless", 3))
    finding = only(draft, "untyped-aspect")
    assert draft.total == 2
    assert draft.summary()["aspects"] == {"M": 2, "J": 0, "S": 0, "untyped": 1}
    decided = draft.decide({finding.key: "J"})
    assert decided.total == 5
    assert decided.aspects[2].type is AspectType.JUDGEMENT


def test_a_type_that_is_none_is_refused_in_a_decision() -> None:
    draft = draft_of(aspect(), aspect(), aspect(None, "Typeless", 3))
    with pytest.raises(WorkbookError, match="M, J or S"):
        draft.to_scheme({only(draft, "untyped-aspect").key: "X"})


def test_a_cyrillic_letter_in_a_type_is_read_and_can_be_refused() -> None:
    draft = draft_of(aspect(), aspect("М"))
    finding = only(draft, "look-alike-letter")
    assert draft.to_scheme({}).total == 2
    assert draft.decide({finding.key: False}).summary()["aspects"]["untyped"] == 1


def test_a_repeated_sub_id_is_a_question_with_the_next_free_id_as_its_cure() -> None:
    draft = draft_of(aspect(), ["A1", "Again"], aspect(), ["A2", "Second"], aspect())
    finding = only(draft, "duplicate-sub")
    with pytest.raises(UndecidedError):
        draft.to_scheme({})
    scheme = draft.to_scheme({finding.key: True})
    assert [sub.code for sub in scheme.criteria[0].subs] == ["A1", "A3", "A2"]


def test_a_heading_is_no_aspect() -> None:
    draft = draft_of(aspect(), [None, None, None, "Navigation"], aspect())
    assert only(draft, "heading-without-mark").place.cell == "D4"
    assert draft.aspects[1].heading == "Navigation"
    assert draft.total == 2


def test_continuation_rows_belong_to_the_description() -> None:
    draft = draft_of(aspect(extra="Deduct 0.1"), [None, None, None, None, None, "Deduct 0.2"], aspect())
    assert draft.to_scheme({}).aspects["A1.M1"].description == "Something\nDeduct 0.1\nDeduct 0.2"


def test_a_ladder_from_0_to_2_is_told() -> None:
    draft = draft_of(aspect("J"), *([None, None, None, None, level, f"Level {level}"] for level in range(3)), aspect())
    assert only(draft, "short-ladder").place.cell == "E4"
    assert [level.level for level in draft.aspects[0].levels] == [0, 1, 2]


def test_a_level_beyond_3_is_told_and_kept_as_text() -> None:
    draft = draft_of(aspect("J"), [None, None, None, None, 7, "Splendid"], aspect())
    assert only(draft, "level-out-of-range").place.cell == "E4"
    assert draft.aspects[0].lines == ("7: Splendid",)


def test_marks_already_given_are_left_out() -> None:
    draft = draft_of([None, None, "M", "One", 1, None, 2], [None, None, "M", "Two", 0.5, None, 2])
    assert only(draft, "marks-inside").place.cell == "E3"
    assert draft.total == 4


def test_levels_under_a_measurement_are_told_and_not_lost() -> None:
    draft = draft_of(aspect(), *([None, None, None, None, level, f"Level {level}"] for level in range(4)), aspect())
    finding = only(draft, "levels-on-measurement")
    assert "2: Level 2" in draft.to_scheme({}).aspects["A1.M1"].description
    assert len(draft.to_scheme({finding.key: True}).aspects["A1.J1"].benchmarks) == 4


def test_a_stale_summary_does_not_change_the_total() -> None:
    draft = draft_of(aspect(), aspect(), [None, None, None, "Total", None, None, 9])
    assert only(draft, "stale-summary").place.cell == "G5"
    assert draft.total == 2


def test_a_formula_without_a_value_is_proposed_not_taken() -> None:
    book = Workbook()
    for row in (HEADER, ["A1", "First"], aspect(), aspect(maximum="=0.5*3")):
        book.worksheets[0].append(row)
    draft = read_workbook(saved(book))
    assert only(draft, "formula-without-value").place.cell == "G4"
    assert draft.total == 1
    assert draft.decide({only(draft, "missing-maximum").key: True}).total == Fraction(5, 2)


def test_a_date_where_a_mark_belongs_is_told() -> None:
    book = Workbook()
    for row in (HEADER, ["A1", "First"], aspect(), aspect(), aspect()):
        book.worksheets[0].append(row)
    cell = book.worksheets[0]["G4"]
    cell.value, cell.number_format = 45000, "yyyy-mm-dd"
    assert only(read_workbook(saved(book)), "date-instead-of-number").place.cell == "G4"


def test_a_negative_maximum_is_a_question() -> None:
    draft = draft_of(aspect(), aspect(maximum=-1), aspect())
    assert only(draft, "negative-mark").place.cell == "G4"
    with pytest.raises(UndecidedError):
        draft.to_scheme({})


def test_a_partial_scheme_says_what_it_adds_up_to() -> None:
    assert "13.75" not in only(draft_of(aspect(), aspect()), "total-not-100").text.en
    assert "to 2," in only(draft_of(aspect(), aspect()), "total-not-100").text.en


def test_digits_beyond_the_fifteenth_are_noise() -> None:
    draft = draft_of(aspect(maximum=0.1 + 0.2), aspect(maximum=0.7))
    assert draft.total == 1
