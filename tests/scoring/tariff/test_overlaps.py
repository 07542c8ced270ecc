"""Prizes that meet in one person, tariffs that yield to an upper level, and series nobody wrote down."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from scoring.tariff.engine import compute_grants
from scoring.tariff.grants import GrantOutcome
from scoring.tariff.loading import builtin_tariffs, load_tariff
from scoring.tariff.model import Backer, Competition, ContestFacts, EarlierGrant, Fact, Person, Placing

ON = date(2023, 8, 1)
HEILONGJIANG = builtin_tariffs()["heilongjiang"]
SHAOXING = Path(__file__).resolve().parents[3] / "scoring" / "tariffs" / "shaoxing-2022.yaml"


def member(identity: str | None, *earlier: EarlierGrant) -> Person:
    local = {"employed_in_province": Fact(True, "entrants.csv:2")}
    return Person(f"选手{identity}", "worker", "3", (), facts=local, identity=identity, earlier=earlier)


def two_contests(single: Person, team: list[Person]) -> GrantOutcome:
    competition = Competition("c", "赛", "province", "23", ON, ON, class_=1)
    contests = [ContestFacts("01", "单人"), ContestFacts("02", "双人", team_size=2)]
    placings = [Placing("A1", "01", rank=1, award_rank=1), Placing("B1", "02", rank=2, award_rank=2)]
    return compute_grants(competition, contests, placings, {"A1": [single], "B1": team}, {}, HEILONGJIANG)


def codes(outcome: GrantOutcome, code: str = "overlap") -> list[tuple[str | None, str | None]]:
    return [(one.where.entry, one.where.rule) for one in outcome.findings if one.code == code]


def test_a_member_of_a_team_with_another_prize_is_found() -> None:
    outcome = two_contests(member("p1"), [member("p1"), member("p2")])
    assert codes(outcome) == [("A1", "prize-province-class-1")]
    text = next(one.text for one in outcome.findings if one.code == "overlap")
    assert "选手p1" in text.zh
    assert "选手p1" in text.en


def test_different_people_or_people_without_identity_are_not() -> None:
    assert codes(two_contests(member("p3"), [member("p1"), member("p2")])) == []
    assert codes(two_contests(member(None), [member(None), member("p2")])) == []


def test_a_member_of_a_team_with_an_earlier_prize_is_found() -> None:
    before = EarlierGrant("prize", "国赛", date(2023, 2, 1), amount=100)
    title = EarlierGrant("title", "能手", date(2023, 2, 1))
    assert codes(two_contests(member("p3"), [member("p1", before), member("p2")])) == [("B1", "prize-province-class-1")]
    assert codes(two_contests(member("p3"), [member("p1", title), member("p2")])) == []


UPPER = """\
format: 1
tariff: zhejiang
version: "2023"
name: {zh: 省办法, en: Province}
jurisdiction: "33"
document: {title: 省办法, title_en: Province, issued: "2023"}
in_force: {from: 2023-01-01, basis: 示例}
rules:
  - id: base
    clause: 一
    name: {zh: 基地补助, en: grant to a base}
    gives: subsidy
    to: base
    results: {grade: municipal, presumed: no}
    amount: {yuan: 200000}
"""


def under_both(upper: str, code: str = "b1") -> GrantOutcome:
    competition = Competition("c", "赛", "city", "3306", ON, ON)
    people, backers = {"A1": [member("p1")]}, {"A1": [Backer("base", "甲中心", code, grade="municipal")]}
    placing = Placing("A1", "01", rank=1, award_rank=1)
    tariffs = [load_tariff(upper), load_tariff(SHAOXING)]
    return compute_grants(competition, [ContestFacts("01", "项目")], [placing], people, backers, tariffs)


def test_a_tariff_that_yields_says_so_where_a_later_upper_one_grants_the_same() -> None:
    assert codes(under_both(UPPER), "yields-to-upper") == [(None, "base-municipal")]


def test_an_older_upper_tariff_or_another_kind_of_grant_is_no_matter() -> None:
    assert codes(under_both(UPPER.replace("2023-01-01", "2022-01-01")), "yields-to-upper") == []
    assert codes(under_both(UPPER.replace('"33"', '"34"')), "yields-to-upper") == []
    prize = UPPER.replace("gives: subsidy", "gives: prize")
    assert codes(under_both(prize), "yields-to-upper") == []


def series_asked(level: str, series: str | None, contest_level: str | None = None) -> list[str | None]:
    competition = Competition("c", "赛", level, "23", ON, ON, series=series)
    placing, people = Placing("A1", "01", rank=1, award_rank=1), {"A1": [member("p1")]}
    contests = [ContestFacts("01", "项目", level=contest_level)]
    outcome = compute_grants(competition, contests, [placing], people, {}, HEILONGJIANG)
    return [one.where.rule for one in outcome.findings if one.code == "series-unset"]


def test_a_world_or_national_contest_without_series_is_asked_for_it() -> None:
    assert series_asked("world", None) == ["prize-world"]
    assert series_asked("nation", None) == ["prize-nation"]
    assert series_asked("province", None, "nation") == ["prize-nation"]


def test_a_named_series_or_a_provincial_contest_is_not() -> None:
    assert series_asked("world", "worldskills") == []
    assert series_asked("nation", "industry-cup") == []
    assert series_asked("province", None) == []


def test_the_finding_names_the_series_that_are_rewarded() -> None:
    competition = Competition("c", "赛", "world", "23", ON, ON)
    placing, people = Placing("A1", "01", rank=1, award_rank=1), {"A1": [replace(member("p1"))]}
    outcome = compute_grants(competition, [ContestFacts("01", "项目")], [placing], people, {}, HEILONGJIANG)
    text = next(one.text for one in outcome.findings if one.code == "series-unset")
    assert "worldskills" in text.zh
    assert "worldskills" in text.en
