"""Invents the marks of one contest, so that good competitors tend to be good everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from app.exchange.demo_contests import ASPECTS, DemoAspect, hundredths

_REACHED_BY_DNF = ("A", "B")
_MARKS = ["entry", "aspect", "judge", "value", "entered_by", "version"]
_SCORES = ["entry", "part", "score"]
_VOTED_TWICE = (3, "D2.J1")


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """One entry as its marks are invented; `ability` in percent, `twin` is the entry whose marks it repeats."""

    code: str
    delegation: str
    status: str
    ability: int
    twin: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Judges by code: `judgement` with their delegations, of whom three vote; `scoring` score every S aspect."""

    judgement: Sequence[tuple[str, str]]
    scoring: Sequence[str]


@dataclass
class DemoMarks:
    """The rows of marks/CONTEST.csv and scores/CONTEST.csv, headers first."""

    marks: list[list[str]] = field(default_factory=lambda: [_MARKS])
    scores: list[list[str]] = field(default_factory=lambda: [_SCORES])


Values = dict[str, list[str]]
"""The values of each aspect: one for M, three votes for J, one a judge for S."""


def invent_marks(entries: Sequence[DemoEntry], panel: Panel, random: Random) -> DemoMarks:
    """Marks for every entry that started; a twin has the marks and the score of the entry it repeats."""
    made = DemoMarks()
    done: list[tuple[Values, str]] = []
    for number, entry in enumerate(entries):
        if entry.twin is None:
            done.append((_values(entry.ability, len(panel.scoring), random), _score(entry.ability, random)))
        else:
            done.append(done[entry.twin])
        if entry.status == "dns":
            continue
        values, score = done[number]
        made.scores.append([entry.code, "theory", score])
        voters = [code for code, delegation in panel.judgement if delegation != entry.delegation][:3]
        for aspect in ASPECTS:
            if entry.status != "dnf" or aspect.criterion in _REACHED_BY_DNF:
                judges = _judges(aspect, voters, panel)
                again = (number, aspect.code) == _VOTED_TWICE
                made.marks.extend(_rows(entry.code, aspect, judges, "031", "1") if again else ())
                made.marks.extend(_rows(entry.code, aspect, judges, values[aspect.code], "2" if again else ""))
    return made


def _judges(aspect: DemoAspect, voters: Sequence[str], panel: Panel) -> Sequence[str]:
    if aspect.type == "M":
        return [""]
    return voters if aspect.type == "J" else panel.scoring


def _rows(
    entry: str, aspect: DemoAspect, judges: Sequence[str], values: Sequence[str], version: str
) -> list[list[str]]:
    """One row a judge; "031" is a vote whose spread is too wide, so that a second round must follow."""
    pairs = zip(judges, values, strict=True)
    return [[entry, aspect.code, judge, value, "recorder", version] for judge, value in pairs]


def _values(ability: int, scorers: int, random: Random) -> Values:
    values: Values = {}
    for aspect in ASPECTS:
        if aspect.type == "M":
            values[aspect.code] = [_measured(aspect, ability, random)]
        elif aspect.type == "J":
            values[aspect.code] = _votes(ability, random)
        else:
            values[aspect.code] = [_scored(aspect, ability, random) for _ in range(scorers)]
    return values


def _measured(aspect: DemoAspect, ability: int, random: Random) -> str:
    if aspect.model == "full":
        return "yes" if random.randrange(100) < ability else "no"
    if random.randrange(200) == 0:
        return "na"
    step = 50 if aspect.model else 25
    steps = aspect.maximum // step
    return hundredths(step * _part_of(steps, ability, random))


def _votes(ability: int, random: Random) -> list[str]:
    base = min(2, max(0, (ability + random.randrange(-15, 16)) * 3 // 100))
    return [str(base + random.randrange(2)) for _ in range(3)]


def _scored(aspect: DemoAspect, ability: int, random: Random) -> str:
    return hundredths(10 * _part_of(aspect.maximum // 10, ability, random))


def _score(ability: int, random: Random) -> str:
    return hundredths(50 * _part_of(200, ability, random))


def _part_of(steps: int, ability: int, random: Random) -> int:
    percent = min(100, max(0, ability + random.randrange(-12, 13)))
    return steps * percent // 100
