"""The numbers a document wants reached, counted against what was recorded and granted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from scoring.tariff.compiled import Tariff
from scoring.tariff.document import Target
from scoring.tariff.grants import GRANTED, Grant
from scoring.tariff.language import UNDECIDED
from scoring.tariff.model import SettingChoice

YEARS = {"year": 1, "two_years": 2, "three_years": 3}


class Recorded(NamedTuple):
    """Something that counts: what (a target's `counts`), on which day, how many, of whom, in which competition.

    `who` is the same for the same person or body, who counts once; "" counts each time.
    """

    counts: str
    on: date
    number: int = 1
    who: str = ""
    event: str = ""


class Reached(NamedTuple):
    """A target with what was reached in its period (first and last day, both counted).

    `met` is None where the document gives no exact number (左右) or a setting that is `missing` decides.
    """

    target: Target
    first: date
    last: date
    reached: int
    met: bool | None
    missing: tuple[str, ...] = ()


def count_targets(
    tariff: Tariff, recorded: Iterable[Recorded], on: date, choices: Sequence[SettingChoice] = ()
) -> list[Reached]:
    """Every target of a tariff in the period a day lies in, `n of m`, in the order of the file."""
    known = list(recorded)
    return [_count(tariff, target, known, on, choices) for target in tariff.file.targets]


def recorded_grants(
    tariff: Tariff, grants: Iterable[Grant], on: date, event: str, who: Callable[[Grant], str]
) -> Iterator[Recorded]:
    """What the granted grants of one competition count for; `who` names the receiver of a grant for good."""
    counted: dict[str, list[str]] = {}
    for target in tariff.file.targets:
        for rule in target.rules:
            counted.setdefault(rule, []).append(target.counts)
    for grant in grants:
        if grant.tariff == tariff.id and grant.status == GRANTED:
            for name in dict.fromkeys(counted.get(grant.rule, ())):
                yield Recorded(name, on, 1, who(grant), event)


def _count(
    tariff: Tariff, target: Target, recorded: Sequence[Recorded], on: date, choices: Sequence[SettingChoice]
) -> Reached:
    first, last = period_of(target, tariff.file.in_force.from_, on)
    ours = [one for one in recorded if one.counts == target.counts and first <= one.on <= last]
    unit = _unit(tariff, target, choices)
    if unit == UNDECIDED:
        return Reached(target, first, last, _sum(ours), None, (target.unit or "",))
    reached = len({one.event for one in ours}) if unit == "event" else _sum(ours)
    return Reached(target, first, last, reached, met(target, reached))


def period_of(target: Target, start: date, on: date) -> tuple[date, date]:
    """The first and last day counted: from the beginning to `by` or the day, or the calendar years `on` lies in.

    Periods of several years begin with the year the tariff came into force.
    """
    if target.every == "once":
        return start, min(on, target.by) if target.by else on
    years = YEARS[target.every]
    begin = on.year - (on.year - start.year) % years
    return date(begin, 1, 1), date(begin + years - 1, 12, 31)


def _unit(tariff: Tariff, target: Target, choices: Sequence[SettingChoice]) -> str:
    if target.unit is None:
        return ""
    made = [choice.value for choice in choices if choice.tariff == tariff.id and choice.name == target.unit]
    return str(made[-1] if made else tariff.file.settings[target.unit].default)


def _sum(recorded: Sequence[Recorded]) -> int:
    """People and bodies once, everything else as often as it was recorded."""
    named = {one.who: one for one in recorded if one.who}
    return sum(one.number for one in [*named.values(), *(one for one in recorded if not one.who)])


def met(target: Target, reached: int) -> bool | None:
    """Whether a number satisfies the target's comparator; 左右 has no stated tolerance and is for people to judge."""
    if target.comparator == "about":
        return True if reached == target.number else None
    if target.comparator == "at_most":
        return reached <= target.number
    return reached == target.number if target.comparator == "exactly" else reached >= target.number
