"""Part scores, totals, teams, statuses and order: package-format, How the numbers are made 2, 3 and 8."""

from decimal import Decimal

import pytest

from scoring.contest import compute_results
from scoring.formula import FORMULA
from scoring.results import ContestInput, EntryStatus, Group
from scoring.rules import Groups, RankingRules, Rounding, RoundingMode, TeamMarking
from tests.scoring.making import (
    codes,
    contest_of,
    entry_of,
    judged,
    line,
    mark,
    marked_part,
    measured,
    penalty,
    ranks,
    results_of_scores,
    score,
    scored_part,
    scores_of,
    votes,
)


def test_a_total_is_the_weighted_sum_of_its_parts_over_their_full_marks() -> None:
    part = marked_part(measured("A1.M1", "40"), measured("B1.M1", "10"), code="p", weight="70")
    data = ContestInput(
        (entry_of("e"),),
        [mark("e", "A1.M1", 30), mark("e", "B1.M1", "5.5")],
        scores=(score("e", 45),),
    )
    found = line(compute_results(contest_of(part, scored_part("t", "30", "60")), data), "e")
    assert found.parts == {"p": Decimal("35.50"), "t": Decimal("45.00")}
    assert found.criteria == {"A": Decimal("30.00"), "B": Decimal("5.50")}
    assert str(found.total) == "72.20"


def test_criteria_add_up_over_all_marked_parts() -> None:
    parts = [
        marked_part(measured("A1.M1", "5"), code="p", weight="50"),
        marked_part(measured("A2.M1", "5"), code="q", weight="50"),
    ]
    data = ContestInput((entry_of("e"),), [mark("e", "A1.M1", 2), mark("e", "A2.M1", 3)])
    found = line(compute_results(contest_of(*parts), data), "e")
    assert found.criteria == {"A": Decimal("5.00")}
    assert str(found.total) == "50.00"


def test_the_newest_ready_score_counts() -> None:
    data = ContestInput((entry_of("e"),), scores=(score("e", 50), score("e", 70)))
    assert line(compute_results(contest_of(scored_part()), data), "e").total == Decimal(70)


@pytest.mark.parametrize(("value", "blocked"), [("100", False), ("100.01", True), ("0", False), ("-0.5", True)])
def test_a_ready_score_outside_its_full_mark_blocks(value: str, blocked: bool) -> None:
    assert ("mark-out-of-range" in codes(results_of_scores({"e": value}))) is blocked


def test_penalty_points_are_taken_off_the_total() -> None:
    data = ContestInput((entry_of("e"),), scores=(score("e", 50),), penalties=(penalty("e", 2), penalty("e", "0.5")))
    assert str(line(compute_results(contest_of(scored_part()), data), "e").total) == "47.50"


def test_a_total_never_falls_below_zero() -> None:
    data = ContestInput((entry_of("e"),), scores=(score("e", 1),), penalties=(penalty("e", 2),))
    assert str(line(compute_results(contest_of(scored_part()), data), "e").total) == "0.00"


@pytest.mark.parametrize(
    ("mode", "total"),
    [(RoundingMode.HALF_UP, "50.13"), (RoundingMode.HALF_EVEN, "50.12"), (RoundingMode.DOWN, "50.12")],
)
def test_the_total_is_rounded_by_the_mode(mode: RoundingMode, total: str) -> None:
    assert str(line(results_of_scores({"e": "50.125"}, rounding=Rounding(mode=mode)), "e").total) == total


@pytest.mark.parametrize(("places", "total"), [(0, "50"), (1, "50.1"), (3, "50.125"), (10, "50.1250000000")])
def test_totals_have_the_places_of_the_rules(places: int, total: str) -> None:
    found = line(results_of_scores({"e": "50.125"}, rounding=Rounding(places=places)), "e")
    assert str(found.total) == total
    assert str(found.parts["t"]) == total


def test_members_of_a_summed_team_are_rounded_alone_and_then_added() -> None:
    """Two members of 10.005 print 10.01 each: the team has 20.02, not 20.01."""
    contest = contest_of(scored_part(), team=TeamMarking.SUM, team_size=2)
    data = ContestInput((entry_of("e", members=2),), scores=(score("e/1", "10.005"), score("e/2", "10.005")))
    found = line(compute_results(contest, data), "e")
    assert str(found.total) == "20.02"
    assert found.parts == {"t": Decimal("20.02")}


