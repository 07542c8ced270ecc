"""Targets counted against what was recorded and granted: period, comparator, people once, contests or events."""

from datetime import date

import pytest

from scoring.tariff.engine import compute_grants
from scoring.tariff.loading import builtin_tariffs
from scoring.tariff.model import Competition, ContestFacts, Person, Placing, SettingChoice
from scoring.tariff.targets import Reached, Recorded, count_targets, recorded_grants

HEILONGJIANG = builtin_tariffs()["heilongjiang"][-1]
SHAOXING = builtin_tariffs()["shaoxing"][-1]
ON = date(2024, 6, 1)


def reached(target: str, recorded: list[Recorded], on: date = ON, unit: str | None = None) -> Reached:
    choices = [SettingChoice("heilongjiang", "count_unit", unit)] if unit else []
    found = count_targets(HEILONGJIANG, recorded, on, choices)
    return next(one for one in found if one.target.id == target)


def test_everything_recorded_since_the_first_day_counts_for_a_target_without_period() -> None:
    before, first, today = (Recorded("pool", day, 600) for day in (date(2022, 10, 31), date(2022, 11, 1), ON))
    assert (reached("pool-size", [before, first, today]).reached, reached("pool-size", [today]).met) == (1200, False)
    assert reached("pool-size", [before, first, today]).met is True
    assert reached("pool-size", [Recorded("judges", ON, 5000)]).reached == 0


def test_nothing_after_the_last_day_counts_for_a_target_with_an_end() -> None:
    late = Recorded("trained_experts", date(2026, 1, 1), 30)
    assert reached("experts", [Recorded("trained_experts", ON, 100), late], date(2026, 5, 1)).reached == 100


@pytest.mark.parametrize(("number", "met"), [(99, False), (100, True), (101, False)])
def test_an_exact_number_is_neither_missed_nor_exceeded(number: int, met: bool) -> None:
    assert reached("experts", [Recorded("trained_experts", ON, number)]).met is met


def test_periods_of_two_years_begin_with_the_year_the_plan_came_into_force() -> None:
    found = reached("chief-technicians", [Recorded("chief_technicians", date(2023, 12, 31), 50)], date(2023, 3, 1))
    assert (found.first, found.last, found.reached, found.met) == (date(2022, 1, 1), date(2023, 12, 31), 50, True)
    later = reached("chief-technicians", [Recorded("chief_technicians", date(2023, 12, 31), 50)])
    assert (later.first, later.last, later.reached) == (date(2024, 1, 1), date(2025, 12, 31), 0)


def test_the_same_person_counts_once() -> None:
    twice = [Recorded("pool", ON, who="p1"), Recorded("pool", ON, who="p1"), Recorded("pool", ON, who="p2")]
    assert reached("pool-size", twice).reached == 2


def test_contests_or_events_are_counted_as_the_setting_says() -> None:
    three = [Recorded("supported", ON, event="a"), Recorded("supported", ON, event="a"), Recorded("supported", ON)]
    assert reached("supported-contests", three).reached == 3
    assert reached("supported-contests", three, unit="event").reached == 2
    undecided = reached("supported-contests", three, unit="undecided")
    assert (undecided.met, undecided.missing) == (None, ("count_unit",))


def test_about_so_many_is_left_to_people_unless_it_is_the_very_number() -> None:
    found = [count_targets(SHAOXING, [Recorded("city_experts", ON, number)], ON) for number in (97, 100)]
    assert [next(one.met for one in each if one.target.id == "city-experts") for each in found] == [None, True]


def test_granted_grants_count_for_the_targets_that_name_their_rule() -> None:
    competition = Competition("c", "赛", "province", "23", ON, ON, class_=2)
    placings = [Placing(f"A{rank}", "01", rank=rank, award_rank=rank) for rank in (1, 2, 3, 4)]
    people = {one.entry: [Person(one.entry, "worker")] for one in placings}
    outcome = compute_grants(competition, [ContestFacts("01", "项目")], placings, people, {}, [HEILONGJIANG])
    records = list(recorded_grants(HEILONGJIANG, outcome.grants, ON, "c", lambda one: one.beneficiary.name))
    assert records == [Recorded("pool", ON, 1, f"A{rank}", "c") for rank in (1, 2, 3)]
    assert reached("pool-size", records).reached == 3
