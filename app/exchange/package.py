"""A competition package as values: everything the files of package-format 1 say, checked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from app.exchange.package_rows import (
    PackagedDecision,
    PackagedMark,
    PackagedPenalty,
    PackagedResult,
    PackagedScore,
)
from scoring.findings import Finding
from scoring.results import ContestInput, Entry, EntryStatus, Group, MarkRow, PenaltyRow, ScoreRow, TieOrder
from scoring.rules import Contest
from scoring.scheme import AspectType, Scheme

__all__ = [
    "Backer",
    "Fact",
    "Judge",
    "Package",
    "PackageErrors",
    "PackagedContest",
    "PackagedDecision",
    "PackagedEntry",
    "PackagedMark",
    "PackagedPenalty",
    "PackagedResult",
    "PackagedScore",
    "Person",
    "Setting",
    "SettingValue",
]

SettingValue = str | None | list["SettingValue"] | dict[str, "SettingValue"]
"""A setting as YAML wrote it: words stay words (`yes` is "yes"), lists and maps keep their order."""


class PackageErrors(Exception):
    """The package is wrong; `findings` are all its errors (and the warnings met on the way), worst first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class Fact(NamedTuple):
    """Evidence for a condition: True, False or None (unknown), and the place that says so, as `entrants.csv:13`."""

    value: bool | None
    source: str


class Setting(NamedTuple):
    """A choice for a tariff and the place that makes it, as `competition.yaml:15`."""

    value: SettingValue
    source: str


@dataclass(frozen=True, slots=True)
class Person:
    """One competitor; None is unknown, "-" and the empty tuple are none. `id_number` is upper case.

    `duration` and `station` are the entry's where the file repeats them, or this member's own.
    """

    name: str
    id_number: str | None = None
    gender: str | None = None
    birth_date: date | None = None
    group: Group | None = None
    unit: str | None = None
    unit_code: str | None = None
    delegation: str | None = None
    level_held: str | None = None
    titles_held: tuple[str, ...] | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    status: EntryStatus = EntryStatus.RANKED
    duration: Fraction | None = None
    station: str | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class PackagedEntry:
    """One entry with its people in the order of the file; `duration` in seconds."""

    code: str
    contest: str
    people: tuple[Person, ...]
    status: EntryStatus
    duration: Fraction | None = None
    station: str | None = None

    def scored(self) -> Entry:
        """The entry as the computation of results sees it."""
        groups = {person.group for person in self.people if person.group}
        mixed = len(groups) > 1
        return Entry(
            code=self.code,
            status=self.status,
            group=groups.pop() if len(groups) == 1 else None,
            mixed_groups=mixed,
            delegations=frozenset(person.delegation for person in self.people if person.delegation),
            duration=self.duration,
            members=len(self.people),
        )


@dataclass(frozen=True, slots=True)
class Backer:
    """Who stands behind an entry: coach, expert_team, sending_unit or base.

    `code` is None where unknown and "-" where the body has none.
    """

    entry: str
    kind: str
    name: str
    code: str | None = None
    id_number: str | None = None
    chief: bool | None = None
    grade: str | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge in one role of one contest; the same `code` is the same person in the whole package."""

    code: str
    name: str
    contest: str
    role: str
    id_number: str | None = None
    unit: str | None = None
    delegation: str | None = None
    row: int = 0


def _judgements(scheme: Scheme) -> list[str]:
    return [aspect.code for aspect in scheme.aspects.values() if aspect.type is AspectType.JUDGEMENT]


@dataclass(frozen=True)
class PackagedContest:
    """One contest with its rules, entries and everything recorded in it.

    `rules.parts` is empty where `results` were decided elsewhere. `level` and `contest_class` are already the
    competition's where the contest names none. `scheme_files` maps the part's code to the file in schemes/.
    """

    rules: Contest
    name: str
    level: str
    name_en: str | None = None
    contest_class: int | None = None
    occupation: str | None = None
    exam_level: int | None = None
    masked: bool = True
    facts: Mapping[str, Fact] = field(default_factory=dict)
    scheme_files: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[PackagedEntry, ...] = ()
    judges: tuple[Judge, ...] = ()
    marks: tuple[PackagedMark, ...] = ()
    scores: tuple[PackagedScore, ...] = ()
    penalties: tuple[PackagedPenalty, ...] = ()
    results: tuple[PackagedResult, ...] = ()
    decisions: tuple[PackagedDecision, ...] = ()

    @property
    def code(self) -> str:
        """The contest's code."""
        return self.rules.code

    def scored(self) -> ContestInput:
        """Everything recorded here as the input of the computation of results."""
        votes = {code for part in self.rules.parts if part.scheme for code in _judgements(part.scheme)}
        return ContestInput(
            entries=tuple(entry.scored() for entry in self.entries),
            marks=[MarkRow(*mark[:5], mark.version if mark.aspect in votes else 1) for mark in self.marks],
            scores=tuple(ScoreRow(*score[:4]) for score in self.scores),
            penalties=tuple(PenaltyRow(*penalty[:4]) for penalty in self.penalties),
            judges={judge.code: judge.delegation for judge in self.judges},
            tie_orders=tuple(
                TieOrder(tuple(decision.value.split(">")), decision.decided_by, decision.document)
                for decision in self.decisions
                if decision.question == "tie_order"
            ),
        )


@dataclass(frozen=True)
class Package:
    """A whole competition; `tariffs` is None where the package names none, `warnings` never stop it."""

    code: str
    name: str
    level: str
    kinds: tuple[str, ...]
    jurisdiction: str
    starts_on: date
    ends_on: date
    results_on: date
    organizers: tuple[str, ...]
    contests: tuple[PackagedContest, ...]
    name_en: str | None = None
    series: str | None = None
    competition_class: int | None = None
    decided_on: date | None = None
    hosts: tuple[str, ...] = ()
    filed_with: tuple[str, ...] = ()
    tariffs: tuple[str, ...] | None = None
    settings: Mapping[str, Mapping[str, Setting]] = field(default_factory=dict)
    backers: tuple[Backer, ...] = ()
    warnings: tuple[Finding, ...] = ()