def test_criteria_of_a_summed_team_are_sums_of_the_rounded_members() -> None:
    part = marked_part(judged("A1.J1", "1"))
    contest = contest_of(part, team=TeamMarking.SUM, team_size=2)
    rows = [*votes("e/1", "A1.J1", 1, 2, 2), *votes("e/2", "A1.J1", 1, 2, 2)]
    found = line(compute_results(contest, ContestInput((entry_of("e", members=2),), rows)), "e")
    assert found.criteria == {"A": Decimal("1.12")}
    assert str(found.total) == "112.00"


def test_a_penalty_of_one_member_cannot_take_from_another() -> None:
    contest = contest_of(scored_part(), team=TeamMarking.SUM, team_size=2)
    data = ContestInput(
        (entry_of("e", members=2),),
        scores=(score("e/1", 1), score("e/2", 10)),
        penalties=(penalty("e/1", 5),),
    )
    assert str(line(compute_results(contest, data), "e").total) == "10.00"


def test_every_member_of_a_summed_team_needs_every_cell() -> None:
    contest = contest_of(scored_part(), team=TeamMarking.SUM, team_size=2)
    data = ContestInput((entry_of("e", members=2),), scores=(score("e/1", 1),))
    results = compute_results(contest, data)
    assert line(results, "e").status is EntryStatus.INCOMPLETE
    assert "t（2 号选手）" in results.findings[0].text.zh


@pytest.mark.parametrize("member", ["e", "e/3"])
def test_a_score_for_a_member_the_team_has_not_blocks(member: str) -> None:
    contest = contest_of(scored_part(), team=TeamMarking.SUM, team_size=2)
    scores = (score("e/1", 1), score("e/2", 1), score(member, 1))
    assert "member-unknown" in codes(compute_results(contest, ContestInput((entry_of("e", members=2),), scores=scores)))


def test_rows_of_unknown_entries_parts_and_penalties_block() -> None:
    data = ContestInput(
        (entry_of("e"),),
        [mark("x", "A1.M1", 1)],
        scores=(score("e", 1), score("e", 1, "z")),
        penalties=(penalty("e", 1, "hours"), penalty("e", -1)),
    )
    found = codes(compute_results(contest_of(scored_part()), data))
    assert found == [
        "aspect-unknown",
        "entry-unknown",
        "part-unknown",
        "penalty-unclear",
        "penalty-unclear",
    ]


def test_weights_that_do_not_add_up_to_a_hundred_block() -> None:
    data = ContestInput((entry_of("e"),), scores=(score("e", 1),))
    assert codes(compute_results(contest_of(scored_part(weight="90")), data))[0] == "total-not-100"


def test_started_is_not_dns_and_competed_is_started_and_not_dsq() -> None:
    statuses = {"a": "ranked", "b": "dns", "c": "dsq", "d": "dnf", "e": "barred"}
    entries = tuple(entry_of(code, status) for code, status in statuses.items())
    data = ContestInput(entries, scores=scores_of({"a": 5, "e": 6}))
    results = compute_results(contest_of(scored_part()), data)
    assert (results.started, results.competed) == (4, 3)


def test_barred_entries_and_dnf_with_a_cell_are_ranked() -> None:
    part = marked_part(measured("A1.M1", "5"), measured("A1.M2", "5"))
    entries = (entry_of("a", "dnf"), entry_of("b", "barred"), entry_of("c", "dnf"))
    rows = [mark("a", "A1.M1", 5), mark("b", "A1.M1", 5), mark("b", "A1.M2", 5)]
    results = compute_results(contest_of(part), ContestInput(entries, rows))
    assert ranks(results) == {"b": 1, "a": 2, "c": None}
    assert line(results, "a").total == Decimal(50)
    assert line(results, "a").status is EntryStatus.DNF
    assert line(results, "c").status is EntryStatus.DNF


def test_one_ready_score_is_cell_enough_for_dnf() -> None:
    data = ContestInput((entry_of("a", "dnf"),), scores=(score("a", 3, "t"),))
    parts = (scored_part("t", "50"), scored_part("u", "50"))
    assert ranks(compute_results(contest_of(*parts), data)) == {"a": 1}


