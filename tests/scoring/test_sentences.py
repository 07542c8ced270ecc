"""Sentences of package-format, How the numbers are made, that no other test proves; docs/scoring.md lists them all."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from scoring.contest import compute_results
from scoring.results import ContestInput, Group, MarkRow
from scoring.rules import (
    Awards,
    Barred,
    Groups,
    MedalModel,
    RankingRules,
    RatioGrades,
    RoundingMode,
    TeamMarking,
)
from tests.scoring.making import (
    contest_of,
    entry_of,
    line,
    mark,
    marked_part,
    measured,
    medals,
    ranks,
    results_of_scores,
    score,
    scored_part,
)

SCORING = Path(__file__).parent


def test_every_sentence_of_the_table_names_tests_that_exist() -> None:
    document = (SCORING.parents[1] / "docs" / "scoring.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", document.split("## Sentences and their tests")[1]))
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SCORING.glob("test_*.py"))
    written = set(re.findall(r"^def (test_\w+)", sources, re.MULTILINE))
    assert len(named) > 50
    assert named - written == set()


def test_1_a_mark_carries_no_time_so_only_its_row_says_what_is_later() -> None:
    assert MarkRow._fields == ("entry", "member", "aspect", "judge", "value", "round")


def test_2_a_part_score_is_the_sum_of_its_aspects_or_the_ready_score() -> None:
    contest = contest_of(
        marked_part(measured("A1.M1", "6"), measured("A1.M2", "4"), weight="50"), scored_part("t", "50")
    )
    data = ContestInput((entry_of("e"),), [mark("e", "A1.M1", "5.5"), mark("e", "A1.M2", "3")], (score("e", "71.5"),))
    assert line(compute_results(contest, data), "e").parts == {"p": Decimal("8.50"), "t": Decimal("71.50")}


def test_2_one_dnf_member_makes_a_summed_team_dnf_and_what_is_missing_counts_nothing() -> None:
    contest = contest_of(scored_part(), team=TeamMarking.SUM, team_size=2)
    data = ContestInput((entry_of("e", "dnf", members=2),), scores=(score("e/1", "60"),))
    found = line(compute_results(contest, data), "e")
    assert (found.status.value, found.total, found.rank) == ("dnf", Decimal("60.00"), 1)


def test_4_entries_are_ranked_by_their_totals() -> None:
    assert ranks(results_of_scores({"a": "10", "b": "90", "c": "50.01", "d": "50"})) == {"b": 1, "c": 2, "d": 3, "a": 4}


def test_5_shares_and_caps_are_of_each_group_by_itself() -> None:
    grades = RatioGrades((Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)), (1, 1, 9), RoundingMode.DOWN)
    contest = contest_of(
        scored_part(),
        ranking=RankingRules(groups=Groups.SEPARATE),
        awards=Awards(MedalModel.RATIO, grades=grades),
    )
    sizes = {Group.WORKER: 8, Group.STUDENT: 4}
    entries = [entry_of(f"{group.value[0]}{n}", group=group) for group, size in sizes.items() for n in range(size)]
    scores = tuple(score(entry.code, 90 - number) for number, entry in enumerate(entries))
    found = medals(compute_results(contest, ContestInput(tuple(entries), scores=scores)))
    assert {code: medal for code, medal in found.items() if medal in ("first", "second")} == {
        "w0": "first",
        "w1": "second",
        "s0": "first",
        "s1": "second",
    }
    assert sum(medal == "third" for code, medal in found.items() if code.startswith("w")) == 4
    assert sum(medal == "third" for code, medal in found.items() if code.startswith("s")) == 2


@pytest.mark.parametrize(("barred", "award_ranks"), [(Barred.PASS_OVER, (None, 1)), (Barred.LEAVE_EMPTY, (1, 2))])
def test_6_award_ranks_leave_out_the_barred_or_are_the_ranks(
    barred: Barred, award_ranks: tuple[int | None, int]
) -> None:
    result = results_of_scores({"a": 90, "b": 80}, barred=("a",), awards=Awards(barred=barred))
    assert (line(result, "a").award_rank, line(result, "b").award_rank) == award_ranks


def test_7_the_scale_is_computed_even_where_no_medal_asks_for_it() -> None:
    result = results_of_scores({"a": 90, "b": 80, "c": 60}, awards=Awards(MedalModel.NONE))
    assert line(result, "b").scale == 700
    assert line(result, "a").scale == 720


def test_7_the_scale_stands_over_the_printed_totals() -> None:
    exact = {"a": "90.004", "b": "80", "c": "60"}
    printed = {**exact, "a": "90.00"}
    scales = [[one.scale for one in results_of_scores(totals).entries] for totals in (exact, printed)]
    assert scales[0] == scales[1]


def test_8_those_without_a_rank_have_no_numbers() -> None:
    data = ContestInput((entry_of("a", "dns"), entry_of("b")), scores=(score("b", 50),))
    found = line(compute_results(contest_of(scored_part()), data), "a")
    assert (found.total, found.rank, found.award_rank, found.scale, found.medal) == (None,) * 5
    assert (found.parts, found.criteria) == ({}, {})
