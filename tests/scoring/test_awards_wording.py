"""Reasons and findings of medals say the numbers they rest on, and where they belong."""

from fractions import Fraction

import pytest

from scoring.findings import Finding, Where
from scoring.medals import Contender, give_medals
from scoring.results import ContestResult
from scoring.rules import Awards, Barred, Medal, MedalModel, Merit, RoundingMode, SmallField, TieBand
from scoring.worldskills_medals import worldskills_medals
from tests.scoring.making import line, results_of_scores

HERE = Where(contest="c", rule="worker")


def only(findings: list[Finding], code: str) -> Finding:
    (finding,) = [finding for finding in findings if finding.code == code]
    return finding


def ten(awards: Awards, *totals: int) -> ContestResult:
    return results_of_scores(dict(zip("abcdefghij", totals or range(90, 80, -1), strict=False)), awards=awards)


def test_places_name_the_award_rank() -> None:
    assert line(ten(Awards()), "b").medal_reason == ("获奖名次第 2 名", "award rank 2")


def test_merit_names_rank_share_and_field() -> None:
    awards = Awards(merit=Merit(Fraction(2, 3), RoundingMode.DOWN))
    reason = line(ten(awards), "d").medal_reason
    assert reason is not None
    assert reason.en == "award rank 4, merit reaches down to 6 (2/3 of 10 competed)"


def test_fixed_grades_name_the_cut_of_their_own_grade() -> None:
    results = ten(Awards(MedalModel.FIXED, fixed=(1, 2, 3)))
    reasons = [found.medal_reason.en if found.medal_reason else None for found in results.entries]
    assert reasons[:7] == [
        "award rank 1, the grade reaches down to 1",
        "award rank 2, the grade reaches down to 3",
        "award rank 3, the grade reaches down to 3",
        "award rank 4, the grade reaches down to 6",
        "award rank 5, the grade reaches down to 6",
        "award rank 6, the grade reaches down to 6",
        None,
    ]


@pytest.mark.parametrize(
    ("totals", "text"),
    [
        ((9, 9, 7, 6, 5, 4, 3), "the first grade: 1 planned, 2 given"),
        ((9, 8, 7, 7, 5, 4, 3), "the second grade: 2 planned, 3 given"),
        ((9, 8, 7, 6, 6, 6, 3), "the third grade: 2 planned, 3 given"),
    ],
)
def test_a_tie_at_a_cut_says_how_many_were_planned_and_given(totals: tuple[int, ...], text: str) -> None:
    finding = only(list(ten(Awards(MedalModel.FIXED, fixed=(1, 2, 2)), *totals).findings), "grade-cut-tie")
    assert text in finding.text.en
    assert finding.where.contest == "c"


def scale_findings(*scales: int, **band: object) -> tuple[list[str], list[Finding]]:
    found = worldskills_medals(TieBand(**band), {f"e{place}": scale for place, scale in enumerate(scales)}, HERE)
    return [found[1][entry].en for entry in sorted(found[1])], found[2]


def test_a_band_names_its_best_its_last_and_its_width() -> None:
    reasons, _ = scale_findings(730, 729, 720, 700, points=3)
    assert reasons == [
        "730 to 729 on the scale; within 3 points is tied (2 entries)",
        "730 to 729 on the scale; within 3 points is tied (2 entries)",
        "720 to 720 on the scale; within 3 points is tied (1 entries)",
    ]


def test_tied_silver_says_how_many_and_what_the_setting_did() -> None:
    _, findings = scale_findings(730, 720, 719, 718, 700)
    finding = only(findings, "tied-silver")
    assert finding.text.en.startswith("3 silver medals are tied; by the setting bronze is not given")
    assert finding.where == HERE
    _, findings = scale_findings(730, 720, 719, 700, bronze_after_tied_silver=True)
    assert "bronze is still given" in only(findings, "tied-silver").text.en


def test_the_way_the_band_was_measured_is_named() -> None:
    _, findings = scale_findings(730, 728, 726)
    finding = only(findings, "medal-anchor-differs")
    assert "'top' was used" in finding.text.en
    assert finding.where == HERE


def test_a_small_field_has_its_place_and_takes_reasons_with_the_medals() -> None:
    runners = [Contender("a", 1, 1, 720), Contender("b", 2, 2, 700)]
    given = give_medals(Awards(small_field=(SmallField(3, (Medal.SILVER,)),)), runners, 2, HERE)
    assert given.medals == {"b": Medal.SILVER}
    assert set(given.reasons) == {"b"}
    assert only(given.findings, "field-small").where == HERE
    assert "2 competed, fewer than 3: only 1 kinds" in given.findings[0].text.en


def test_findings_of_grades_and_bands_carry_the_place_of_their_pool() -> None:
    tied = [Contender("a", 1, 1, 720), Contender("b", 1, 1, 720), Contender("d", 3, 3, 718)]
    for model in (MedalModel.FIXED, MedalModel.RATIO):
        given = give_medals(Awards(model), tied, 10, HERE)
        assert only(given.findings, "grade-cut-tie").where == HERE
    silver = [Contender("a", 1, 1, 740), Contender("b", 2, 2, 720), Contender("d", 3, 3, 719)]
    given = give_medals(Awards(MedalModel.WORLDSKILLS), silver, 3, HERE)
    assert only(given.findings, "tied-silver").where == HERE


def test_the_band_of_the_rules_is_used() -> None:
    runners = [Contender("a", 1, 1, 740), Contender("b", 2, 2, 735)]
    given = give_medals(Awards(MedalModel.WORLDSKILLS, tie_band=TieBand(points=5)), runners, 2, HERE)
    assert set(given.medals.values()) == {Medal.GOLD}


def test_equal_scale_scores_stand_by_code() -> None:
    runners = [Contender("b", 1, 1, 740), Contender("a", 1, 1, 740)]
    assert list(give_medals(Awards(), runners, 2, HERE).medals) == ["a", "b"]


def test_a_barred_medallist_leaves_no_reason_behind() -> None:
    runners = [Contender("a", 1, 1, 740, True), Contender("b", 2, 2, 700)]
    given = give_medals(Awards(barred=Barred.LEAVE_EMPTY), runners, 2, HERE)
    assert given.reasons.keys() == given.medals.keys() == {"b"}
