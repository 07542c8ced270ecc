"""Conditions compiled once into functions that answer true, false or unknown about a case."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from scoring.tariff.contest_keys import CONTEST_KEYS, FIELD_KEYS
from scoring.tariff.entry_keys import ENTRY_KEYS
from scoring.tariff.language import Test
from scoring.tariff.person_keys import PERSON_KEYS
from scoring.tariff.scope import Case
from scoring.tariff.verdict import TRUE, Verdict, both, either, opposite

Answer = Callable[[Case], Verdict]


BY_RESULT = frozenset({"place", "rank", "medal", "awarded"})
"""Keys that look at rank, award rank and medal alone: entries that agree in these have the same answer."""


class Condition(NamedTuple):
    """A compiled condition: what asks the contest alone, and what asks an entry or person.

    `by_result` is true where of an entry only rank, award rank and medal are asked.
    """

    of_contest: tuple[Answer, ...]
    of_entry: tuple[Answer, ...]
    by_result: bool = False

    def answer(self, case: Case) -> Verdict:
        """The whole condition, asked once for all entries it cannot tell apart."""
        placing, remembered = case.placing, case.contest.remembered
        if not self.by_result or remembered is None or placing is None or placing.entry in case.contest.places:
            return self._asked(case)
        key = (id(self.of_entry), placing.rank, placing.award_rank, placing.medal, placing.status)
        known = remembered.results.get(key)
        if known is None:
            known = remembered.results[key] = self._asked(case)
        return known

    def _asked(self, case: Case) -> Verdict:
        """The entry's facts come first, as in grants.json."""
        if not self.of_entry:
            return self.contest_allows(case)
        entry = self.of_entry[0](case) if len(self.of_entry) == 1 else both([ask(case) for ask in self.of_entry])
        if not self.of_contest:
            return entry
        return entry if entry.value is False else both((entry, self.contest_allows(case)))

    def contest_allows(self, case: Case) -> Verdict:
        """The part that is the same for every entry of a contest, asked once."""
        if not self.of_contest:
            return TRUE
        remembered = case.contest.remembered
        if remembered is None:
            return both(ask(case) for ask in self.of_contest)
        key = id(self.of_contest)
        known = remembered.answers.get(key)
        if known is None:
            known = remembered.answers[key] = both([ask(case) for ask in self.of_contest])
        return known


ALWAYS = Condition((), ())


def compile_test(test: Test | None, named: Mapping[str, Test]) -> Condition:
    """Compile a condition; named conditions are looked up (loading has checked that they exist and end)."""
    if test is None:
        return ALWAYS
    contest: list[Answer] = [_ask(key, test) for name, key in CONTEST_KEYS.items() if _said(test, name)]
    entry: list[Answer] = []
    for keys in (ENTRY_KEYS, FIELD_KEYS, PERSON_KEYS):
        entry += [_ask(key, test) for name, key in keys.items() if _said(test, name)]
    by_result = all(
        name in BY_RESULT for keys in (ENTRY_KEYS, FIELD_KEYS, PERSON_KEYS) for name in keys if _said(test, name)
    )
    for part in _parts(test, named):
        (entry if part.of_entry else contest).append(part.answer)
        by_result = by_result and (part.by_result or not part.of_entry)
    return Condition(tuple(contest), tuple(entry), by_result and bool(entry))


def _said(test: Test, name: str) -> bool:
    return getattr(test, name) not in (None, (), {})


def _ask(key: Callable[[Test, Case], Verdict], test: Test) -> Answer:
    return lambda case: key(test, case)


def _parts(test: Test, named: Mapping[str, Test]) -> Iterator[Condition]:
    if test.condition is not None:
        yield compile_test(named[test.condition], named)
    for member in test.all_:
        yield compile_test(member, named)
    if test.any_:
        yield _either([compile_test(member, named) for member in test.any_])
    if test.not_ is not None:
        yield _opposite(compile_test(test.not_, named))


def _either(members: list[Condition]) -> Condition:
    def ask(case: Case) -> Verdict:
        return either(member.answer(case) for member in members)

    if not any(member.of_entry for member in members):
        return Condition((ask,), ())
    return Condition((), (ask,), all(member.by_result or not member.of_entry for member in members))


def _opposite(member: Condition) -> Condition:
    def ask(case: Case) -> Verdict:
        return opposite(member.answer(case))

    return Condition((), (ask,), member.by_result) if member.of_entry else Condition((ask,), ())


def all_of(conditions: list[Condition]) -> Answer:
    """Every condition must hold; TRUE where there is none."""
    return lambda case: both(condition.answer(case) for condition in conditions) if conditions else TRUE
