"""The five calculations of the CIS workbook."""

from fractions import Fraction

import pytest

from scoring.calculations import CalculationUnclear, calculate
from scoring.contest import compute_results
from scoring.results import ContestInput, EntryStatus
from scoring.rules import Rounding, RoundingAt
from tests.scoring.making import calculated, codes, contest_of, entry_of, line, mark, marked_part

RANGES = {
    "RANGE1_FROM": "0",
    "RANGE1_TO": "10",
    "RANGE1_DEDUCTION": "0",
    "RANGE2_FROM": "10",
    "RANGE2_TO": "20",
    "RANGE2_DEDUCTION": "0.5",
}
CHOICES = {"CHOICE1_DEDUCTION": "0E-8", "CHOICE2_DEDUCTION": "0.25", "CHOICE3_DEDUCTION": "9"}
STEPS = {"TARGET_VALUE": "11", "DIFFERENCE": "10", "DEDUCTION": "0.25"}


@pytest.mark.parametrize(
    ("name", "parameters", "value", "expected"),
    [
        ("PASS_FAIL", {}, "1", "2"),
        ("PASS_FAIL", {}, "2", "2"),
        ("PASS_FAIL", {}, "0", "0"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "3"}, "2", "4/3"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "3"}, "3", "2"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "3"}, "0", "0"),
        ("CHOICE", CHOICES, "1", "2"),
        ("CHOICE", CHOICES, "2", "1.75"),
        ("CHOICE", CHOICES, "3", "0"),
        ("CHOICE", {**CHOICES, "DEDUCTION_TYPE": "PERCENT"}, "2", "1.995"),
        ("REGULAR_DIFFERENCE_DEDUCTION", STEPS, "11", "2"),
        ("REGULAR_DIFFERENCE_DEDUCTION", STEPS, "20.9", "2"),
        ("REGULAR_DIFFERENCE_DEDUCTION", STEPS, "21", "1.75"),
        ("REGULAR_DIFFERENCE_DEDUCTION", STEPS, "1", "1.75"),
        ("REGULAR_DIFFERENCE_DEDUCTION", STEPS, "41", "1.25"),
        ("REGULAR_DIFFERENCE_DEDUCTION", STEPS, "1000", "0"),
        ("REGULAR_DIFFERENCE_DEDUCTION", {**STEPS, "DIFFERENCE_TYPE": "PERCENT"}, "13.2", "1.5"),
        ("REGULAR_DIFFERENCE_DEDUCTION", {**STEPS, "DEDUCTION_TYPE": "PERCENT"}, "21", "1.995"),
        ("RANGED_SCORE", RANGES, "0", "2"),
        ("RANGED_SCORE", RANGES, "10", "2"),
        ("RANGED_SCORE", RANGES, "10.1", "1.5"),
        ("RANGED_SCORE", RANGES, "20", "1.5"),
    ],
)
def test_a_value_becomes_marks(name: str, parameters: dict[str, str], value: str, expected: str) -> None:
    assert calculate(calculated("A1.M1", "2", name, **parameters), Fraction(value)) == Fraction(expected)


@pytest.mark.parametrize(
    ("name", "parameters", "value", "said"),
    [
        ("GUESS", {}, "1", "'GUESS' is unknown"),
        ("PASS_FAIL", {}, "0.5", "a pass is 1"),
        ("NUMBER_COMPLETED", {}, "1", "NUM_POSSIBLE"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "many"}, "1", "NUM_POSSIBLE"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "0"}, "0", "above 0"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "1/0"}, "0", "no number"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "3"}, "4", "outside 0 to 3"),
        ("NUMBER_COMPLETED", {"NUM_POSSIBLE": "3"}, "-1", "outside 0 to 3"),
        ("CHOICE", CHOICES, "4", "no such choice"),
        ("CHOICE", {**CHOICES, "DEDUCTION_TYPE": "HALF"}, "2", "'HALF' is unclear"),
        ("REGULAR_DIFFERENCE_DEDUCTION", {**STEPS, "DIFFERENCE": "0"}, "1", "DIFFERENCE"),
        ("REGULAR_DIFFERENCE_DEDUCTION", {**STEPS, "DIFFERENCE_TYPE": "HALF"}, "1", "'HALF'"),
        (
            "REGULAR_DIFFERENCE_DEDUCTION",
            {**STEPS, "DIFFERENCE_TYPE": "PERCENT", "TARGET_VALUE": "0"},
            "1",
            "target is 0",
        ),
        ("RANGED_SCORE", RANGES, "20.1", "no range"),
        ("RANGED_SCORE", {**RANGES, "RANGE1_TO": "0"}, "0", "bounds of range 1"),
        ("RANGED_SCORE", {}, "0", "no range"),
    ],
)
def test_what_is_unclear_is_said_and_never_guessed(
    name: str, parameters: dict[str, str], value: str, said: str
) -> None:
    with pytest.raises(CalculationUnclear, match=said) as caught:
        calculate(calculated("A1.M1", "2", name, **parameters), Fraction(value))
    assert caught.value.text.zh


@pytest.mark.parametrize("at", RoundingAt)
def test_calculated_marks_are_part_of_the_total(at: RoundingAt) -> None:
    part = marked_part(calculated("A1.M1", "2", "NUMBER_COMPLETED", NUM_POSSIBLE="7"))
    contest = contest_of(part, rounding=Rounding(at=at))
    results = compute_results(contest, ContestInput((entry_of("e"),), [mark("e", "A1.M1", 3)]))
    assert str(line(results, "e").total) == {"aspect": "43.00", "total": "42.86"}[at.value]


@pytest.mark.parametrize("at", RoundingAt)
def test_an_unclear_calculation_blocks_and_leaves_the_cell_unmarked(at: RoundingAt) -> None:
    part = marked_part(calculated("A1.M1", "2", "NUMBER_COMPLETED", NUM_POSSIBLE="0"))
    contest = contest_of(part, rounding=Rounding(at=at))
    results = compute_results(contest, ContestInput((entry_of("e"),), [mark("e", "A1.M1", 0)]))
    assert codes(results) == ["calculation-unclear"]
    assert line(results, "e").status is EntryStatus.INCOMPLETE
