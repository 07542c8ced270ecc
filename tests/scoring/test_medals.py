"""Awards: package-format, How the numbers are made 6."""

from fractions import Fraction

import pytest

from scoring.contest import compute_results
from scoring.findings import Where
from scoring.medals import Contender, give_medals, share_of
from scoring.results import ContestInput, ContestResult, Group
from scoring.rules import (
    Anchor,
    Awards,
    Barred,
    Groups,
    Medal,
    MedalModel,
    Merit,
    RankingRules,
    RatioGrades,
    RoundingMode,
    SmallField,
    TieBand,
)
from scoring.worldskills_medals import worldskills_medals
from tests.scoring.making import (
    codes,
    contest_of,
    entry_of,
    line,
    medals,
    results_of_scores,
    scored_part,
    scores_of,
)

HALF = Merit(Fraction(1, 2), RoundingMode.DOWN)


def given_medals(awards: Awards, *totals: int, barred: str = "") -> str:
    """The medals of a, b, c … with these totals, as one letter each: g s b m, 1 2 3, or -."""
    names = dict(zip("abcdefghijklmnopqrstuvwxyz", totals, strict=False))
    results = medals(results_of_scores(dict(names), barred, awards=awards))
    letters = {"first": "1", "second": "2", "third": "3", None: "-"}
    return "".join(letters.get(results[name], (results[name] or "-")[0]) for name in names)


def test_award_ranks_one_to_three_are_gold_silver_and_bronze() -> None:
    assert given_medals(Awards(), 9, 8, 7, 6) == "gsb-"


@pytest.mark.parametrize(
    ("totals", "expected"),
    [((9, 9, 8, 7), "ggb-"), ((9, 8, 8, 7), "gss-"), ((9, 8, 7, 7), "gsbb"), ((9, 9, 9, 7), "ggg-")],
)
def test_ties_share_a_medal_and_nothing_else_moves(totals: tuple[int, ...], expected: str) -> None:
    assert given_medals(Awards(), *totals) == expected


def test_a_barred_winner_keeps_the_rank_but_the_next_moves_up() -> None:
    results = results_of_scores({"a": 9, "b": 8, "c": 7, "d": 6}, "a")
    assert medals(results) == {"a": None, "b": "gold", "c": "silver", "d": "bronze"}
    assert (line(results, "a").rank, line(results, "a").award_rank) == (1, None)
    assert (line(results, "b").rank, line(results, "b").award_rank) == (2, 1)


def test_the_award_of_a_barred_winner_may_stay_empty() -> None:
    results = results_of_scores({"a": 9, "b": 8, "c": 7, "d": 6}, "a", awards=Awards(barred=Barred.LEAVE_EMPTY))
    assert medals(results) == {"a": None, "b": "silver", "c": "bronze", "d": None}
    assert line(results, "a").award_rank == line(results, "a").rank == 1
    assert line(results, "a").medal_reason is None


def test_merit_reaches_down_to_the_share_of_those_who_competed() -> None:
    assert given_medals(Awards(merit=HALF), 9, 8, 7, 6, 5, 4, 3, 2) == "gsbm----"
    assert given_medals(Awards(merit=HALF), 9, 8, 7, 6, 5, 4, 3, 2, 1) == "gsbm-----"
    up = Merit(Fraction(1, 2), RoundingMode.HALF_UP)
    assert given_medals(Awards(merit=up), 9, 8, 7, 6, 5, 4, 3, 2, 1) == "gsbmm----"


def test_merit_shares_count_those_who_competed_and_not_only_the_ranked() -> None:
    entries = (*map(entry_of, "abcd"), *(entry_of(code, "dnf") for code in "efgh"), entry_of("i", "dns"))
    data = ContestInput(entries, scores=scores_of({"a": 9, "b": 8, "c": 7, "d": 6}))
    results = compute_results(contest_of(scored_part(), awards=Awards(merit=HALF)), data)
    assert medals(results)["d"] == "merit"


def test_merit_is_never_given_to_a_barred_entry_nor_beside_a_medal() -> None:
    assert given_medals(Awards(merit=Merit(Fraction(1), RoundingMode.DOWN)), 9, 8, 7, 6, 5, barred="d") == "gsb-m"
    leave = Awards(merit=Merit(Fraction(1), RoundingMode.DOWN), barred=Barred.LEAVE_EMPTY)
    assert given_medals(leave, 9, 8, 7, 6, 5, barred="d") == "gsb-m"


def test_merit_stands_alone_where_there_are_no_medals() -> None:
    assert given_medals(Awards(MedalModel.NONE, merit=HALF), 9, 8, 7, 6) == "mm--"
    assert given_medals(Awards(MedalModel.NONE), 9, 8) == "--"


def ratio(caps: tuple[int, int, int] | None = None, mode: RoundingMode = RoundingMode.HALF_UP) -> Awards:
    shares = (Fraction(1, 10), Fraction(1, 5), Fraction(3, 10))
    return Awards(MedalModel.RATIO, grades=RatioGrades(shares, caps, mode))


