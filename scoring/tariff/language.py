"""The words of the tariff language; docs/tariff-language.md explains each, loading.py reads them from YAML."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

YesNo = Literal["yes", "no"]
Level = Literal["world", "nation", "province", "city", "county", "enterprise"]
GroupName = Literal["worker", "student", "teacher", "other"]
MedalName = Literal["gold", "silver", "bronze", "merit", "first", "second", "third"]
KindName = Literal[
    "comprehensive", "single", "special", "selection", "training", "practice", "labour",
    "school", "rural", "innovation", "craft", "women", "industry",
]  # fmt: skip
GrantKind = Literal[
    "prize", "subsidy", "allowance", "title", "recommendation", "promotion", "pool", "eligibility"
]  # fmt: skip
BeneficiaryName = Literal[
    "competitor", "entry", "coach", "coach_team", "expert_team", "sending_unit", "base", "organizer"
]  # fmt: skip
Comparator = Literal["exactly", "at_least", "at_most", "about"]
RoundingName = Literal["up", "down", "half_up"]

UNDECIDED = "undecided"


@dataclass(frozen=True)
class Written:
    """Says to the reader that a scalar is kept as text of this pattern; editors may see it as a number."""

    pattern: str
    title: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(source), "pattern": self.pattern}

    def __get_pydantic_json_schema__(self, schema: Any, handler: Callable[[Any], Any]) -> Any:
        return {"type": ["string", "number"], "pattern": self.pattern, "title": self.title}


Range = Annotated[str, Written(r"^\d{1,7}(-\d{1,7}|\+)?$", "1, 1-3 or 50+")]
Yuan = Annotated[str, Written(r"^\d{1,12}(\.\d{1,2})?$", "元, at most two decimals")]
Share = Annotated[str, Written(r"^\d{1,3}(\.\d{1,4})?%?$|^\d{1,4}/\d{1,4}$", "30%, 12.5% or 1/2")]
Name = Annotated[str, Written(r"^[a-z][a-z0-9_-]{0,63}$", "a lower-case name")]


def _key(attribute: str) -> str:
    return attribute.rstrip("_")


class Strict:
    """Unknown keys are errors; a trailing underscore of an attribute is not part of the key."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "alias_generator": _key}


@dataclass(frozen=True, kw_only=True)
class Words(Strict):
    """A name or sentence in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Top(Strict):
    """The best so many: a share, a table by field size, or half of a field larger than `half_if_over`."""

    of: Literal["started", "competed"] = "competed"
    share: Share | None = None
    rounding: RoundingName = "half_up"
    cap: int | None = None
    by_field: dict[Range, int] = field(default_factory=dict)
    half_if_over: int | None = None


@dataclass(frozen=True, kw_only=True)
class Age(Strict):
    """Younger than `under` on a day; whether that very age still counts is said or left to a setting."""

    under: int
    included: YesNo | None = None
    included_by: Name | None = None
    on: Literal["start", "results", "decision"] = "results"


@dataclass(frozen=True, kw_only=True)
class Test(Strict):
    """A condition; everything said in one mapping must hold together."""

    __test__: ClassVar[bool] = False
    place: Range | None = None
    rank: Range | None = None
    medal: tuple[MedalName, ...] = ()
    awarded: YesNo | None = None
    passed: YesNo | None = None
    top: Top | None = None
    group: tuple[GroupName, ...] = ()
    level: tuple[Level, ...] = ()
    class_: tuple[Literal["1", "2"], ...] = ()
    kinds: tuple[KindName, ...] = ()
    series: tuple[str, ...] = ()
    team_size: Range | None = None
    started: Range | None = None
    competed: Range | None = None
    filed_with: tuple[Literal["hrss", "union", "youth", "women"], ...] = ()
    stated: Name | None = None
    fact: Name | None = None
    as_of: Name | None = None
    members: Name | None = None
    presumed: YesNo | None = None
    holds: tuple[str, ...] = ()
    level_held: tuple[str, ...] = ()
    gender: Literal["female", "male"] | None = None
    age: Age | None = None
    grade: tuple[Literal["national", "provincial_key", "provincial", "municipal"], ...] = ()
    chief: YesNo | None = None
    granted: Name | None = None
    setting: dict[Name, str] = field(default_factory=dict)
    condition: Name | None = None
    all_: tuple["Test", ...] = ()
    any_: tuple["Test", ...] = ()
    not_: "Test | None" = None


@dataclass(frozen=True, kw_only=True)
class Surcharge(Strict):
    """Something added to an amount where a condition holds: a share of it, or 元."""

    when: Test
    share: Share | None = None
    yuan: Yuan | None = None


@dataclass(frozen=True, kw_only=True)
class PrizePaid(Strict):
    """So many times the prize an outside body actually paid; a table by place where it paid none."""

    times: Share = "1/1"
    if_none: dict[Range, Yuan] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PerDay(Strict):
    """A day rate times the days of the competition, at most so many."""

    yuan: Yuan
    at_most_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Monthly(Strict):
    """So much a month by level held, for at most `months`; run and first month are settings.

    `certificate_before` is the fact that says whether a certificate from before the tariff was in force counts.
    """

    by_level: dict[str, Yuan]
    months: int
    run: Name
    first_month: Name
    certificate_before: Name


@dataclass(frozen=True, kw_only=True)
class Amount(Strict):
    """How much: exactly one of the keys down to `by_setting`, and what bounds, raises or divides it."""

    yuan: Yuan | None = None
    by_place: dict[Range, Yuan] = field(default_factory=dict)
    by_medal: dict[MedalName, Yuan] = field(default_factory=dict)
    by_grade: dict[str, Yuan] = field(default_factory=dict)
    same_as: Name | None = None
    prize_paid: PrizePaid | None = None
    per_day: PerDay | None = None
    monthly: Monthly | None = None
    by_setting: Name | None = None
    at_least: Yuan | None = None
    at_most: Yuan | None = None
    surcharge: tuple[Surcharge, ...] = ()
    part_of: Name | None = None
    comparator: Comparator = "exactly"
    instalments: tuple[int, ...] = ()
    taxed: Literal["before", "after", "free"] | None = None


@dataclass(frozen=True, kw_only=True)
class Step(Strict):
    """Who reaches which level: `to` a level 5 … 1, or so many steps above the level of the contest."""

    when: Test
    to: int | None = None
    above_contest: int | None = None


@dataclass(frozen=True, kw_only=True)
class Promotion(Strict):
    """A ladder written here, or one an administrator states in a setting."""

    by_setting: Name | None = None
    steps: tuple[Step, ...] = ()
    one_step_if_held: YesNo = "no"
    ceiling: dict[GroupName, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Once(Strict):
    """Not twice to the same person or body within an entry, a competition or a year."""

    per: Literal["person", "body"]
    within: Literal["entry", "competition", "year"]
    among: tuple[Name, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quota(Strict):
    """At most so many in so many years; what is counted may be a setting."""

    at_most: int
    years: int = 1
    unit: Name | None = None
    comparator: Comparator = "exactly"


@dataclass(frozen=True, kw_only=True)
class Band(Strict):
    """One of several grades of honour, counted from the top after those before it."""

    title: str
    share: Share
    cap: int | None = None


@dataclass(frozen=True, kw_only=True)
class Bands(Strict):
    """Grades by shares of the field, each band beginning where the one before it ends."""

    of: Literal["started", "competed"] = "competed"
    rounding: RoundingName = "half_up"
    bands: tuple[Band, ...]
