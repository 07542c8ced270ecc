"""Unseen workbooks of every family are read, whatever the order, language or place of their columns."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.workbook import Choices, ColumnMapping, Role, SchemeDraft, WorkbookError, read_workbook
from tests.scoring.workbook.workbook_making import LABELS, SMALL, Sheet, codes, made, rows_book, scheme_of, shape

LANGUAGES = [language for language in LABELS if language != "nonsense"]


def read(sheet: Sheet) -> SchemeDraft:
    return read_workbook(made(SMALL, sheet))


@pytest.mark.parametrize("language", LABELS)
def test_a_layout_is_told_in_any_language_and_even_without_known_labels(language: str) -> None:
    draft = read(Sheet(labels=language))
    assert shape(draft.to_scheme({})) == shape(SMALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_of_the_columns_does_not_matter(language: str) -> None:
    order = list(LABELS[language])
    random.Random(language).shuffle(order)
    assert shape(read(Sheet(labels=language, order=order)).to_scheme({})) == shape(SMALL)


@pytest.mark.parametrize(
    "oddity",
    [
        {"down": 7, "right": 5},
        {"header_each": False},
        {"first_on_sub": True},
        {"repeat_ids": True},
        {"compact": True},
        {"level_zero_on_aspect": True},
        {"blank_rows": True},
        {"split_head": True},
        {"table": True},
        {"total_row": False},
    ],
    ids=str,
)
@pytest.mark.parametrize("language", ["cis", "older", "russian", "chinese"])
def test_an_oddity_of_the_sheet_changes_nothing(language: str, oddity: dict[str, bool]) -> None:
    draft = read(Sheet(labels=language, **oddity))
    found = [(sub, [aspect[:3] for aspect in aspects]) for sub, aspects in shape(draft.to_scheme({}))]
    assert found == [(sub, [aspect[:3] for aspect in aspects]) for sub, aspects in shape(SMALL)]


@pytest.mark.parametrize(("number", "code"), [("comma", "decimal-comma"), ("text", "number-as-text")])
def test_a_number_written_as_text_is_read_and_told(number: str, code: str) -> None:
    draft = read(Sheet(number=number))
    assert shape(draft.to_scheme({})) == shape(SMALL)
    assert code in codes(draft)


def test_russian_letters_follow_their_own_alphabet() -> None:
    draft = read(Sheet(labels="russian", russian_ids=True))
    assert [criterion.code for criterion in draft.criteria] == ["A", "B"]
    assert codes(draft).count("cyrillic-letter") == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(LANGUAGES),
    st.randoms(use_true_random=False),
    st.integers(0, 9),
    st.integers(0, 6),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["number", "comma", "text"]),
)
def test_any_mixture_of_oddities_is_read(
    language: str, source: random.Random, down: int, right: int, blank: bool, repeat: bool, number: str
) -> None:
    order = list(LABELS[language])
    source.shuffle(order)
    sheet = Sheet(language, order, down, right, number, blank_rows=blank, repeat_ids=repeat)
    assert shape(read(sheet).to_scheme({})) == shape(SMALL)


CHINESE = ["序号", "考核内容", "配分", "评分标准", "得分"]


def test_a_chinese_score_sheet_with_one_text_column_gives_untyped_aspects() -> None:
    draft = read_workbook(
        rows_book(
            ["钳工操作技能评分表"],
            CHINESE,
            [1, "着装规范", 5, "不符合扣5分"],
            [2, "尺寸精度", "60分", "超差不得分"],
            [None, None, None, "有毛刺扣1分"],
            [3, "表面粗糙度", 35, "一处扣5分", 30],
            [None, "合计", 100],
        )
    )
    assert [aspect.maximum for aspect in draft.aspects] == [5, 60, 35]
    assert draft.aspects[1].lines == ("有毛刺扣1分",)
    assert draft.criteria[0].name == "钳工操作技能评分表"
    assert {"untyped-aspect", "number-with-unit", "marks-inside"} <= set(codes(draft))


def test_a_chinese_score_sheet_with_merged_items_gives_sub_criteria() -> None:
    draft = read_workbook(
        rows_book(
            ["序号", "考核项目", "考核要点", "配分", "评分标准", "扣分", "得分"],
            [1, "职业素养", "着装", 5, "不符扣5"],
            [None, None, "工具摆放", 5, "乱放扣2"],
            [2, "加工", "外圆", 40, "超差全扣"],
            [None, None, "长度", 50, "超差全扣"],
            ["合计", None, None, 100],
        )
    )
    assert [(sub.code, sub.name, len(sub.aspects)) for sub in draft.criteria[0].subs] == [
        ("A1", "职业素养", 2),
        ("A2", "加工", 2),
    ]
    assert draft.total == 100


def test_a_row_whose_mark_is_the_sum_of_its_parts_is_no_aspect() -> None:
    draft = read_workbook(
        rows_book(
            CHINESE,
            ["一", "素养", 20],
            [1, "着装", 10, "x"],
            [2, "工具", 10, "y"],
            ["二", "操作", 80],
            [3, "加工", 80, "z"],
        )
    )
    assert draft.total == 100
    assert [sub.stated for sub in draft.criteria[0].subs] == [20, 80]


def test_a_mapping_reads_what_no_label_tells_and_can_be_used_again() -> None:
    rows = (["工序", "何物", "几分", "怎么打"], ["1", "着装", 20, "x"], ["2", "加工", 80, "y"])
    with pytest.raises(WorkbookError) as wrong:
        read_workbook(rows_book(*rows))
    assert wrong.value.code == "no-scheme"
    columns = ((Role.ID, "A"), (Role.DESCRIPTION, "B"), (Role.MAXIMUM, "C"), (Role.EXTRA, "D"))
    draft = read_workbook(rows_book(*rows), Choices(mappings=(ColumnMapping("*", 1, columns),)))
    assert draft.total == 100
    again = read_workbook(rows_book(*rows), Choices(mappings=draft.mappings))
    assert again.criteria == draft.criteria


def test_two_schemes_in_one_book_are_a_question_until_a_sheet_is_chosen() -> None:
    other = scheme_of(("A1", "Other", [("M", "Something else", "4"), ("M", "And another", "2")]))
    book = made(SMALL, Sheet(), ("Second", other, Sheet()))
    draft = read_workbook(book)
    assert "two-schemes" in codes(draft)
    with pytest.raises(WorkbookError):
        draft.to_scheme({})
    chosen = read_workbook(book, Choices(sheets=("Second",)))
    assert shape(chosen.to_scheme({})) == shape(other)


def test_sheets_with_different_criteria_are_one_scheme() -> None:
    other = scheme_of(("C1", "Other", [("M", "Something else", "4"), ("M", "And another", "2")]))
    draft = read_workbook(made(SMALL, Sheet(), ("Second", other, Sheet())))
    assert draft.total == SMALL.total + 6
    assert "several-sheets" in codes(draft)


def test_an_unknown_sheet_name_lists_the_sheets_there_are() -> None:
    with pytest.raises(WorkbookError, match="Scheme"):
        read_workbook(made(SMALL), Choices(sheets=("Nowhere",)))
