"""Random events: the tariff engine against the function written by hand."""

import os
import random
from datetime import date

from scoring.tariff.engine import compute_grants
from scoring.tariff.loading import builtin_tariffs
from scoring.tariff.model import Backer, Competition, ContestFacts, Fact, Person, Placing, SettingChoice
from tests.scoring.tariff.oracle import Prize, Result, prizes, tier_of

EVENTS = 10_000 if os.environ.get("JIANGHENG_PROOFS") == "full" else 2_000
"""JIANGHENG_PROOFS=full tries ten thousand."""

RULES = {"prize-world", "prize-nation", "prize-province-class-1", "coach-prize-world", "coach-prize-nation"}
RULES |= {"coach-prize-province-class-1"}
MEDALS = ["gold", "silver", "bronze", "merit", None]


def random_results(dice: random.Random) -> list[Result]:
    size, rank, results = dice.randint(1, 7), 0, []
    for number in range(1, size + 1):
        rank = rank if number > 1 and dice.random() < 0.15 else number
        medal = MEDALS[min(rank, 4) - 1] if dice.random() < 0.85 else dice.choice(MEDALS)
        barred = dice.random() < 0.08
        results.append(
            Result(
                entry=f"E{number}",
                award_rank=None if barred and dice.random() < 0.5 else rank,
                medal=None if barred else medal,
                group=dice.choice(["worker", "student", "teacher"]),
                barred=barred,
                employed=dice.choice([True, True, False, None]),
                coach=dice.random() < 0.5,
            )
        )
    return results


def random_settings(dice: random.Random) -> dict[str, str]:
    return {
        "coach_scope": dice.choice(["last_tier", "all_tiers"]),
        "coach_follows_competitor": dice.choice(["yes", "no"]),
        "student_employment": dice.choice(["fact", "exempt"]),
        "place_basis": dice.choice(["rank", "medal", "undecided"]),
        "tie_amount": dice.choice(["each", "split", "undecided"]),
    }


def computed(competition: Competition, results: list[Result], settings: dict[str, str]) -> set[Prize]:
    placings = [
        Placing(
            one.entry,
            "01",
            status="barred" if one.barred else "ranked",
            group=one.group,
            rank=one.award_rank,
            award_rank=one.award_rank,
            medal=one.medal,
        )
        for one in results
    ]
    people = {
        one.entry: [Person("甲", one.group, facts={"employed_in_province": Fact(one.employed, "entrants.csv")})]
        for one in results
    }
    backers = {one.entry: [Backer("coach", "乙")] for one in results if one.coach}
    choices = [SettingChoice("heilongjiang", name, value) for name, value in settings.items()]
    outcome = compute_grants(
        competition, [ContestFacts("01", "项目")], placings, people, backers, builtin_tariffs()["heilongjiang"], choices
    )
    return {
        Prize(one.entry or "", one.beneficiary.kind, one.amount, one.status, tuple(sorted(one.missing)))
        for one in outcome.grants
        if one.rule in RULES
    }


def test_random_events_have_the_prizes_written_by_hand() -> None:
    dice, seen = random.Random(5), set()
    for _ in range(EVENTS):
        level = dice.choice(["world", "nation", "province", "province", "city"])
        series = dice.choice([None, "worldskills", "national-skills"])
        class_ = dice.choice([None, 1, 1, 2])
        competition = Competition(
            "c", "赛", level, "23", date(2023, 8, 1), date(2023, 8, 1), series=series, class_=class_
        )
        results, settings = random_results(dice), random_settings(dice)
        expected = prizes(tier_of(level, series, class_), results, settings)
        assert computed(competition, results, settings) == set(expected), (level, series, class_, results, settings)
        seen |= {(one.to, one.status, one.missing) for one in expected}
    assert len(seen) >= 10
