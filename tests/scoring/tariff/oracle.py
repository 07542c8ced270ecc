"""The prizes of 黑龙江 三（七）31 written by hand, without the language: the oracle of the tariff engine."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

TABLES = {
    "world": {1: 50000000, 2: 20000000, 3: 10000000},
    "nation": {1: 10000000, 2: 5000000, 3: 2000000},
    "province": {1: 2000000, 2: 1000000, 3: 500000},
}
MEDALS = {"gold": 1, "silver": 2, "bronze": 3}


class Result(NamedTuple):
    """One entry of a single-person contest, as far as the prizes look at it."""

    entry: str
    award_rank: int | None
    medal: str | None
    group: str | None
    barred: bool
    employed: bool | None
    coach: bool


class Prize(NamedTuple):
    """A prize: entry, competitor or coach_team, amount in 分 or None, status, what is missing."""

    entry: str
    to: str
    amount: int | None
    status: str
    missing: tuple[str, ...]


def tier_of(level: str, series: str | None, class_: int | None) -> str | None:
    """The table a contest falls under."""
    if level == "world" and series == "worldskills":
        return "world"
    if level == "nation" and series == "national-skills":
        return "nation"
    return "province" if level == "province" and class_ == 1 else None


def prizes(tier: str | None, results: Sequence[Result], settings: Mapping[str, str]) -> list[Prize]:
    """Every prize of one contest of singles ranked together."""
    if tier is None:
        return []
    table = TABLES[tier]
    placed = [one for one in results if one.award_rank is not None and not one.barred]
    places = places_of(placed, settings["place_basis"])
    found = []
    for one in placed:
        options, open_basis, by_medal = places[one.entry]
        if not any(option in table for option in options):
            continue
        amounts = {table.get(option) for option in options}
        amount = amounts.pop() if len(amounts) == 1 else None
        missing = ["place_basis"] if open_basis else []
        sharing = sorted(other for other, (theirs, _, _) in places.items() if theirs == options)
        if len(sharing) > 1 and not by_medal and amount is not None:
            if settings["tie_amount"] == "undecided":
                amount, missing = None, [*missing, "tie_amount"]
            elif settings["tie_amount"] == "split":
                amount = amount // len(sharing) + (sharing.index(one.entry) < amount % len(sharing))
        exempt = one.group == "student" and settings["student_employment"] == "exempt"
        employed = True if exempt else one.employed
        found.append(prize(one.entry, "competitor", amount, employed, missing))
        if one.coach and (tier == "province" or settings["coach_scope"] == "all_tiers"):
            follows = employed if settings["coach_follows_competitor"] == "yes" else True
            found.append(prize(one.entry, "coach_team", amount, follows, missing))
    return found


def places_of(placed: Sequence[Result], basis: str) -> dict[str, tuple[tuple[int, ...], bool, bool]]:
    """Places each entry may have, whether that is open, and whether the medal counts."""
    astray = [
        min(one.award_rank, MEDALS[one.medal])
        for one in placed
        if one.medal in MEDALS and one.award_rank != MEDALS[one.medal]
    ]
    found = {}
    for one in placed:
        by_medal = (MEDALS[one.medal],) if one.medal in MEDALS else ()
        ways = (one.award_rank, *by_medal)
        touched = bool(astray) and min(astray) <= min(ways) <= 3
        if not touched or basis == "rank":
            found[one.entry] = ((one.award_rank,), False, False)
        elif basis == "medal":
            found[one.entry] = (by_medal, False, True)
        else:
            found[one.entry] = (tuple(sorted(set(ways))), True, False)
    return found


def prize(entry: str, to: str, amount: int | None, employed: bool | None, missing: Sequence[str]) -> Prize:
    """Employment false refuses, unknown waits, and so does whatever is missing."""
    if employed is False:
        return Prize(entry, to, amount, "refused", ())
    waits = sorted([*missing, *(["employed_in_province"] if employed is None else [])])
    return Prize(entry, to, amount, "pending" if waits else "granted", tuple(waits))
