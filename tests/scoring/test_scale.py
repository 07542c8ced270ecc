"""The scale of 700: DOMAIN 4 and How the numbers are made 7."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.scale import Spread, build_scale, median
from tests.scoring.making import line, results_of_scores

EXAMPLE = [9240, 9185, 8810, 8500, 8320, 8075, 7830, 7120, 6600, 5250]


def points(totals: list[int]) -> list[int]:
    scale = build_scale(totals)
    return [scale.points(total) for total in totals]


def test_the_example_of_the_domain() -> None:
    assert points(EXAMPLE) == [726, 725, 715, 708, 703, 697, 691, 673, 660, 625]


def test_a_median_of_an_even_count_lies_between_the_two_in_the_middle() -> None:
    assert median([4, 1, 3, 2]) == Fraction(5, 2)
    assert median([5, 1, 3]) == 3
    assert median([7]) == 7


def test_without_a_median_deviation_the_mean_deviation_serves_with_a_finding() -> None:
    """Deviations 0 0 0 0 10: the mean is 2, and 30 x 10 / (1.2533 x 2) = 119.68."""
    results = results_of_scores({"a": 60, "b": 50, "c": 50, "d": 50, "e": 50})
    assert (line(results, "a").scale, line(results, "b").scale) == (820, 700)
    (finding,) = results.findings
    assert finding.code == "scale-fallback"
    assert "mean absolute deviation" in finding.text.en
    assert finding.where.contest == "c"


def test_without_any_spread_everyone_has_700_with_a_finding() -> None:
    results = results_of_scores({"a": 50, "b": 50})
    assert [found.scale for found in results.entries] == [700, 700]
    assert ["All totals are equal" in finding.text.en for finding in results.findings] == [True]


def test_the_usual_spread_needs_no_finding_and_no_entry_no_scale() -> None:
    assert results_of_scores({"a": 60, "b": 50, "c": 45, "d": 41}).findings == ()
    assert results_of_scores({}).findings == ()
    assert build_scale([]).basis is Spread.NONE


def test_barred_entries_are_part_of_the_scale() -> None:
    results = results_of_scores({"a": 60, "b": 50, "c": 40}, "a")
    assert [found.scale for found in results.entries] == [720, 700, 680]


def test_a_half_goes_up() -> None:
    """With a spread of 60 one unit is half a point."""
    scale = replace(build_scale([0, 1, 2]), spread=Fraction(60))
    assert [scale.points(total) for total in (0, 1, 2)] == [700, 700, 701]


@given(st.lists(st.integers(0, 10000), min_size=1, max_size=40), st.integers(1, 50), st.integers(0, 1000))
def test_the_scale_is_the_same_after_stretching_and_shifting(totals: list[int], factor: int, shift: int) -> None:
    assert points(totals) == points([total * factor + shift for total in totals])


@given(st.lists(st.integers(0, 10000), min_size=1, max_size=40))
def test_more_total_is_never_less_scale_and_the_order_does_not_matter(totals: list[int]) -> None:
    ordered = points(sorted(totals))
    assert ordered == sorted(ordered)
    assert sorted(points(totals)) == ordered
