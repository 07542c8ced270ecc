"""Ranks: by total, then tie keys in order, then sharing or a recorded decision."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.results import TieOrder
from scoring.rules import LastResort, RankingRules, TieKey

KeyValue = Callable[[str, TieKey], int | Fraction | None]
"""The value of a tie key for an entry as printed, None where it is unknown."""


@dataclass(slots=True)
class Ranking:
    """Ranks by entry, and what a person should know about the ties.

    `unknown`: keys skipped and the tied entries; `shared`: entries left equal; `orders`: the decisions used.
    """

    ranks: dict[str, int] = field(default_factory=dict)
    unknown: list[tuple[TieKey, tuple[str, ...]]] = field(default_factory=list)
    shared: list[tuple[str, ...]] = field(default_factory=list)
    orders: list[TieOrder] = field(default_factory=list)


def rank_entries(
    totals: Mapping[str, int], rules: RankingRules, value: KeyValue, orders: Sequence[TieOrder] = ()
) -> Ranking:
    """Standard competition ranks (1, 2, 2, 4) by total, tie keys and decisions; How the numbers are made 4."""
    ranking = Ranking()
    place = 1
    for tied in _split(totals, totals.__getitem__, descending=True):
        for equal in _separate(tied, rules.ties, value, orders, ranking):
            ranking.ranks.update(dict.fromkeys(equal, place))
            place += len(equal)
    return ranking


def _separate(
    tied: tuple[str, ...], keys: Sequence[TieKey], value: KeyValue, orders: Sequence[TieOrder], ranking: Ranking
) -> Iterable[tuple[str, ...]]:
    if len(tied) == 1:
        return [tied]
    if not keys:
        return _decide(tied, orders, ranking)
    key, rest = keys[0], keys[1:]
    values = {entry: value(entry, key) for entry in tied}
    known = {entry: found for entry, found in values.items() if found is not None}
    if len(known) < len(tied):
        ranking.unknown.append((key, tied))
        return _separate(tied, rest, value, orders, ranking)
    return [
        equal
        for part in _split(known, known.__getitem__, descending=key.descending)
        for equal in _separate(part, rest, value, orders, ranking)
    ]


def _decide(tied: tuple[str, ...], orders: Sequence[TieOrder], ranking: Ranking) -> list[tuple[str, ...]]:
    """The newest decision that names all of the tied orders them; decisions come before `last`."""
    for order in reversed(orders):
        if set(tied) <= set(order.entries):
            ranking.orders.append(order)
            return [(entry,) for entry in order.entries if entry in tied]
    ranking.shared.append(tied)
    return [tied]


def _split(
    entries: Iterable[str], value: Callable[[str], int | Fraction], *, descending: bool
) -> list[tuple[str, ...]]:
    """The entries in groups of equal value, best first, each group in the order given."""
    groups: dict[int | Fraction, list[str]] = {}
    for entry in entries:
        groups.setdefault(value(entry), []).append(entry)
    return [tuple(groups[found]) for found in sorted(groups, reverse=descending)]


def undecided(rules: RankingRules, ranking: Ranking) -> list[tuple[str, ...]]:
    """The ties that a person must still order: those left shared where the last resort is a decision."""
    return ranking.shared if rules.last is LastResort.DECIDE else []


def award_ranks(ranks: Mapping[str, int], passed_over: frozenset[str] | set[str]) -> dict[str, int]:
    """Ranks among the entries that are not passed over, who get none; source: How the numbers are made 6."""
    awards: dict[str, int] = {}
    last_rank, shared = 0, 0
    moved_up = sorted((entry for entry in ranks if entry not in passed_over), key=ranks.__getitem__)
    for place, entry in enumerate(moved_up, start=1):
        if ranks[entry] != last_rank:
            last_rank, shared = ranks[entry], place
        awards[entry] = shared
    return awards
