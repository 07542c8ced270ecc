"""Delegations compared, Best of Nation and Albert Vidal."""

from fractions import Fraction

import pytest

from scoring.contest import compute_results
from scoring.delegations import (
    Comparison,
    DelegationEntry,
    Points,
    albert_vidal,
    best_of_nation,
    compare_delegations,
    delegation_entries,
    delegation_table,
    points_of,
)
from scoring.formula import FORMULA
from scoring.results import ContestInput, Entry
from scoring.rules import Medal
from tests.scoring.making import contest_of, scored_part, scores_of


def counted(delegation: str, rank: int | None, medal: Medal | None, scale: int, members: int = 1) -> DelegationEntry:
    return DelegationEntry("c", f"{delegation}{rank}", delegation, members, rank, medal, scale)


ENTRIES = [
    counted("X", 1, Medal.GOLD, 760, members=3),
    counted("X", 8, None, 690),
    counted("Y", 2, Medal.SILVER, 740),
    counted("Z", 3, Medal.BRONZE, 730),
    counted("Z", 4, Medal.MERIT, 710),
    counted("Z", 11, None, 640),
]


@pytest.mark.parametrize(
    ("rank", "points"), [(1, 10), (2, 9), (3, 8), (6, 5), (7, 4), (10, 4), (11, 1), (90, 1), (None, 0)]
)
def test_place_points_fall_from_ten_to_one(rank: int | None, points: int) -> None:
    assert points_of(Points.PLACES, counted("X", rank, None, 700)) == points


@pytest.mark.parametrize(
    ("medal", "worldskills", "chinese"),
    [
        (Medal.GOLD, 4, 10),
        (Medal.SILVER, 3, 7),
        (Medal.BRONZE, 2, 5),
        (Medal.MERIT, 1, 0),
        (Medal.FIRST, 0, 0),
        (None, 0, 0),
    ],
)
def test_medal_points(medal: Medal | None, worldskills: int, chinese: int) -> None:
    entry = counted("X", 1, medal, 700)
    assert points_of(Points.WORLDSKILLS, entry) == worldskills
    assert points_of(Points.MEDALS, entry) == chinese


def test_a_team_counts_once_in_points_and_by_person_in_medals() -> None:
    row = delegation_table(ENTRIES)[0]
    assert (row.delegation, row.entries, row.points, row.scale_total) == ("X", 2, 4, 1450)
    assert row.medals == {Medal.GOLD: 3}
    assert row.formula == FORMULA


@pytest.mark.parametrize(
    ("comparison", "order"),
    [
        (Comparison.TOTAL_MEDAL_POINTS, [(1, "X"), (2, "Y"), (2, "Z")]),
        (Comparison.AVERAGE_MEDAL_POINTS, [(1, "Y"), (2, "X"), (3, "Z")]),
        (Comparison.AVERAGE_SCORE, [(1, "Y"), (2, "X"), (3, "Z")]),
        (Comparison.TOTAL_SCORE, [(1, "Z"), (2, "X"), (3, "Y")]),
    ],
)
def test_the_four_comparisons(comparison: Comparison, order: list[tuple[int, str]]) -> None:
    ranked = compare_delegations(delegation_table(ENTRIES), comparison)
    assert [(rank, row.delegation) for rank, row in ranked] == order


def test_averages_are_exact() -> None:
    row = delegation_table(ENTRIES)[2]
    assert row.figure(Comparison.AVERAGE_SCORE) == Fraction(2080, 3)
    assert row.figure(Comparison.AVERAGE_MEDAL_POINTS) == 1


def test_other_points_systems_fill_the_same_table() -> None:
    assert [row.points for row in delegation_table(ENTRIES, Points.PLACES)] == [14, 9, 16]
    assert [row.points for row in delegation_table(ENTRIES, Points.MEDALS)] == [10, 7, 5]


def test_best_of_nation_is_the_highest_scale_of_each_delegation_and_ties_are_shared() -> None:
    best = best_of_nation([*ENTRIES, counted("Y", 5, None, 740)])
    assert {code: [entry.entry for entry in found] for code, found in best.items()} == {
        "X": ["X1"],
        "Y": ["Y2", "Y5"],
        "Z": ["Z3"],
    }


def test_albert_vidal_is_the_highest_scale_of_all_and_ties_are_shared() -> None:
    assert [entry.entry for entry in albert_vidal(ENTRIES)] == ["X1"]
    assert [entry.entry for entry in albert_vidal([*ENTRIES, counted("Y", 5, None, 760)])] == ["X1", "Y5"]
    assert albert_vidal([]) == ()


def test_results_give_the_entries_of_delegations_and_name_the_unclear() -> None:
    entries = (
        Entry("a", delegations=frozenset({"X"}), members=2),
        Entry("b", delegations=frozenset()),
        Entry("d", delegations=frozenset({"X", "Y"})),
        Entry("e", delegations=frozenset({"X"})),
    )
    data = ContestInput(entries, scores=scores_of({"a": 9, "b": 8, "d": 7}))
    found, findings = delegation_entries(compute_results(contest_of(scored_part()), data), entries)
    assert [(entry.entry, entry.delegation, entry.members, entry.award_rank, entry.medal) for entry in found] == [
        ("a", "X", 2, 1, Medal.GOLD)
    ]
    assert [(finding.code, finding.where.entry) for finding in findings] == [
        ("delegation-unclear", "b"),
        ("delegation-unclear", "d"),
    ]
    assert "has no delegation" in findings[0].text.en
    assert "2 delegations" in findings[1].text.en
