"""Which entries a rule can speak of at all, so that nobody else is asked."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.tariff.conditions import Condition, compile_test
from scoring.tariff.index import ContestIndex, Token
from scoring.tariff.language import Test
from scoring.tariff.model import Placing
from scoring.tariff.ranges import bounds
from scoring.tariff.scope import Case, ContestView

Reach = tuple[int, bool]

BACKED = {
    "coach": "coach",
    "coach_team": "coach",
    "expert_team": "expert_team",
    "sending_unit": "sending_unit",
    "base": "base",
}


class Spread(NamedTuple):
    """Which entries a condition can hold for, by its own keys and by its members.

    `reach` is the last place, and whether any medal too; `needs` are things of which one must be said of the entry;
    None is no bound. Members of `every` must all hold, of `some` one.
    """

    condition: Condition
    reach: Reach | None
    needs: frozenset[Token] | None
    every: tuple["Spread", ...]
    some: tuple["Spread", ...]


class Bound(NamedTuple):
    """What bounds the entries in one contest."""

    reach: Reach | None = None
    needs: frozenset[Token] | None = None


def spread_of(test: Test, named: Mapping[str, Test]) -> Spread:
    """Prepare the bounds of a condition once for all contests."""
    members = (*test.all_, *((named[test.condition],) if test.condition else ()))
    return Spread(
        condition=compile_test(test, named),
        reach=_own_reach(test),
        needs=_own_needs(test),
        every=tuple(spread_of(part, named) for part in members),
        some=tuple(spread_of(part, named) for part in test.any_),
    )


def _own_reach(test: Test) -> Reach | None:
    last = bounds(test.place)[1] if test.place is not None else None
    if last is not None:
        return last, False
    return (0, True) if test.medal or test.awarded == "yes" else None


def _own_needs(test: Test) -> frozenset[Token] | None:
    if test.stated is not None:
        return frozenset({("fact", test.stated)})
    if test.presumed == "no":
        for kind, words in (("title", test.holds), ("level_held", test.level_held), ("grade", test.grade)):
            if words:
                return frozenset((kind, word) for word in words)
        return frozenset({("fact", test.fact)}) if test.fact else None
    return None


def bound_of(spread: Spread, case: Case) -> Bound | None:
    """The bounds in a contest like this one, worked out once."""
    memory = case.contest.remembered
    if memory is None:
        return bound_in(spread, case)
    key = id(spread)
    if key not in memory.bounds:
        memory.bounds[key] = bound_in(spread, case)
    known = memory.bounds[key]
    return known if isinstance(known, Bound) else None


def bound_in(spread: Spread, case: Case) -> Bound | None:
    """The bounds in one contest, branches left out that its level, class and settings close; None = nobody at all."""
    if spread.condition.contest_allows(case).value is False:
        return None
    reach, needs = spread.reach, spread.needs
    for part in spread.every:
        inner = bound_in(part, case)
        if inner is None:
            return None
        reach, needs = reach or inner.reach, needs or inner.needs
    if spread.some:
        open_branches = [inner for inner in (bound_in(part, case) for part in spread.some) if inner is not None]
        if not open_branches:
            return None
        reach = reach or _widest([one.reach for one in open_branches])
        needs = needs or _union([one.needs for one in open_branches])
    return Bound(reach, needs)


def _widest(found: Sequence[Reach | None]) -> Reach | None:
    known = [one for one in found if one is not None]
    return (max(last for last, _ in known), any(medals for _, medals in known)) if len(known) == len(found) else None


def _union(found: Sequence[frozenset[Token] | None]) -> frozenset[Token] | None:
    known = [one for one in found if one is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def candidates(
    contest: ContestView,
    index: ContestIndex,
    to: str,
    bound: Bound,
    everywhere: frozenset[str],
) -> Sequence[Placing]:
    """The entries to ask; `everywhere` are facts the contest or a decision states, which every entry then has."""
    reach, needs = bound
    lists: list[Sequence[Placing]] = [index.placings]
    if reach is not None:
        lists.append(_within(contest, index, *reach))
    if needs is not None and not any(kind == "fact" and name in everywhere for kind, name in needs):
        lists.append(_any_of([index.tokens.get(token, ()) for token in needs]))
    if to in BACKED:
        lists.append(index.tokens.get(("backer", BACKED[to]), ()))
    return _any_of([min(lists, key=len)])


def _within(contest: ContestView, index: ContestIndex, last: int, medals: bool) -> Sequence[Placing]:
    moved = [one for one in index.placings if one.entry in contest.places] if contest.places else []
    near = [one for one in moved if min(contest.places[one.entry].options, default=last + 1) <= last]
    found = index.medalled if medals else ()
    return _any_of([index.down_to(last), near, found])


def _any_of(lists: Sequence[Sequence[Placing]]) -> list[Placing]:
    return list({one.entry: one for placings in lists for one in placings}.values())
