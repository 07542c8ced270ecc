"""Inputs and outputs of the computation of a contest's results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from scoring.findings import Finding
from scoring.rules import Medal
from scoring.text import Text

MARK_SCALE = 10**9
"""Marks travel as integers of 1/MARK_SCALE mark, so that bulk sums stay exact and fast."""


class EntryStatus(StrEnum):
    """What an entry did; INCOMPLETE is never given, only computed."""

    RANKED = "ranked"
    DNS = "dns"
    DNF = "dnf"
    DSQ = "dsq"
    BARRED = "barred"
    INCOMPLETE = "incomplete"


class Group(StrEnum):
    """The group a competitor belongs to, in the order groups are listed."""

    WORKER = "worker"
    STUDENT = "student"
    TEACHER = "teacher"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a contest; `group` is None where unknown, `mixed_groups` where its members differ.

    `delegations` are those of its members (a judge of one of them may not judge it); `members` counts them;
    `duration` is in seconds, None where unknown.
    """

    code: str
    status: EntryStatus = EntryStatus.RANKED
    group: Group | None = None
    mixed_groups: bool = False
    delegations: frozenset[str] = frozenset()
    duration: Fraction | None = None
    members: int = 1


class MarkRow(NamedTuple):
    """One version of one mark, in the order given; a later row of the same cell and round replaces an earlier.

    `entry` is the entry's code; `member` is 0, or 1… in contests that sum their members; `value` counts
    1/MARK_SCALE marks, or is None where the aspect was not attempted; `round` is the round of a judgement vote.
    """

    entry: str
    member: int
    aspect: str
    judge: str | None
    value: int | None
    round: int = 1


class ScoreRow(NamedTuple):
    """A ready score of a part, in 1/MARK_SCALE points; a later row replaces an earlier."""

    entry: str
    member: int
    part: str
    value: int


class PenaltyRow(NamedTuple):
    """Points taken off the total, or seconds added to the duration, in units of 1/MARK_SCALE."""

    entry: str
    member: int
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class TieOrder:
    """A recorded decision that orders entries which every tie key left equal, best first."""

    entries: tuple[str, ...]
    decided_by: str
    document: str | None = None


@dataclass(frozen=True)
class ContestInput:
    """Everything that was recorded in one contest; `judges` gives each judge's delegation, None where unknown."""

    entries: tuple[Entry, ...]
    marks: tuple[MarkRow, ...] | list[MarkRow] = ()
    scores: tuple[ScoreRow, ...] = ()
    penalties: tuple[PenaltyRow, ...] = ()
    judges: Mapping[str, str | None] = field(default_factory=dict)
    tie_orders: tuple[TieOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryResult:
    """The result of one entry; without a rank, total, rank, award_rank and scale are None and the maps empty.

    `passed`: whether every part reached its pass mark; None where no part has one or nothing can be compared.
    """

    entry: str
    status: EntryStatus
    group: Group | None
    total: Decimal | None
    parts: Mapping[str, Decimal]
    criteria: Mapping[str, Decimal]
    rank: int | None
    award_rank: int | None
    medal: Medal | None
    scale: int | None
    medal_reason: Text | None = None
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many of a group started and competed, where groups are ranked apart."""

    group: Group
    started: int
    competed: int


@dataclass(frozen=True, slots=True)
class ContestResult:
    """The result of a contest in publication order, with every finding; blocked by findings of severity error."""

    contest: str
    started: int
    competed: int
    entries: tuple[EntryResult, ...]
    groups: tuple[GroupCount, ...] = ()
    findings: tuple[Finding, ...] = ()
    formula: str = ""
