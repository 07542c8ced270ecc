"""What a condition can look at: settings and evidence in force, one contest seen by a tariff, one case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from scoring.strict_yaml import Plain
from scoring.tariff.document import TariffFile
from scoring.tariff.grants import Reason
from scoring.tariff.index import ContestIndex
from scoring.tariff.language import UNDECIDED
from scoring.tariff.model import Backer, Competition, ContestFacts, Decision, Fact, Person, Placing
from scoring.tariff.verdict import Verdict

EVIDENCE = "evidence:"
SETTING = "setting:"

PeopleOf = Callable[[str], Sequence[Person]]
"""The people of an entry, in order."""


@dataclass(frozen=True, slots=True)
class PlaceState:
    """The place in the awards by one tariff: several options where something is undecided, none where there is none.

    `tied` entries share the place, this one being number `turn` (from 0) of them; `displaced_by` names the entry that
    moved up in its stead, or is "" where the award stays empty.
    """

    options: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    because: tuple[Reason, ...] = ()
    tied: int = 1
    turn: int = 0
    by_medal: bool = False
    displaced: bool = False
    displaced_by: str | None = None


NO_PLACE = PlaceState()


@lru_cache(maxsize=4096)
def plain_place(rank: int) -> PlaceState:
    """The place of an entry of which nothing else is to be said."""
    return PlaceState(options=(rank,))


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers and bounds by the identity of a condition or rule: where the contest alone decides, or a result too."""

    answers: dict[int, Verdict] = field(default_factory=dict)
    results: dict[tuple[object, ...], Verdict] = field(default_factory=dict)
    bounds: dict[int, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """One tariff applied to one competition: the settings chosen and the decisions taken."""

    tariff: TariffFile
    competition: Competition
    chosen: Mapping[str, Plain]
    decisions: Sequence[Decision] = ()
    by_question: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    memory: dict[tuple[str, int | None, int], Memory] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContestView:
    """A contest with the competition's values where it has none of its own.

    `places` holds the entries whose place is not simply their award rank; `remembered` keeps the answers that are the
    same for every entry and every contest of this level, class and team size, None where a decision may change one;
    `apart` is true where a setting is decided for single entries here, so that no rule may be closed for all at once.
    """

    facts: ContestFacts
    level: str
    class_: int | None
    index: ContestIndex
    places: dict[str, PlaceState] = field(default_factory=dict)
    remembered: Memory | None = None
    apart: bool = False


@dataclass(slots=True)
class Case:
    """What one rule is asked about: an entry and its people, one of them, one backer, or the contest alone."""

    scope: Scope
    contest: ContestView
    rule: str
    placing: Placing | None = None
    people: Sequence[Person] = ()
    person: int | None = None
    backer: Backer | None = None
    backers: Sequence[Backer] = ()
    statuses: Mapping[tuple[str, int | None], tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def place(self) -> PlaceState:
        """The entry's place in the awards of this tariff."""
        placing = self.placing
        if placing is None:
            return NO_PLACE
        known = self.contest.places.get(placing.entry)
        if known is not None:
            return known
        return NO_PLACE if placing.award_rank is None or placing.status == "barred" else plain_place(placing.award_rank)

    def subjects(self) -> list[tuple[int, Person]]:
        """The people a person's fact is asked of: the one concerned, or the whole entry."""
        if self.person is not None:
            return [(self.person, self.people[self.person])]
        return list(enumerate(self.people))

    def concerns(self, decision: Decision, person: Person | None = None) -> bool:
        """Whether a decision speaks of this contest, entry, rule and person; empty fields speak of all."""
        entry = self.placing.entry if self.placing else None
        return (
            decision.contest == self.contest.facts.code
            and decision.entry in (None, entry)
            and decision.rule in (None, self.rule)
            and (decision.person is None or (person is not None and decision.person == person.name))
        )

    def setting(self, name: str) -> Plain:
        """A setting's value: a decision about this case, else what was chosen, else the default; None = unset."""
        for decision in reversed(self.scope.by_question.get(SETTING + name, ())):
            if self.concerns(decision):
                return decision.value
        return self.scope.chosen.get(name, UNDECIDED)

    def fact(self, name: str, person: Person | None) -> tuple[Fact, bool]:
        """A fact and whether anything is said of it; evidence decided comes first, then the person's, the contest's."""
        for decision in reversed(self.scope.by_question.get(EVIDENCE + name, ())):
            if self.concerns(decision, person):
                return Fact(decision.value == "yes", decision.source), True
        own = person.facts.get(name) if person else None
        if own is not None and own.value is not None:
            return own, True
        of_contest = self.contest.facts.facts.get(name)
        if of_contest is not None:
            return of_contest, True
        return (own, True) if own is not None else (Fact(None, "unknown"), False)