def test_grades_are_shares_of_those_who_competed() -> None:
    assert given_medals(ratio(), *range(20, 10, -1)) == "122333----"


def test_grades_are_rounded_by_their_mode() -> None:
    totals = range(40, 25, -1)
    assert given_medals(ratio(), *totals) == "1122233333" + "-----"
    assert given_medals(ratio(mode=RoundingMode.DOWN), *totals) == "12223333" + "-------"


def test_grades_have_caps() -> None:
    assert given_medals(ratio((1, 1, 2)), *range(40, 20, -1)) == "1233" + "-" * 16


def test_a_tie_at_the_cut_gets_the_higher_grade_and_the_next_has_as_many_fewer() -> None:
    results = results_of_scores(dict(zip("abcdefghij", (9, 9, 7, 6, 5, 4, 3, 2, 1, 0), strict=True)), awards=ratio())
    given = [found.medal for found in results.entries]
    assert given == [Medal.FIRST] * 2 + [Medal.SECOND] + [Medal.THIRD] * 3 + [None] * 4
    (finding,) = [finding for finding in results.findings if finding.code == "grade-cut-tie"]
    assert "1 planned, 2 given" in finding.text.en
    assert "the first grade" in finding.text.en


def test_a_tie_at_the_second_cut_takes_from_the_third_grade() -> None:
    assert given_medals(ratio(), 9, 8, 7, 7, 5, 4, 3, 2, 1, 0) == "122233----"
    assert given_medals(ratio(), 9, 8, 7, 6, 5, 4, 4, 2, 1, 0) == "1223333---"


def test_a_tie_larger_than_the_next_grade_takes_from_the_one_after_it() -> None:
    assert given_medals(ratio(), 9, 9, 9, 9, 5, 4, 3, 2, 1, 0) == "111133----"


def test_a_tie_inside_a_grade_needs_no_finding() -> None:
    assert (
        codes(results_of_scores(dict(zip("abcdefghij", (9, 8, 8, 6, 5, 5, 4, 2, 1, 0), strict=True)), awards=ratio()))
        == []
    )


def test_ratio_and_fixed_have_the_numbers_of_the_format_where_none_are_chosen() -> None:
    assert given_medals(Awards(MedalModel.FIXED), *range(20, 10, -1)) == "12233333--"
    assert given_medals(Awards(MedalModel.RATIO), *range(20, 10, -1)) == "122333----"
    assert given_medals(Awards(MedalModel.RATIO), *range(90, 64, -1)).count("3") == 8


def test_fixed_counts_pass_over_the_barred_or_leave_their_place_empty() -> None:
    assert given_medals(Awards(MedalModel.FIXED, fixed=(1, 1, 1)), 9, 8, 7, 6, barred="b") == "1-23"
    leave = Awards(MedalModel.FIXED, fixed=(1, 1, 1), barred=Barred.LEAVE_EMPTY)
    assert given_medals(leave, 9, 8, 7, 6, barred="b") == "1-3-"


def test_fixed_counts_share_a_tie_at_the_cut() -> None:
    assert given_medals(Awards(MedalModel.FIXED, fixed=(1, 2, 1)), 9, 9, 7, 6, 5) == "1123-"


SMALL = (
    SmallField(6, (Medal.GOLD, Medal.SILVER)),
    SmallField(5, (Medal.GOLD,)),
    SmallField(4, ()),
)


@pytest.mark.parametrize(("size", "expected"), [(6, "gsb---"), (5, "gs---"), (4, "g---"), (3, "---"), (1, "-")])
def test_the_last_small_field_rule_that_fits_counts(size: int, expected: str) -> None:
    assert given_medals(Awards(small_field=SMALL), *range(90, 90 - size, -1)) == expected


def test_small_field_looks_at_competed_and_says_so() -> None:
    entries = (*map(entry_of, "abcd"), entry_of("e", "dnf"), entry_of("f", "dnf"), entry_of("g", "dsq"))
    scores = scores_of({"a": 9, "b": 8, "c": 7, "d": 6})
    contest = contest_of(scored_part(), awards=Awards(small_field=SMALL))
    assert medals(compute_results(contest, ContestInput(entries, scores=scores)))["c"] == "bronze"
    results = compute_results(contest, ContestInput(entries[:5], scores=scores))
    assert medals(results)["c"] is None
    assert [finding.text.en for finding in results.findings if finding.code == "field-small"] == [
        "5 competed, fewer than 6: only 2 kinds of medals are given."
    ]


def test_groups_apart_have_awards_of_their_own() -> None:
    entries = tuple(entry_of(code, group=Group.WORKER if code in "abc" else Group.STUDENT) for code in "abcdef")
    data = ContestInput(entries, scores=scores_of(dict(zip("abcdef", range(9, 3, -1), strict=True))))
    contest = contest_of(scored_part(), ranking=RankingRules(groups=Groups.SEPARATE))
    assert [found.medal for found in compute_results(contest, data).entries] == [
        Medal.GOLD,
        Medal.SILVER,
        Medal.BRONZE,
    ] * 2


