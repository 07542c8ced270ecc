"""Rules that cannot be are named with their place, and never stop the computation."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.contest import compute_results
from scoring.explain import explain_total
from scoring.results import ContestInput
from scoring.rule_checks import rule_faults
from scoring.rules import Awards, Contest, MedalModel, Part, RatioGrades, RoundingMode, TeamMarking
from tests.scoring.making import (
    codes,
    contest_of,
    entry_of,
    line,
    marked_part,
    measured,
    results_of_scores,
    score,
    scored_part,
    tie_keys,
)

GRADES = RatioGrades((Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)), None, RoundingMode.HALF_UP)
GATED = Part("t", "理论", Fraction(100), Fraction(100), None, Fraction(60))


@pytest.mark.parametrize(
    ("contest", "code", "path"),
    [
        (contest_of(scored_part(weight="99")), "weights-not-100", ("parts",)),
        (contest_of(scored_part(full="0")), "unreadable-value", ("parts", 0, "full")),
        (contest_of(scored_part("a", "110"), scored_part("b", "-10")), "unreadable-value", ("parts", 1, "weight")),
        (
            contest_of(Part("t", "t", Fraction(100), Fraction(100), None, Fraction(101))),
            "unreadable-value",
            ("parts", 0, "pass"),
        ),
        (contest_of(scored_part("t", "50"), scored_part("t", "50")), "repeated-code", ("parts",)),
        (
            contest_of(*(marked_part(measured("A1.M1"), code=code, weight="50") for code in "ab")),
            "repeated-code",
            ("parts",),
        ),
        (contest_of(scored_part(), ranking=tie_keys("part:x:desc")), "unknown-tie-key", ("ranking", "ties", 0)),
        (contest_of(scored_part(), ranking=tie_keys("criterion:A:desc")), "unknown-tie-key", ("ranking", "ties", 0)),
        (contest_of(scored_part(), ranking=tie_keys("sub:A1:desc")), "unknown-tie-key", ("ranking", "ties", 0)),
        (contest_of(scored_part(), ranking=tie_keys("aspect:A1.M1:desc")), "unknown-tie-key", ("ranking", "ties", 0)),
        (
            contest_of(scored_part(), ranking=tie_keys("part:t:desc", "duration:asc", "part:t:asc")),
            "repeated-tie-key",
            ("ranking", "ties", 2),
        ),
        (contest_of(scored_part(), awards=Awards(MedalModel.RATIO)), "missing-key", ("awards", "grades")),
        (contest_of(scored_part(), awards=Awards(MedalModel.FIXED)), "missing-key", ("awards", "fixed")),
        (contest_of(scored_part(), awards=Awards(grades=GRADES)), "unreadable-value", ("awards", "grades")),
    ],
)
def test_a_rule_that_cannot_be_is_named_with_its_place(contest: Contest, code: str, path: tuple[str | int]) -> None:
    assert [(fault.code, fault.path) for fault in rule_faults(contest)] == [(code, path)]


def test_rules_that_can_be_have_no_fault() -> None:
    keys = tie_keys("part:p:desc", "criterion:A:desc", "sub:A1:desc", "aspect:A1.M1:desc", "duration:asc")
    assert rule_faults(contest_of(marked_part(measured("A1.M1")), ranking=keys)) == ()


def test_thirds_of_a_hundred_percent_are_a_hundred_percent() -> None:
    third = Fraction(100, 3)
    parts = [Part(code, code, third, Fraction(10)) for code in "abc"]
    assert rule_faults(contest_of(*parts)) == ()


def test_a_part_out_of_nothing_blocks_and_raises_nothing() -> None:
    contest = contest_of(scored_part("t", "50", "0"), scored_part("u", "50"))
    data = ContestInput((entry_of("e"),), scores=(score("e", 0), score("e", 80, "u")))
    results = compute_results(contest, data)
    assert "full-not-positive" in codes(results)
    assert line(results, "e").total == Decimal("40.00")
    assert explain_total(contest, data, "e").value == "40.00"


@pytest.mark.parametrize(("given", "passed"), [("59.99", False), ("60", True), ("59.995", True)])
def test_an_entry_passes_where_every_part_as_printed_reaches_its_mark(given: str, passed: bool) -> None:
    contest = contest_of(GATED)
    results = compute_results(contest, ContestInput((entry_of("e"),), scores=(score("e", given),)))
    assert line(results, "e").passed is passed


def test_one_part_below_its_pass_mark_is_enough_to_fail() -> None:
    gates = [Part(code, code, Fraction(50), Fraction(50), None, Fraction(60)) for code in "ab"]
    data = ContestInput((entry_of("e"),), scores=(score("e", 50, "a"), score("e", "29.99", "b")))
    assert line(compute_results(contest_of(*gates), data), "e").passed is False


def test_without_pass_marks_or_with_members_added_nobody_passes_or_fails() -> None:
    assert line(results_of_scores({"e": 100}), "e").passed is None
    data = ContestInput((entry_of("e", members=1),), scores=(score("e/1", 100),))
    assert line(compute_results(contest_of(GATED, team=TeamMarking.SUM), data), "e").passed is None