@pytest.mark.parametrize("status", ["ranked", "barred"])
def test_a_missing_cell_makes_an_entry_incomplete_without_rank_and_blocks(status: str) -> None:
    part = marked_part(*(measured(f"A1.M{number}") for number in range(1, 6)))
    results = compute_results(contest_of(part), ContestInput((entry_of("a", status),), [mark("a", "A1.M2", 1)]))
    found = line(results, "a")
    assert found.status is EntryStatus.INCOMPLETE
    assert (found.rank, found.total, found.award_rank, found.scale, found.medal) == (None, None, None, None, None)
    assert found.parts == found.criteria == {}
    assert codes(results) == ["unmarked"]
    assert results.findings[0].where.aspect == "A1.M1"
    assert results.findings[0].text.en.startswith("a has 4 cells not yet marked: A1.M1, A1.M3, A1.M4 and 1 more.")


@pytest.mark.parametrize("status", ["dns", "dsq"])
def test_absent_and_disqualified_entries_are_never_ranked(status: str) -> None:
    data = ContestInput((entry_of("a", status),), scores=(score("a", 5),))
    assert line(compute_results(contest_of(scored_part()), data), "a").rank is None


def test_marks_of_an_absent_entry_are_a_warning() -> None:
    data = ContestInput((entry_of("a", "dns"),), scores=(score("a", 5),))
    assert codes(compute_results(contest_of(scored_part()), data)) == ["absent-with-marks"]


def test_faulty_marks_of_a_disqualified_entry_block_nothing() -> None:
    data = ContestInput((entry_of("a", "dsq"),), [mark("a", "A1.M1", 7)])
    assert codes(compute_results(contest_of(marked_part(measured("A1.M1"))), data)) == []


def test_entries_stand_by_rank_then_code_then_incomplete_dnf_dns_and_dsq() -> None:
    statuses = {"h": "dsq", "g": "dns", "f": "dnf", "e": "ranked", "d": "dns", "c": "ranked", "b": "ranked", "a": "dnf"}
    entries = tuple(entry_of(code, status) for code, status in statuses.items())
    data = ContestInput((*entries, entry_of("0")), scores=scores_of({"b": 5, "c": 5, "0": 4}))
    results = compute_results(contest_of(scored_part()), data)
    assert [found.entry for found in results.entries] == ["b", "c", "0", "e", "a", "f", "d", "g", "h"]


def test_groups_apart_are_ranked_scaled_and_counted_each_by_itself_in_their_order() -> None:
    entries = (
        entry_of("s1", group=Group.STUDENT),
        entry_of("w1", group=Group.WORKER),
        entry_of("s2", group=Group.STUDENT),
        entry_of("w2", group=Group.WORKER),
        entry_of("s3", "dsq", group=Group.STUDENT),
    )
    data = ContestInput(entries, scores=scores_of({"s1": 80, "s2": 90, "w1": 10, "w2": 5}))
    rules = RankingRules(groups=Groups.SEPARATE)
    results = compute_results(contest_of(scored_part(), ranking=rules), data)
    assert ranks(results) == {"w1": 1, "w2": 2, "s2": 1, "s1": 2, "s3": None}
    assert [found.entry for found in results.entries] == ["w1", "w2", "s2", "s1", "s3"]
    assert [(group.group, group.started, group.competed) for group in results.groups] == [
        (Group.WORKER, 2, 2),
        (Group.STUDENT, 3, 2),
    ]
    assert line(results, "w1").scale == line(results, "s2").scale
    assert (results.started, results.competed) == (5, 4)


def test_groups_together_give_no_group_counts() -> None:
    assert results_of_scores({"a": 1}).groups == ()


@pytest.mark.parametrize("group", [{"group": None}, {"group": Group.WORKER, "mixed_groups": True}])
def test_an_entry_without_group_or_with_several_blocks_and_has_no_rank(group: dict[str, object]) -> None:
    data = ContestInput((entry_of("a", **group),), scores=(score("a", 5),))
    contest = contest_of(scored_part(), ranking=RankingRules(groups=Groups.SEPARATE))
    results = compute_results(contest, data)
    assert codes(results) == ["group-unknown"]
    assert ranks(results) == {"a": None}
    assert line(results, "a").status is EntryStatus.INCOMPLETE
    assert codes(compute_results(contest_of(scored_part()), data)) == []


def test_every_result_carries_the_version_of_the_formula() -> None:
    assert results_of_scores({"a": 1}).formula == FORMULA


def test_errors_come_before_warnings() -> None:
    data = ContestInput((entry_of("a", "dns"), entry_of("b")), scores=(score("a", 5),))
    assert codes(compute_results(contest_of(scored_part()), data)) == ["unmarked", "absent-with-marks"]
