"""The parts of a tariff file around its conditions and amounts: rules, settings, versions, combinations, targets."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from scoring.tariff.language import (
    Amount,
    Bands,
    BeneficiaryName,
    Comparator,
    GrantKind,
    Name,
    Once,
    Promotion,
    Quota,
    Strict,
    Test,
    Words,
    Yuan,
)


@dataclass(frozen=True, kw_only=True)
class Payer(Strict):
    """Who pays: a name, a setting that holds one, or one of two names by a fact."""

    name: str | None = None
    setting: Name | None = None
    fact: Name | None = None
    if_yes: str | None = None
    if_no: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(Strict):
    """What one clause gives: to whom, for which results, under which conditions, how much."""

    id: Name
    clause: str
    covers: tuple[str, ...] = ()
    name: Words
    gives: GrantKind
    to: BeneficiaryName
    applies: Test | None = None
    results: Test
    requires: tuple[Test, ...] = ()
    amount: Amount | None = None
    title: str | None = None
    not_if_held: str | None = None
    bands: Bands | None = None
    promotion: Promotion | None = None
    once: tuple[Once, ...] = ()
    quota: Quota | None = None
    payer: Payer | None = None
    fund: Payer | None = None
    claim_within_days: int | None = None
    paid_after: Name | None = None
    from_: date | None = None
    until: date | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class OtherDefault(Strict):
    """A default that holds for some competitions only."""

    when: Test
    value: str


@dataclass(frozen=True, kw_only=True)
class Setting(Strict):
    """A question the policy leaves open, its answers and the default shown to whoever applies the tariff."""

    values: tuple[str, ...] = ()
    takes: Literal["choice", "name", "amount", "ladder"] = "choice"
    default: str | None = None
    instead: tuple[OtherDefault, ...] = ()
    asks: Words
    source: str


@dataclass(frozen=True, kw_only=True)
class InForce(Strict):
    """From which day to which; `basis` says how the day is known; `supersedes` ends that version the day before."""

    from_: date
    until: date | None = None
    basis: str
    supersedes: str | None = None


@dataclass(frozen=True, kw_only=True)
class Planning(Strict):
    """The last day of the period the document plans for, and the setting that says what follows."""

    until: date
    setting: Name


@dataclass(frozen=True, kw_only=True)
class Places(Strict):
    """Which settings decide what a place is: rank or medal, groups apart, and the amount of a tie."""

    rank_or_medal: Name | None = None
    groups: Name | None = None
    tied: Name | None = None


@dataclass(frozen=True, kw_only=True)
class Combine(Strict):
    """What happens where one beneficiary gets several of these; `at_most` caps their sum."""

    id: Name
    clause: str
    among: tuple[Name, ...]
    per: Literal["person", "body", "entry"]
    within: Literal["entry", "competition"]
    when: Test | None = None
    keep: Literal["sum", "highest", "difference", "first"] | None = None
    by_setting: Name | None = None
    at_most: Yuan | None = None


@dataclass(frozen=True, kw_only=True)
class Displace(Strict):
    """Who keeps the rank but not the award, and whether the next moves up in the awards."""

    clause: str
    when: Test
    next: Literal["moves_up", "stays"]


@dataclass(frozen=True, kw_only=True)
class Target(Strict):
    """A number the document wants reached or keeps to; `counts` says what is counted, `rules` which grants count."""

    id: Name
    clause: str
    covers: tuple[str, ...] = ()
    name: Words
    number: int
    comparator: Comparator = "at_least"
    every: Literal["once", "year", "two_years", "three_years"] = "once"
    by: date | None = None
    counts: Name
    rules: tuple[Name, ...] = ()
    unit: Name | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Remark(Strict):
    """A clause that gives nothing by itself, and why it stands here."""

    clause: str
    covers: tuple[str, ...] = ()
    note: str


@dataclass(frozen=True, kw_only=True)
class Source(Strict):
    """The document the tariff encodes."""

    title: str
    title_en: str
    number: str | None = None
    issued: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class TariffFile(Strict):
    """One version of one tariff, as a file holds it."""

    format: Literal["1"]
    tariff: Name
    version: str
    name: Words
    jurisdiction: str
    document: Source
    in_force: InForce
    planning: Planning | None = None
    yields_to_upper: Literal["yes", "no"] = "no"
    facts: dict[Name, Words] = field(default_factory=dict)
    settings: dict[Name, Setting] = field(default_factory=dict)
    conditions: dict[Name, Test] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    rules: tuple[Rule, ...]
    combine: tuple[Combine, ...] = ()
    displace: tuple[Displace, ...] = ()
    targets: tuple[Target, ...] = ()
    remarks: tuple[Remark, ...] = ()
