"""Decisions that ask what nobody asks, or name what no applied tariff knows, are found before they are lost."""

import pytest

from scoring.findings import Severity
from scoring.tariff.deciding import check_decisions
from scoring.tariff.loading import builtin_tariffs
from scoring.tariff.model import Decision

TARIFFS = builtin_tariffs()["heilongjiang"]


def decision(question: str, value: str, rule: str | None = None) -> Decision:
    return Decision("17", question, value, "裁判长", "17-003", None, rule, source="decisions.csv:4")


RIGHT = [
    ("tie_order", "17-003>17-007", None),
    ("displaced_award", "17-003", None),
    ("overlap", "difference", None),
    ("evidence:employed_in_province", "no", "prize-province-class-1"),
    ("setting:coach_scope", "all_tiers", None),
    ("setting:coach_scope", "undecided", None),
    ("setting:payer", "某财政局", None),
]


@pytest.mark.parametrize(("question", "value", "rule"), RIGHT)
def test_what_a_tariff_asks_may_be_decided(question: str, value: str, rule: str | None) -> None:
    assert check_decisions(TARIFFS, [decision(question, value, rule)]) == []


WRONG = [
    ("overlaps", "sum", None, "question"),
    ("setting:", "sum", None, "question"),
    ("evidence", "yes", None, "question"),
    ("overlap", "most", None, "value"),
    ("evidence:employed_in_province", "maybe", None, "value"),
    ("setting:coach_scoop", "all_tiers", None, "question"),
    ("setting:coach_scope", "all", None, "value"),
    ("setting:promotion_map", "2", None, "value"),
    ("evidence:employed_in_province", "yes", "prize-province", "rule"),
]


@pytest.mark.parametrize(("question", "value", "rule", "column"), WRONG)
def test_what_no_tariff_asks_is_an_error_with_its_place(
    question: str, value: str, rule: str | None, column: str
) -> None:
    (found,) = check_decisions(TARIFFS, [decision(question, value, rule)])
    assert (found.severity, found.code) == (Severity.ERROR, "decision-wrong")
    assert (found.where.file, found.where.row, found.where.column) == ("decisions.csv", 4, column)
    assert found.text.zh.endswith("。")
    assert found.text.en.endswith(".")


def test_evidence_no_tariff_reads_is_a_warning() -> None:
    (found,) = check_decisions(TARIFFS, [decision("evidence:employed", "yes")])
    assert (found.severity, found.where.column) == (Severity.WARNING, "question")


def test_a_setting_value_one_of_several_tariffs_takes_is_no_error() -> None:
    both = [*TARIFFS, *builtin_tariffs()["shandong"]]
    assert check_decisions(both, [decision("setting:base_and_unit", "one_of_two")]) == []
    assert check_decisions(both, [decision("setting:place_basis", "medal")]) == []
