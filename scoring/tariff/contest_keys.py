"""Conditions on the competition and the contest: level, class, kind, series, field, filing, settings."""

from collections.abc import Callable

from scoring.tariff.grants import Reason
from scoring.tariff.language import UNDECIDED, Test
from scoring.tariff.model import Competition
from scoring.tariff.ranges import contains
from scoring.tariff.scope import Case, ContestView
from scoring.tariff.verdict import Verdict, both

Key = Callable[[Test, Case], Verdict]
SOURCE = "competition.yaml"


def _says(holds: bool, fact: str, value: object, wanted: object) -> Verdict:
    word = "none" if value in (None, "") else str(value)
    asked = "/".join(wanted) if isinstance(wanted, tuple) else str(wanted)
    return Verdict(holds, (Reason(fact, word, SOURCE, asked),))


def level(test: Test, case: Case) -> Verdict:
    """The contest's level is one of those named."""
    return _says(case.contest.level in test.level, "level", case.contest.level, test.level)


def class_(test: Test, case: Case) -> Verdict:
    """The contest's class (一类, 二类) is one of those named; a contest without class is of none."""
    return _says(str(case.contest.class_) in test.class_, "class", case.contest.class_, test.class_)


def kinds(test: Test, case: Case) -> Verdict:
    """The competition is of one of these kinds."""
    held = case.scope.competition.kinds
    return _says(any(kind in held for kind in test.kinds), "kinds", "/".join(held), test.kinds)


def series(test: Test, case: Case) -> Verdict:
    """The competition belongs to one of these named series."""
    held = case.scope.competition.series
    return _says(held in test.series, "series", held, test.series)


def filed_with(test: Test, case: Case) -> Verdict:
    """The competition was filed with one of these bodies."""
    held = case.scope.competition.filed_with
    return _says(any(body in held for body in test.filed_with), "filed_with", "/".join(held), test.filed_with)


def team_size(test: Test, case: Case) -> Verdict:
    """Persons in one entry: singles, pairs, threes, teams."""
    size = case.contest.facts.team_size
    return _says(contains(test.team_size or "", size), "team_size", size, test.team_size)


def started(test: Test, case: Case) -> Verdict:
    """How many entries started, of the group where groups are apart."""
    number = field_size(case.contest, case, "started")
    return _says(contains(test.started or "", number), "started", number, test.started)


def competed(test: Test, case: Case) -> Verdict:
    """How many entries competed, of the group where groups are apart."""
    number = field_size(case.contest, case, "competed")
    return _says(contains(test.competed or "", number), "competed", number, test.competed)


def field_size(contest: ContestView, case: Case, of: str) -> int:
    """The field a share is taken of."""
    facts = contest.facts
    group = case.placing.group if case.placing else None
    if facts.separate_groups and group is not None and group in facts.group_counts:
        group_started, group_competed = facts.group_counts[group]
        return group_started if of == "started" else group_competed
    return facts.started if of == "started" else facts.competed


def setting(test: Test, case: Case) -> Verdict:
    """Settings have these values; an undecided one is unknown and named as missing."""
    return both(_setting(name, wanted, case) for name, wanted in test.setting.items())


def _setting(name: str, wanted: str, case: Case) -> Verdict:
    value = case.setting(name)
    if value == UNDECIDED:
        return Verdict(None, missing=(name,), settings=((name, UNDECIDED),))
    held = str(value)
    return Verdict(
        held == wanted, (Reason(name, held, "settings", wanted),) if held != wanted else (), (), ((name, held),)
    )


def day_of(name: str, competition: Competition) -> object:
    """The day a word such as `results` names; None where it is not fixed yet."""
    days = {"start": competition.starts_on, "contest": competition.starts_on, "results": competition.results_on}
    return days.get(name, competition.decided_on)


CONTEST_KEYS: dict[str, Key] = {
    "level": level,
    "class_": class_,
    "kinds": kinds,
    "series": series,
    "team_size": team_size,
    "filed_with": filed_with,
    "setting": setting,
}
FIELD_KEYS: dict[str, Key] = {"started": started, "competed": competed}
