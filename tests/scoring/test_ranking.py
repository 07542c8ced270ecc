"""Ranks and tie keys: package-format, How the numbers are made 4, and the bulk ranking."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.bulk_ranking import rank_all
from scoring.contest import compute_results
from scoring.findings import Severity
from scoring.ranking import award_ranks
from scoring.results import ContestInput, ContestResult, TieOrder
from scoring.rules import LastResort, RankingRules
from tests.scoring.making import (
    codes,
    contest_of,
    entry_of,
    mark,
    marked_part,
    measured,
    penalty,
    ranks,
    results_of_scores,
    score,
    scored_part,
    tie_keys,
)

DECIDE = RankingRules(last=LastResort.DECIDE)


def test_equal_entries_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks(results_of_scores({"a": 90, "b": 80, "c": 80, "d": 70})) == {"a": 1, "b": 2, "c": 2, "d": 4}


def two_parts(values: dict[str, tuple[int, int]], ranking: RankingRules) -> ContestResult:
    parts = (scored_part("t", "50"), scored_part("u", "50"))
    scores = tuple(
        score(entry, value, part) for entry, pair in values.items() for part, value in zip("tu", pair, strict=True)
    )
    return compute_results(
        contest_of(*parts, ranking=ranking), ContestInput(tuple(map(entry_of, values)), scores=scores)
    )


TIED = {"a": (60, 40), "b": (40, 60), "c": (50, 50)}


def test_tied_entries_are_separated_by_a_part() -> None:
    assert ranks(two_parts(TIED, tie_keys("part:t:desc"))) == {"a": 1, "c": 2, "b": 3}


def test_an_ascending_key_prefers_less() -> None:
    assert ranks(two_parts(TIED, tie_keys("part:t:asc"))) == {"b": 1, "c": 2, "a": 3}


def test_keys_apply_in_their_order_and_only_to_ties() -> None:
    values = {"a": (60, 40), "b": (60, 40), "c": (10, 90), "d": (99, 99)}
    entries = (entry_of("a", duration=Fraction(9)), entry_of("b", duration=Fraction(7)), entry_of("c"), entry_of("d"))
    parts = (scored_part("t", "50"), scored_part("u", "50"))
    scores = tuple(
        score(entry, value, part) for entry, pair in values.items() for part, value in zip("tu", pair, strict=True)
    )
    contest = contest_of(*parts, ranking=tie_keys("part:t:desc", "duration:asc"))
    results = compute_results(contest, ContestInput(entries, scores=scores))
    assert ranks(results) == {"d": 1, "b": 2, "a": 3, "c": 4}
    assert codes(results) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("criterion:A:desc", ["b", "a"]),
        ("criterion:B:desc", ["a", "b"]),
        ("sub:B2:desc", ["b", "a"]),
        ("aspect:B1.M1:desc", ["a", "b"]),
        ("aspect:B1.M1:asc", ["b", "a"]),
    ],
)
def test_criteria_sub_criteria_and_aspects_separate_ties(key: str, expected: list[str]) -> None:
    part = marked_part(measured("A1.M1", "10"), measured("B1.M1", "10"), measured("B2.M1", "10"))
    rows = [
        *(mark("a", code, value) for code, value in (("A1.M1", 1), ("B1.M1", 7), ("B2.M1", 1))),
        *(mark("b", code, value) for code, value in (("A1.M1", 3), ("B1.M1", 2), ("B2.M1", 4))),
    ]
    results = compute_results(
        contest_of(part, ranking=tie_keys(key)), ContestInput((entry_of("a"), entry_of("b")), rows)
    )
    assert [found.entry for found in results.entries] == expected
    assert [found.rank for found in results.entries] == [1, 2]


def test_keys_compare_values_as_printed() -> None:
    """50.004 and 50.003 both print 50.00."""
    parts = (scored_part("t", "50"), scored_part("u", "50"))
    scores = (score("a", "50.004"), score("a", "49.996", "u"), score("b", "50.003"), score("b", "49.997", "u"))
    contest = contest_of(*parts, ranking=tie_keys("part:t:desc"))
    results = compute_results(contest, ContestInput((entry_of("a"), entry_of("b")), scores=scores))
    assert ranks(results) == {"a": 1, "b": 1}


def test_penalty_seconds_are_added_to_the_duration() -> None:
    entries = (entry_of("a", duration=Fraction(100)), entry_of("b", duration=Fraction(105)))
    data = ContestInput(entries, scores=(score("a", 5), score("b", 5)), penalties=(penalty("a", 10, "seconds"),))
    results = compute_results(contest_of(scored_part(), ranking=tie_keys("duration:asc")), data)
    assert ranks(results) == {"b": 1, "a": 2}


def test_penalty_points_can_separate_ties() -> None:
    data = ContestInput(
        (entry_of("a"), entry_of("b")), scores=(score("a", 6), score("b", 5)), penalties=(penalty("a", 1),)
    )
    results = compute_results(contest_of(scored_part(), ranking=tie_keys("penalties:asc")), data)
    assert ranks(results) == {"b": 1, "a": 2}


def test_a_key_unknown_for_one_of_the_tied_is_skipped_for_that_group_with_a_finding() -> None:
    durations = {"a": 5, "b": None, "c": 7, "d": 3}
    entries = tuple(
        entry_of(code, duration=None if value is None else Fraction(value)) for code, value in durations.items()
    )
    scores = tuple(score(entry, value) for entry, value in {"a": 9, "b": 9, "c": 8, "d": 8}.items())
    results = compute_results(
        contest_of(scored_part(), ranking=tie_keys("duration:asc")), ContestInput(entries, scores=scores)
    )
    assert ranks(results) == {"a": 1, "b": 1, "d": 3, "c": 4}
    assert codes(results) == ["tie-key-unknown"]
    assert results.findings[0].where.entry == "a"
    assert "duration:asc" in results.findings[0].text.zh


def test_a_later_key_still_separates_after_a_skipped_one() -> None:
    results = two_parts(TIED, tie_keys("duration:asc", "part:u:desc"))
    assert ranks(results) == {"b": 1, "c": 2, "a": 3}


@pytest.mark.parametrize("key", ["part:x:desc", "criterion:X:desc", "sub:X1:desc", "aspect:X1.M1:desc"])
def test_a_key_the_contest_does_not_have_is_unknown(key: str) -> None:
    assert codes(two_parts(TIED, tie_keys(key))) == ["tie-key-unknown"]


def test_decide_leaves_the_rank_shared_with_a_blocking_finding() -> None:
    results = results_of_scores({"a": 5, "b": 5, "c": 4}, ranking=DECIDE)
    assert ranks(results) == {"a": 1, "b": 1, "c": 3}
    finding = results.findings[0]
    assert (finding.code, finding.severity, finding.where.entry) == ("tie-undecided", Severity.ERROR, "a")


def decided(*orders: tuple[str, ...], last: LastResort = LastResort.DECIDE) -> ContestResult:
    scores = tuple(score(entry, value) for entry, value in {"a": 5, "b": 5, "c": 5, "d": 4}.items())
    data = ContestInput(
        tuple(map(entry_of, "abcd")),
        scores=scores,
        tie_orders=tuple(TieOrder(order, "chief") for order in orders),
    )
    return compute_results(contest_of(scored_part(), ranking=RankingRules(last=last)), data)


def test_a_recorded_decision_orders_the_tied() -> None:
    results = decided(("c", "a", "b"))
    assert ranks(results) == {"c": 1, "a": 2, "b": 3, "d": 4}
    assert codes(results) == []


def test_the_newest_decision_counts() -> None:
    assert ranks(decided(("c", "a", "b"), ("b", "a", "c"))) == {"b": 1, "a": 2, "c": 3, "d": 4}


def test_a_decision_that_leaves_out_one_of_the_tied_decides_nothing() -> None:
    results = decided(("c", "a"))
    assert ranks(results) == {"a": 1, "b": 1, "c": 1, "d": 4}
    assert codes(results) == ["tie-undecided"]


def test_a_decision_comes_before_the_rule_to_share() -> None:
    assert ranks(decided(("b", "d", "c", "a"), last=LastResort.SHARE)) == {"b": 1, "c": 2, "a": 3, "d": 4}


def test_sharing_needs_no_finding() -> None:
    assert codes(results_of_scores({"a": 5, "b": 5, "c": 4, "d": 3})) == []


def test_award_ranks_pass_over_the_barred() -> None:
    assert award_ranks({"a": 1, "b": 2, "c": 2, "d": 4, "e": 5}, {"a"}) == {"b": 1, "c": 1, "d": 3, "e": 4}


def slow_rank(rows: list[tuple[int, ...]], place: int) -> int:
    """One more than the rows of the same group with a better key."""
    return 1 + sum(row[0] == rows[place][0] and row[1:] > rows[place][1:] for row in rows)


@given(st.lists(st.tuples(*[st.integers(-3, 3)] * 4), max_size=30))
def test_bulk_ranks_equal_the_slow_count(rows: list[tuple[int, ...]]) -> None:
    """The last key is better when lower, so it goes into the slow count with the other sign."""
    columns = [[row[column] for row in rows] for column in range(4)]
    found = rank_all(columns[0], [(columns[1], True), (columns[2], True), ([-value for value in columns[3]], False)])
    assert found == [slow_rank(rows, place) for place in range(len(rows))]


def test_bulk_ranks_need_one_value_an_entry() -> None:
    with pytest.raises(ValueError, match="shorter"):
        rank_all([1, 1], [([1], True)])


def test_an_aspect_key_compares_that_aspect_alone() -> None:
    part = marked_part(measured("A1.M1", "10"), measured("A1.M2", "10"), measured("A1.M3", "10"))
    rows = [
        *(mark("a", f"A1.M{place}", value) for place, value in ((1, 0), (2, 3), (3, 4))),
        *(mark("b", f"A1.M{place}", value) for place, value in ((1, 5), (2, 2), (3, 0))),
    ]
    data = ContestInput((entry_of("a"), entry_of("b")), rows)
    assert ranks(compute_results(contest_of(part, ranking=tie_keys("aspect:A1.M2:desc")), data)) == {"a": 1, "b": 2}
    assert ranks(compute_results(contest_of(part, ranking=tie_keys("aspect:A1.M1:desc")), data)) == {"b": 1, "a": 2}
    assert ranks(compute_results(contest_of(part, ranking=tie_keys("aspect:A1.M3:desc")), data)) == {"a": 1, "b": 2}
