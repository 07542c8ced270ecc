"""The shape of worked examples: a small competition in YAML and the grants that must come out of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from scoring.tariff.language import (
    GrantKind,
    GroupName,
    KindName,
    Level,
    MedalName,
    Name,
    Strict,
    YesNo,
    Yuan,
)

Known = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, kw_only=True)
class EarlierCase(Strict):
    """Something the person was granted before."""

    kind: GrantKind
    name: str
    on: date
    level: Level | None = None
    amount: Yuan = "0"


@dataclass(frozen=True, kw_only=True)
class CertificateCase(Strict):
    """A certificate of a level and its day, for monthly allowances."""

    level: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PersonCase(Strict):
    """One member of an entry; what is left out is unknown."""

    name: str | None = None
    group: GroupName | None = None
    level_held: str | None = None
    titles_held: tuple[str, ...] | None = None
    gender: Literal["female", "male"] | None = None
    birth_date: date | None = None
    facts: dict[Name, Known] = field(default_factory=dict)
    identity: str | None = None
    earlier: tuple[EarlierCase, ...] = ()
    certificates: tuple[CertificateCase, ...] = ()
    left_post_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class BackerCase(Strict):
    """A coach, expert team, sending unit or base."""

    kind: Literal["coach", "expert_team", "sending_unit", "base"]
    name: str
    code: str | None = None
    chief: YesNo | None = None
    grade: Literal["national", "provincial_key", "provincial", "municipal"] | None = None


@dataclass(frozen=True, kw_only=True)
class EntryCase(PersonCase):
    """An entry with its result; of a single the person's facts stand here, of a team under `people`."""

    entry: str
    contest: str = "01"
    status: Literal["ranked", "dns", "dnf", "dsq", "barred"] = "ranked"
    rank: int | None = None
    award_rank: int | None = None
    medal: MedalName | None = None
    total: str | None = None
    passed: YesNo | None = None
    prize_paid: Yuan | None = None
    people: tuple[PersonCase, ...] = ()
    backers: tuple[BackerCase, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ContestCase(Strict):
    """A contest; level and class default to the competition's."""

    code: str = "01"
    level: Level | None = None
    class_: Literal["1", "2"] | None = None
    team_size: int = 1
    exam_level: int | None = None
    started: int = 30
    competed: int = 30
    facts: dict[Name, Known] = field(default_factory=dict)
    separate_groups: YesNo = "no"


@dataclass(frozen=True, kw_only=True)
class CompetitionCase(Strict):
    """The competition; all days are one day unless said."""

    level: Level = "province"
    class_: Literal["1", "2"] | None = None
    series: str | None = None
    kinds: tuple[KindName, ...] = ()
    filed_with: tuple[Literal["hrss", "union", "youth", "women"], ...] = ()
    on: date
    ends_on: date | None = None
    jurisdiction: str | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionCase(Strict):
    """A row of decisions.csv."""

    question: str
    value: str
    contest: str = "01"
    entry: str | None = None
    person: str | None = None
    rule: str | None = None


@dataclass(frozen=True, kw_only=True)
class Expect(Strict):
    """What one grant must be; what is left out may be anything."""

    entry: str | None = None
    name: str | None = None
    rule: Name | None = None
    kind: GrantKind | None = None
    to: str | None = None
    status: Literal["granted", "pending", "refused"] | None = None
    amount: Yuan | None = None
    title: str | None = None
    level: int | None = None
    missing: tuple[str, ...] | None = None
    version: str | None = None
    displaced_by: str | None = None
    schedule: tuple[Yuan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AllowanceCase(Strict):
    """A run of months: certificates, the day the post was left, and what must come out."""

    rule: Name
    certificates: tuple[CertificateCase, ...]
    left_on: date | None = None
    months: int
    total: Yuan
    first: str | None = None
    ends_because: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Example(Strict):
    """One worked example; `nothing` lists what must not appear, `findings` the checks that must speak up."""

    case: str
    covers: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    competition: CompetitionCase
    contests: tuple[ContestCase, ...] = (ContestCase(),)
    entries: tuple[EntryCase, ...] = ()
    decisions: tuple[DecisionCase, ...] = ()
    expect: tuple[Expect, ...] = ()
    nothing: tuple[Expect, ...] = ()
    findings: tuple[str, ...] = ()
    allowance: AllowanceCase | None = None


@dataclass(frozen=True, kw_only=True)
class ExampleFile(Strict):
    """Examples of one tariff; `tariffs` are its version files beside or above this file."""

    tariffs: tuple[str, ...]
    examples: tuple[Example, ...]
