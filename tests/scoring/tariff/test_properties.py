"""What must hold for any tariff and any result list, tried on random ones."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.tariff.compiled import Tariff
from scoring.tariff.engine import compute_grants
from scoring.tariff.grants import GRANTED, PENDING, Grant, yuan
from scoring.tariff.loading import builtin_tariffs, load_tariff
from scoring.tariff.model import Backer, Competition, ContestFacts, Fact, Person, Placing, SettingChoice
from scoring.tariff.money import fen, rounded, share_equally, split

SHANXI = load_tariff(Path(__file__).parent / "fixtures" / "t22.yaml")
COMPETITION = Competition("c", "赛", "province", "23", date(2023, 8, 1), date(2023, 8, 1), class_=1)
CONTESTS = [ContestFacts("01", "甲项"), ContestFacts("02", "乙项", level="nation")]
NATIONAL = replace(COMPETITION, series="national-skills")

Found = tuple[list[Placing], dict[str, list[Person]], dict[str, list[Backer]]]
"""Placings, people by entry, backers by entry."""

known = st.sampled_from([True, False, None])


@st.composite
def fields(draw: st.DrawFn, past_winners: bool = False) -> Found:
    """Placings and people of two contests; the same identities may stand in both."""
    placings, people, backers = [], {}, {}
    for contest in ("01", "02"):
        for rank in range(1, draw(st.integers(1, 6)) + 1):
            entry = f"{contest}-{rank}"
            medal = ["gold", "silver", "bronze", "merit"][min(rank, 4) - 1]
            group = draw(st.sampled_from(["worker", "student", "teacher"]))
            placings.append(Placing(entry, contest, group=group, rank=rank, award_rank=rank, medal=medal))
            facts = {"employed_in_province": Fact(draw(known), "entrants.csv")}
            if past_winners:
                facts["past_winner"] = Fact(draw(st.booleans()), "entrants.csv")
            identity = f"p{draw(st.integers(1, 5))}-{rank % 2}" if contest == "01" else f"p{rank}-{rank % 2}"
            people[entry] = [Person(f"选手{entry}", group, "3", (), facts=facts, identity=identity)]
            if draw(st.booleans()):
                backers[entry] = [Backer("coach", "教练")]
    return placings, people, backers


def grants(
    found: Found,
    choices: Mapping[str, str] | None = None,
    tariffs: Sequence[Tariff] | None = None,
    competition: Competition = NATIONAL,
) -> tuple[Grant, ...]:
    placings, people, backers = found
    chosen = [SettingChoice("heilongjiang", name, value) for name, value in (choices or {}).items()]
    used = tariffs or builtin_tariffs()["heilongjiang"]
    return compute_grants(competition, CONTESTS, placings, people, backers, used, chosen).grants


@settings(max_examples=60, deadline=None)
@given(fields(), st.randoms(use_true_random=False))
def test_the_order_of_entrants_does_not_matter(found: Found, dice: random.Random) -> None:
    placings, people, backers = found
    mixed = list(placings)
    dice.shuffle(mixed)
    turned = dict(reversed(list(people.items())))
    assert grants(found, {"overlap": "highest"}) == grants((mixed, turned, backers), {"overlap": "highest"})


@settings(max_examples=60, deadline=None)
@given(fields())
def test_an_ineligible_person_more_changes_nobody_else(found: Found) -> None:
    placings, people, backers = found
    more = [*placings, Placing("01-99", "01", group="worker", rank=99, award_rank=99)]
    assert grants(found) == grants((more, {**people, "01-99": [Person("末名", "worker")]}, backers))


def paid(found: Found, choice: str) -> int:
    return sum(one.amount or 0 for one in grants(found, {"overlap": choice}) if one.status == GRANTED)


@settings(max_examples=60, deadline=None)
@given(fields())
def test_highest_only_and_the_difference_pay_alike_and_never_more_than_the_sum(found: Found) -> None:
    placings, people, _ = found
    employed = {
        entry: [replace(one, facts={"employed_in_province": Fact(True, "x")}) for one in team]
        for entry, team in people.items()
    }
    highest, difference, added = (paid((placings, employed, {}), one) for one in ("highest", "difference", "sum"))
    assert highest <= added
    assert highest == difference


@settings(max_examples=60, deadline=None)
@given(fields(past_winners=True))
def test_displacement_conserves_the_number_of_awards(found: Found) -> None:
    placings, people, _ = found
    given_awards = [
        one for one in grants(found, tariffs=[SHANXI], competition=COMPETITION) if one.rule.startswith("award-")
    ]
    for contest in ("01",):
        worthy = [
            one for one in placings if one.contest == contest and not people[one.entry][0].facts["past_winner"].value
        ]
        granted = [one.rule for one in given_awards if one.contest == contest and one.status == GRANTED]
        assert sorted(granted) == [f"award-{number}" for number in range(1, min(3, len(worthy)) + 1)]


UNTOUCHED = {"count_unit": "event", "worker_includes_teachers": "yes", "tie_amount": "split", "group_prizes": "overall"}


@settings(max_examples=40, deadline=None)
@given(fields(), st.sampled_from(sorted(UNTOUCHED)))
def test_a_setting_no_rule_touches_here_changes_nothing(found: Found, name: str) -> None:
    assert grants(found) == grants(found, {name: UNTOUCHED[name]})


@settings(max_examples=40, deadline=None)
@given(fields())
def test_pending_always_names_what_is_missing_and_nothing_else_does(found: Found) -> None:
    for one in grants(found):
        assert bool(one.missing) == (one.status == PENDING)
        assert one.text.zh.endswith("。")
        assert one.text.en.endswith(".")
        assert one.clause in one.text.zh


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any))
def test_shares_add_up_and_differ_from_the_exact_share_by_less_than_one_fen(amount: int, parts: list[int]) -> None:
    shares = split(amount, parts)
    assert sum(shares) == amount
    assert all(abs(share - Fraction(amount * part, sum(parts))) < 1 for share, part in zip(shares, parts, strict=True))


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_equal_shares_differ_by_one_fen_at_most(amount: int, people: int) -> None:
    shares = share_equally(amount, people)
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= 1


@given(st.integers(0, 10**13))
def test_money_is_read_as_it_is_written(amount: int) -> None:
    assert fen(yuan(amount)) == amount


def test_roundings_of_a_share_are_the_stated_ones() -> None:
    half = Fraction(5, 2)
    assert [rounded(half, mode) for mode in ("up", "down", "half_up")] == [3, 2, 3]
    assert [rounded(Fraction(7, 3), mode) for mode in ("up", "down", "half_up")] == [3, 2, 2]


def test_a_blocked_contest_has_every_grant_pending_on_publication() -> None:
    placings = [Placing("01-1", "01", group="worker", rank=1, award_rank=1, medal="gold")]
    people = {"01-1": [Person("甲", "worker", facts={"employed_in_province": Fact(False, "x")})]}
    blocked = [replace(CONTESTS[0], blocked=True)]
    outcome = compute_grants(COMPETITION, blocked, placings, people, {}, builtin_tariffs()["heilongjiang"])
    assert outcome.grants
    assert {(one.status, one.missing) for one in outcome.grants} == {(PENDING, ("publication",))}