def worldskills(*scales: int, **band: object) -> tuple[str, list[str]]:
    """The medals on a scale, one letter an entry in the order given, and the codes of findings."""
    found, _, findings = worldskills_medals(TieBand(**band), {f"e{i:02}": s for i, s in enumerate(scales)}, Where())
    letters = "".join(found[f"e{i:02}"].value[0] if f"e{i:02}" in found else "-" for i in range(len(scales)))
    return letters, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("scales", "expected"),
    [
        ((730, 720, 710, 700), "gsb-"),
        ((730, 720, 710, 708), "gsbb"),
        ((730, 728, 720, 717), "ggb-"),
        ((730, 727, 720, 717), "gsb-"),
        ((730, 728, 720, 718, 717), "ggbb-"),
        ((730, 729, 728, 720), "ggg-"),
        ((730, 729, 728, 727), "gggb"),
        ((730, 729, 728, 727, 726, 725), "gggbb-"),
        ((730, 730, 730, 730, 728), "ggggg"),
        ((730, 729, 729, 727), "gggb"),
        ((730,), "g"),
        ((730, 720), "gs"),
    ],
)
def test_medals_follow_the_bands_of_the_scale(scales: tuple[int, ...], expected: str) -> None:
    assert worldskills(*scales)[0] == expected


def test_two_or_more_silvers_leave_no_bronze_unless_the_setting_says_so() -> None:
    assert worldskills(730, 720, 719, 710, 700) == ("gss--", ["tied-silver"])
    assert worldskills(730, 720, 719, 710, 708, 700, bronze_after_tied_silver=True) == ("gssbb-", ["tied-silver"])


def test_the_band_is_measured_from_its_top_or_from_neighbour_to_neighbour() -> None:
    assert worldskills(730, 728, 726, 700) == ("ggb-", ["medal-anchor-differs"])
    assert worldskills(730, 728, 726, 700, anchored=Anchor.CHAIN) == ("ggg-", ["medal-anchor-differs"])
    assert worldskills(730, 728, 725, 700) == ("ggb-", [])


def test_a_wider_band_ties_more() -> None:
    assert worldskills(730, 725, 710, 700, points=5) == ("ggb-", [])
    assert worldskills(730, 729, 728, points=0) == ("gsb", [])


def contender(entry: str, rank: int, scale: int, barred: bool = False) -> Contender:
    return Contender(entry, rank, None if barred else rank, scale, barred)


def test_worldskills_merit_is_seven_hundred_or_more_without_a_medal() -> None:
    runners = [contender(f"e{rank}", rank, scale) for rank, scale in enumerate((760, 750, 740, 730, 700, 699), 1)]
    given = give_medals(Awards(MedalModel.WORLDSKILLS), runners, 6, Where())
    assert [medal.value for medal in given.medals.values()] == ["gold", "silver", "bronze", "merit", "merit"]
    assert "e6" not in given.medals
    assert "700" in given.reasons["e5"].zh


def test_a_barred_entry_takes_no_worldskills_medal() -> None:
    runners = [contender("a", 1, 760, True), contender("b", 2, 750), contender("c", 3, 740), contender("d", 4, 730)]
    passed = give_medals(Awards(MedalModel.WORLDSKILLS), runners, 4, Where())
    assert {entry: medal.value for entry, medal in passed.medals.items()} == {"b": "gold", "c": "silver", "d": "bronze"}
    empty = give_medals(Awards(MedalModel.WORLDSKILLS, barred=Barred.LEAVE_EMPTY), runners, 4, Where())
    assert {entry: medal.value for entry, medal in empty.medals.items()} == {"b": "silver", "c": "bronze", "d": "merit"}


def test_every_award_carries_its_reason() -> None:
    for awards in (Awards(merit=HALF), ratio(), Awards(MedalModel.FIXED), Awards(MedalModel.WORLDSKILLS)):
        results: ContestResult = results_of_scores(
            {name: 90 - 7 * place for place, name in enumerate("abcdefgh")}, awards=awards
        )
        for found in results.entries:
            assert (found.medal is None) == (found.medal_reason is None)
            if found.medal_reason:
                assert (
                    str(found.scale if awards.medals is MedalModel.WORLDSKILLS and found.medal is Medal.MERIT else "")
                    in found.medal_reason.en
                )


def test_reasons_name_rank_and_cut() -> None:
    results = results_of_scores({name: 90 - place for place, name in enumerate("abcdefghij")}, awards=ratio())
    assert line(results, "b").medal_reason == (
        "获奖名次第 2 名，该等奖截至第 3 名",
        "award rank 2, the grade reaches down to 3",
    )


@pytest.mark.parametrize(
    ("mode", "count"), [(RoundingMode.DOWN, 2), (RoundingMode.HALF_UP, 3), (RoundingMode.HALF_EVEN, 2)]
)
def test_shares_are_rounded(mode: RoundingMode, count: int) -> None:
    assert share_of(Fraction(1, 2), 5, mode) == count
