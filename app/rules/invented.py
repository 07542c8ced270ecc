"""A small invented field, so that rules show what they do before anybody is marked by them.

Twelve entries: a barred winner, twins who differ only in time, in where their marks lie or in nothing at all, a
penalty, an absence, two groups, and five judges of whom one is generous.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.results import (
    MARK_SCALE,
    ContestInput,
    Entry,
    EntryStatus,
    Group,
    MarkRow,
    PenaltyRow,
    ScoreRow,
)
from scoring.rules import Contest, Part
from scoring.scheme import Aspect, AspectType, MarkModel, Scheme
from scoring.standings import members_of

JUDGES = ("J1", "J2", "J3", "J4", "J5")
VOTERS = 3
MOST_MOVED = Fraction(1, 50)
"""The most of a part, as a share of its full score, that goes over to another part."""

_APART = (-6, -2, 0, 3, 9)
"""How far, in percent, each judge scores from what the entry is worth."""

Given = list[tuple[str | None, int]]
"""The values of one aspect as (judge, 1/MARK_SCALE marks)."""


@dataclass(frozen=True, slots=True)
class Invention:
    """One invented entry: its `levels` in percent for parts in turn; `like` is the entry whose marks it has."""

    code: str
    group: Group
    duration: int
    levels: tuple[int, int] = (0, 0)
    status: EntryStatus = EntryStatus.RANKED
    like: str | None = None


FIELD = (
    Invention("01", Group.WORKER, 9100, (95, 93), EntryStatus.BARRED),
    Invention("02", Group.WORKER, 9000, (91, 88)),
    Invention("03", Group.WORKER, 9600, like="02"),
    Invention("04", Group.STUDENT, 8800, (86, 84)),
    Invention("05", Group.STUDENT, 8800, like="04"),
    Invention("06", Group.WORKER, 10200, (81, 70)),
    Invention("07", Group.WORKER, 10200, like="06"),
    Invention("08", Group.STUDENT, 9900, (75, 77)),
    Invention("09", Group.STUDENT, 10500, (72, 66)),
    Invention("10", Group.STUDENT, 10500, like="09"),
    Invention("11", Group.WORKER, 10700, (55, 52)),
    Invention("12", Group.WORKER, 0, status=EntryStatus.DNS),
)
CARRIED, MOVED, PENALIZED = "05", "07", "08"
"""The twin whose marks lie in other criteria, the one whose points lie in another part, and the one penalized."""


def inventable(contest: Contest) -> Contest:
    """The rules with schemes whose every mark can be invented: a calculated mark is given instead of its value."""
    return replace(contest, parts=tuple(_plain(part) for part in contest.parts))


def _plain(part: Part) -> Part:
    if part.scheme is None:
        return part
    criteria = tuple(
        replace(one, subs=tuple(replace(sub, aspects=tuple(map(_given, sub.aspects))) for sub in one.subs))
        for one in part.scheme.criteria
    )
    return replace(part, scheme=Scheme(criteria))


def _given(aspect: Aspect) -> Aspect:
    return aspect if aspect.calculation is None else replace(aspect, calculation=None, model=MarkModel.ANY)


def invented_field(contest: Contest) -> ContestInput:
    """The same results for the same contest, whatever its other rules; its weights only say what makes a tie."""
    marks: list[MarkRow] = []
    scores: list[ScoreRow] = []
    entries = []
    worth = {one.code: one for one in FIELD}
    for one in FIELD:
        duration = Fraction(one.duration) if one.status is not EntryStatus.DNS else None
        entry = Entry(one.code, one.status, one.group, duration=duration, members=contest.team_size)
        entries.append(entry)
        if one.status is EntryStatus.DNS:
            continue
        sheet = _Sheet(contest, worth[one.like] if one.like else one)
        if one.code == CARRIED:
            sheet.carry()
        elif one.code == MOVED:
            sheet.move()
        for member in members_of(contest, entry):
            marks.extend(sheet.mark_rows(one.code, member))
            scores.extend(ScoreRow(one.code, member, part, value) for part, value in sheet.scores.items())
    first = members_of(contest, entries[0])[0]
    penalties = (PenaltyRow(PENALIZED, first, "points", 2 * MARK_SCALE), PenaltyRow(PENALIZED, first, "seconds", 60))
    return ContestInput(tuple(entries), marks, tuple(scores), penalties)


class _Sheet:
    """Every mark and ready score of one invention."""

    def __init__(self, contest: Contest, one: Invention) -> None:
        self._parts = contest.parts
        self.marks: dict[str, Given] = {}
        self.scores: dict[str, int] = {}
        for number, part in enumerate(contest.parts):
            level = one.levels[number % 2]
            if part.scheme is None:
                self.scores[part.code] = int(part.full * level * 10) * (MARK_SCALE // 1000)
                continue
            for place, aspect in enumerate(part.scheme.aspects.values()):
                self.marks[aspect.code] = _marks_of(aspect, level, place + int(one.code))

    def mark_rows(self, entry: str, member: int) -> Iterator[MarkRow]:
        """The marks as recorded for an entry."""
        for aspect, given in self.marks.items():
            for judge, value in given:
                yield MarkRow(entry, member, aspect, judge, value)

    def carry(self) -> None:
        """Take a little from one criterion and give it to another of the same part, which leaves every total."""
        for part in self._parts:
            little = part.full / 200
            found: dict[str, str] = {}
            for criterion, aspect in _placed(part):
                change = little if found else -little
                if criterion not in found and self._fits(aspect, change):
                    found[criterion] = aspect.code
                if len(found) == 2:
                    first, second = found.values()
                    self._shift(first, -little)
                    self._shift(second, little)
                    return

    def move(self) -> None:
        """Take a little from one part and give to another what leaves the weighted total."""
        for giver in self._parts:
            for taker in self._parts:
                lost, won = taker.weight / taker.full, giver.weight / giver.full
                while lost > giver.full * MOST_MOVED or won > taker.full * MOST_MOVED:
                    lost, won = lost / 10, won / 10
                losing, winning = self._holder(giver, -lost), self._holder(taker, won)
                if giver is not taker and losing and winning:
                    self._shift(losing, -lost)
                    self._shift(winning, won)
                    return

    def _holder(self, part: Part, change: Fraction) -> str | None:
        """The part with a ready score, or the aspect of a marked one, that the whole change fits into."""
        if part.scheme is not None:
            return next((aspect.code for _, aspect in _placed(part) if self._fits(aspect, change)), None)
        units = change * MARK_SCALE
        fits = units.denominator == 1 and 0 <= self.scores[part.code] + units <= part.full * MARK_SCALE
        return part.code if fits else None

    def _fits(self, aspect: Aspect, change: Fraction) -> bool:
        """Whether every judge's value may change by that much; votes and full-or-zero marks may not."""
        if aspect.type is AspectType.JUDGEMENT or aspect.model is MarkModel.FULL:
            return False
        units, top = change * MARK_SCALE, aspect.maximum * MARK_SCALE
        return units.denominator == 1 and all(0 <= value + units <= top for _, value in self.marks[aspect.code])

    def _shift(self, holder: str, change: Fraction) -> None:
        units = int(change * MARK_SCALE)
        if holder in self.marks:
            self.marks[holder] = [(judge, value + units) for judge, value in self.marks[holder]]
        else:
            self.scores[holder] += units


