"""A contest sorted once for all tariffs: by place, by medal, by what is known of its people and backers."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.tariff.model import Backer, Person, Placing

MEDAL_PLACES = {"gold": 1, "silver": 2, "bronze": 3}
Token = tuple[str, str]
"""Something said in a contest: a "fact", "title", "level_held", "grade" or "backer", and which."""


@dataclass(frozen=True, slots=True)
class ContestIndex:
    """The entries of a contest; `astray` is true where some medal does not go with its rank."""

    placings: Sequence[Placing]
    ranked: Sequence[Placing]
    ranks: Sequence[int]
    medalled: Sequence[Placing]
    tokens: Mapping[Token, Sequence[Placing]]
    shared: Mapping[int, int]
    astray: bool

    def down_to(self, place: int) -> Sequence[Placing]:
        """The entries ranked for awards down to a place."""
        return self.ranked[: bisect_right(self.ranks, place)]

    def sharing(self, place: int) -> Sequence[Placing]:
        """The entries of one award rank, by code."""
        return self.ranked[bisect_left(self.ranks, place) : bisect_right(self.ranks, place)]


def index_contest(
    placings: Sequence[Placing], people: Mapping[str, Sequence[Person]], backers: Mapping[str, Sequence[Backer]]
) -> ContestIndex:
    """Sort the entries of one contest, given in the order of their codes."""
    ranked = [one for one in placings if one.award_rank is not None and one.status != "barred"]
    ranked.sort(key=lambda one: one.award_rank or 0)
    ranks = [one.award_rank or 0 for one in ranked]
    counts = Counter(ranks) if len(set(ranks)) < len(ranks) else Counter()
    return ContestIndex(
        placings=placings,
        ranked=ranked,
        ranks=ranks,
        medalled=[one for one in placings if one.medal is not None],
        tokens=_tokens(placings, people, backers),
        shared={place: count for place, count in counts.items() if count > 1},
        astray=any(MEDAL_PLACES.get(one.medal or "", one.award_rank) != one.award_rank for one in ranked),
    )


def _tokens(
    placings: Sequence[Placing], people: Mapping[str, Sequence[Person]], backers: Mapping[str, Sequence[Backer]]
) -> dict[Token, list[Placing]]:
    found: dict[Token, list[Placing]] = {}
    for placing in placings:
        for person in people.get(placing.entry, ()):
            for name in person.facts:
                found.setdefault(("fact", name), []).append(placing)
            for title in person.titles_held or ():
                found.setdefault(("title", title), []).append(placing)
            if person.level_held is not None:
                found.setdefault(("level_held", person.level_held), []).append(placing)
        for backer in backers.get(placing.entry, ()):
            found.setdefault(("backer", backer.kind), []).append(placing)
            found.setdefault(("grade", backer.grade or ""), []).append(placing)
    return found
