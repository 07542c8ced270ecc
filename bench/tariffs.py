"""Measure the grants: three tariffs on 10,000 entrants against a function written by hand, and the growth."""

import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scoring.tariff.engine import compute_grants
from scoring.tariff.loading import builtin_tariffs
from scoring.tariff.model import Backer, Competition, ContestFacts, Fact, Person, Placing
from tests.scoring.tariff.oracle import Result, prizes

FIELD = 100
MEDALS = ("gold", "silver", "bronze")
SETTINGS = {
    "coach_scope": "last_tier",
    "coach_follows_competitor": "yes",
    "student_employment": "fact",
    "place_basis": "undecided",
    "tie_amount": "undecided",
}
COMPETITION = Competition("bench", "赛", "province", "23", date(2023, 8, 1), date(2023, 8, 1), class_=1)


def world(entrants: int) -> tuple[list[ContestFacts], list[Placing], dict[str, list[Person]], dict[str, list[Backer]]]:
    """Contests of a hundred, every winner with a coach, half of each field with 优胜奖."""
    dice = random.Random(1)
    contests, placings, people, backers = [], [], {}, {}
    for number in range(entrants):
        contest, rank = f"{number // FIELD:05d}", number % FIELD + 1
        if rank == 1:
            contests.append(ContestFacts(contest, "项目", started=FIELD, competed=FIELD))
        entry, group = f"{contest}-{rank:03d}", dice.choice(("worker", "student", "teacher"))
        medal = MEDALS[rank - 1] if rank <= 3 else "merit" if rank <= FIELD // 2 else None
        placings.append(Placing(entry, contest, group=group, rank=rank, award_rank=rank, medal=medal))
        employed = Fact(dice.choice((True, True, False, None)), f"entrants.csv:{number + 2}")
        people[entry] = [Person("甲", group, str(dice.randint(3, 5)), (), facts={"employed_in_province": employed})]
        if rank <= 3:
            backers[entry] = [Backer("coach", "乙")]
    return contests, placings, people, backers


def by_hand(placings: list[Placing], people: dict[str, list[Person]], backers: dict[str, list[Backer]]) -> int:
    """The prizes of every contest by the hand-written function."""
    contests: dict[str, list[Result]] = {}
    for one in placings:
        person = people[one.entry][0]
        employed = person.facts["employed_in_province"].value
        result = Result(one.entry, one.award_rank, one.medal, person.group, False, employed, one.entry in backers)
        contests.setdefault(one.contest, []).append(result)
    return sum(len(prizes("province", results, SETTINGS)) for results in contests.values())


def measured(work: Callable[[], object], runs: int) -> float:
    """The best of some runs, in seconds of processor time."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    """Print the ratio and the growth, one figure a line."""
    tariffs = [versions[-1] for versions in builtin_tariffs().values()]
    contests, placings, people, backers = world(10_000)
    hand = measured(lambda: by_hand(placings, people, backers), 5)
    engine = measured(lambda: compute_grants(COMPETITION, contests, placings, people, backers, tariffs), 3)
    print(f"10,000 entrants: by hand {hand:.4f} s, three tariffs {engine:.4f} s, ratio {engine / hand:.1f} (≤ 20)")
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for size in (10_000, 100_000, 1_000_000):
        if size <= largest:
            args = world(size)
            spent = measured(lambda args=args: compute_grants(COMPETITION, *args, tariffs), 1)
            print(f"{size:>9,} placings: {spent:.2f} s, {spent * 1_000_000 / size:.1f} µs each")


if __name__ == "__main__":
    main()
