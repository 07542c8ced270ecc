"""Selections over several rounds."""

from decimal import Decimal
from fractions import Fraction

from scoring.findings import Severity
from scoring.rounds import Advance, Combination, Round, advance, combine_rounds
from scoring.rules import Rounding, Rounds
from tests.scoring.making import results_of_scores

EARLIER = results_of_scores({"a": 9, "b": 8, "c": 8, "d": 7, "e": 6})


def test_the_best_advance_in_their_order() -> None:
    assert advance(EARLIER, Rounds("x/c", 4, True)) == Advance(("a", "b", "c", "d"))
    assert advance(EARLIER, Rounds("x/c", 9, True)).entries == ("a", "b", "c", "d", "e")


def test_ties_at_the_cut_all_advance() -> None:
    assert advance(EARLIER, Rounds("x/c", 2, True)) == Advance(("a", "b", "c"))


def test_without_that_rule_a_person_decides_the_cut() -> None:
    found = advance(EARLIER, Rounds("x/c", 2, False))
    assert found.entries == ("a",)
    (finding,) = found.findings
    assert (finding.severity, finding.code, finding.where.entry) == (Severity.ERROR, "advance-undecided", "b")
    assert "b, c are tied at the cut of 2" in finding.text.en


def test_a_tie_above_the_cut_needs_no_decision() -> None:
    assert advance(EARLIER, Rounds("x/c", 3, False)) == Advance(("a", "b", "c"))


def test_a_barred_entry_takes_no_place() -> None:
    results = results_of_scores({"a": 9, "b": 8, "c": 7}, "a")
    assert advance(results, Rounds("x/c", 2, True)).entries == ("b", "c")


ONE = Round("one", {"a": Decimal("80.00"), "b": Decimal("90.00"), "c": Decimal("70.00")}, Fraction(40))
TWO = Round("two", {"a": Decimal("90.01"), "b": Decimal("70.00")}, Fraction(60))


def combined(how: Combination) -> tuple[dict[str, str], dict[str, int], list[str]]:
    found = combine_rounds((ONE, TWO), how, Rounding())
    totals = {entry: str(total) for entry, total in found.totals.items()}
    return totals, found.ranking.ranks, [finding.code for finding in found.findings]


def test_rounds_are_combined_by_weight() -> None:
    assert combined(Combination.WEIGHTED) == ({"a": "86.01", "b": "78.00"}, {"a": 1, "b": 2}, ["round-missing"])


def test_rounds_are_added_up() -> None:
    assert combined(Combination.CUMULATIVE) == ({"a": "170.01", "b": "160.00"}, {"a": 1, "b": 2}, ["round-missing"])


def test_the_best_round_counts_and_one_is_enough() -> None:
    assert combined(Combination.BEST) == (
        {"a": "90.01", "b": "90.00", "c": "70.00"},
        {"a": 1, "b": 2, "c": 3},
        [],
    )


def test_a_missing_round_is_named_and_never_zero() -> None:
    (finding,) = combine_rounds((ONE, TWO), Combination.WEIGHTED, Rounding()).findings
    assert finding.where.entry == "c"
    assert "no total in two" in finding.text.en
