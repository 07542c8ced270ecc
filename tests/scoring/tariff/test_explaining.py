"""Explanations for people who got nothing, differences between versions, and the readable form of a tariff."""

from datetime import date
from pathlib import Path

import pytest

from scoring.tariff.comparing import diff_lines, show_tariff
from scoring.tariff.explaining import why_not
from scoring.tariff.loading import builtin_tariffs, load_tariff
from scoring.tariff.model import Competition, ContestFacts, Fact, Person, Placing

FIXTURES = Path(__file__).parent / "fixtures"


def ask(entry: str) -> dict[str, object]:
    competition = Competition("c", "赛", "province", "23", date(2023, 8, 1), date(2023, 8, 1), class_=1)
    placings = [
        Placing("A1", "01", group="worker", rank=1, award_rank=1, medal="gold"),
        Placing("A4", "01", group="worker", rank=4, award_rank=4),
    ]
    people = {
        one.entry: [Person("甲", facts={"employed_in_province": Fact(True, "entrants.csv:2")})] for one in placings
    }
    tariffs = builtin_tariffs()["heilongjiang"]
    said = why_not(competition, [ContestFacts("01", "数控铣")], placings, people, {}, tariffs, entry)
    return {one.rule: one for one in said}


def test_a_fourth_place_learns_that_the_prize_asks_for_the_first_three() -> None:
    said = ask("A4")["prize-province-class-1"]
    assert said.status == "silent"
    assert "名次为4（results，要求1-3）" in said.text.zh
    assert "place is 4 (results, wanted 1-3)" in said.text.en


def test_a_winner_learns_what_was_granted_and_which_other_rules_are_silent() -> None:
    said = ask("A1")
    assert said["prize-province-class-1"].status == "granted"
    assert "赛事级别为省级" in said["prize-world"].text.zh
    assert "没有这一类受益人" in said["coach-prize-province-class-1"].text.zh


def test_every_rule_is_explained() -> None:
    rules = {compiled.rule.id for compiled in builtin_tariffs()["heilongjiang"][-1].rules}
    assert set(ask("A4")) == rules


def test_an_unknown_entry_is_an_error() -> None:
    with pytest.raises(KeyError):
        ask("A9")


def test_the_difference_of_two_versions_names_the_amounts_that_changed() -> None:
    older = load_tariff(FIXTURES / "t1-heilongjiang-2017.yaml")
    lines = diff_lines(older, builtin_tariffs()["heilongjiang"][-1])
    assert "~ rules.prize-province-class-1.amount.by_place.1: 10000 → 20000" in lines
    assert any(line.startswith("+ rules.prize-world.amount.by_place.1: 500000") for line in lines)
    assert diff_lines(older, older) == []


def test_a_tariff_is_shown_with_rules_amounts_settings_and_its_hash() -> None:
    tariff = builtin_tariffs()["heilongjiang"][-1]
    shown = "\n".join(show_tariff(tariff))
    assert tariff.sha256 in shown
    assert "by_place.1 500000" in shown
    assert "coach_scope = last_tier（last_tier/all_tiers/undecided）" in shown
