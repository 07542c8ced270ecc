"""What a tariff is applied to: the competition, its contests, placings, people, backers, decisions and settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scoring.strict_yaml import Plain


class Fact(NamedTuple):
    """Something known, denied or unknown (`value` None) and where that is written, e.g. `entrants.csv:13`."""

    value: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Competition:
    """The facts of competition.yaml a tariff may ask for; words are those of package-format."""

    code: str
    name: str
    level: str
    jurisdiction: str
    starts_on: date
    results_on: date
    series: str | None = None
    class_: int | None = None
    kinds: tuple[str, ...] = ()
    ends_on: date | None = None
    decided_on: date | None = None
    organizers: tuple[str, ...] = ()
    filed_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """One contest; `level` and `class_` None mean the competition's.

    `facts` holds the contest's own facts, a fact absent is unknown and not spoken of; `separate_groups` is true where
    groups are ranked apart; `group_counts` then gives (started, competed) of each; `blocked` is true where a finding of
    severity error stops publication.
    """

    code: str
    name: str
    level: str | None = None
    class_: int | None = None
    occupation: str | None = None
    exam_level: int | None = None
    team_size: int = 1
    facts: Mapping[str, Fact] = field(default_factory=dict)
    started: int = 0
    competed: int = 0
    separate_groups: bool = False
    group_counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """The frozen result of one entry; `status`, `group` and `medal` are the words of results.json.

    `prize_paid` is in 分; `passed` (every part reached its pass mark) is None where unknown or no part has one.
    """

    entry: str
    contest: str
    status: str = "ranked"
    group: str | None = None
    rank: int | None = None
    award_rank: int | None = None
    medal: str | None = None
    total: Decimal | None = None
    prize_paid: int | None = None
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class EarlierGrant:
    """What a person or body was granted before, in another competition: for once-a-year and overlap rules.

    `name` is the rule's id, the title or the level; `amount` in 分.
    """

    kind: str
    name: str
    on: date
    tariff: str = ""
    level: str | None = None
    amount: int = 0
    source: str = "history"


class Certificate(NamedTuple):
    """A certificate of a level (2 技师, 1 高级技师, special, chief) and the day it was obtained."""

    level: str
    on: date


@dataclass(frozen=True, slots=True)
class Person:
    """One member of an entry; None means unknown. `level_held` and `titles_held` use `-` and () for none.

    `certificates` (with their days) and `left_post_on` make the months of an allowance, () where no day is known.
    `identity` is the same for the same person in every contest (a keyed hash of the ID number, never the number).
    """

    name: str
    group: str | None = None
    level_held: str | None = None
    titles_held: tuple[str, ...] | None = None
    gender: str | None = None
    birth_date: date | None = None
    unit: str | None = None
    unit_code: str | None = None
    delegation: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    identity: str | None = None
    source: str = "entrants.csv"
    earlier: tuple[EarlierGrant, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    left_post_on: date | None = None


@dataclass(frozen=True, slots=True)
class Backer:
    """A coach, expert_team, sending_unit or base of an entry; `code` `-` means it has none, None unknown."""

    kind: str
    name: str
    code: str | None = None
    chief: bool | None = None
    grade: str | None = None
    source: str = "backers.csv"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of decisions.csv; None means the row is about every entry, person or rule of the contest."""

    contest: str
    question: str
    value: str
    decided_by: str
    entry: str | None = None
    person: str | None = None
    rule: str | None = None
    document: str | None = None
    source: str = "decisions.csv"


@dataclass(frozen=True, slots=True)
class SettingChoice:
    """What an administrator chose for one setting of one tariff; `value` is a word, or a map such as promotion_map."""

    tariff: str
    name: str
    value: Plain
    decided_by: str | None = None
    document: str | None = None
