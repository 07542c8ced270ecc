"""Which entries a rule can speak of at all, so that nobody else is asked."""

from collections.abc import Mapping, Sequence

from scoring.tariff.index import ContestIndex, Token
from scoring.tariff.language import Test
from scoring.tariff.model import Placing
from scoring.tariff.ranges import bounds
from scoring.tariff.scope import ContestView

BACKED = {
    "coach": "coach",
    "coach_team": "coach",
    "expert_team": "expert_team",
    "sending_unit": "sending_unit",
    "base": "base",
}


def reach_of(test: Test, named: Mapping[str, Test]) -> tuple[int, bool] | None:
    """The last place a condition can hold for, and whether any medal too; None where it may be any entry."""
    found = []
    if test.place is not None and bounds(test.place)[1] is not None:
        found.append((bounds(test.place)[1] or 0, False))
    if test.medal or test.awarded == "yes":
        found.append((0, True))
    found += [one for one in (reach_of(part, named) for part in _members(test, named)) if one is not None]
    choices = [reach_of(part, named) for part in test.any_]
    known = [one for one in choices if one is not None]
    if known and len(known) == len(choices):
        found.append((max(last for last, _ in known), any(medals for _, medals in known)))
    return found[0] if found else None


def needs_of(test: Test, named: Mapping[str, Test]) -> frozenset[Token] | None:
    """What must be said of an entry for a condition to hold or be unknown, any of them; None where nothing must."""
    found: list[frozenset[Token]] = []
    if test.stated is not None:
        found.append(frozenset({("fact", test.stated)}))
    if test.presumed == "no":
        found += [frozenset({("fact", test.fact)})] if test.fact else []
        found += [frozenset(("title", title) for title in test.holds)] if test.holds else []
        found += [frozenset(("level_held", level) for level in test.level_held)] if test.level_held else []
        found += [frozenset(("grade", grade) for grade in test.grade)] if test.grade else []
    found += [one for one in (needs_of(part, named) for part in _members(test, named)) if one is not None]
    choices = [needs_of(part, named) for part in test.any_]
    known = [one for one in choices if one is not None]
    if known and len(known) == len(choices):
        found.append(frozenset().union(*known))
    return found[0] if found else None


def _members(test: Test, named: Mapping[str, Test]) -> Sequence[Test]:
    """What must hold besides the keys of the condition itself."""
    return (*test.all_, *((named[test.condition],) if test.condition else ()))


def candidates(
    contest: ContestView,
    index: ContestIndex,
    to: str,
    reach: tuple[int, bool] | None,
    needs: frozenset[Token] | None,
    everywhere: frozenset[str],
) -> Sequence[Placing]:
    """The entries to ask; `everywhere` are facts the contest or a decision states, which every entry then has."""
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