def _placed(part: Part) -> Iterator[tuple[str, Aspect]]:
    for criterion in part.scheme.criteria if part.scheme else ():
        for sub in criterion.subs:
            for aspect in sub.aspects:
                yield criterion.code, aspect


def _marks_of(aspect: Aspect, level: int, turn: int) -> Given:
    """What an entry of this level gets; `turn` makes aspects and entries differ."""
    if aspect.type is AspectType.JUDGEMENT:
        return [
            (judge, min(3, (3 * level + 22 * place + 9 * (turn % 4)) // 100) * MARK_SCALE) for place, judge in _VOTERS
        ]
    if aspect.type is AspectType.SCORED:
        apart = _APART if turn % 2 else tuple(-one for one in _APART)
        return [(judge, _part_of(aspect, level + off)) for judge, off in zip(JUDGES, apart, strict=True)]
    if aspect.model is MarkModel.FULL:
        return [(None, _part_of(aspect, 100 if turn * 37 % 100 < level else 0))]
    return [(None, _part_of(aspect, level + turn * 7 % 11 - 5))]


_VOTERS = tuple(enumerate(JUDGES[:VOTERS]))


def _part_of(aspect: Aspect, percent: int) -> int:
    """A share of the maximum, to a thousandth of a mark so that rounding has something to do."""
    value = aspect.maximum * max(0, min(100, percent)) / 100
    return int(value * 1000) * (MARK_SCALE // 1000) if value < aspect.maximum else int(aspect.maximum * MARK_SCALE)
