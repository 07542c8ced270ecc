"""Medals, grades and 优胜奖 from award ranks and scale points, each with its reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.findings import Finding, Where
from scoring.medal_findings import cut_tie, grade_reason, medallion_reason, merit_reason, place_reason, small_field
from scoring.rounding import divide
from scoring.rules import Awards, Barred, Medal, MedalModel, RatioGrades, RoundingMode
from scoring.text import Text
from scoring.worldskills_medals import worldskills_medals

DEFAULT_GRADES = RatioGrades((Fraction(1, 10), Fraction(1, 5), Fraction(3, 10)), (3, 6, 9), RoundingMode.HALF_UP)
DEFAULT_FIXED = (1, 2, 5)
"""What counts where the organizer chose ratio or fixed and no numbers; package-format, competition.yaml."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One ranked entry before awards: `rank` overall, `award_rank` None where it is passed over."""

    entry: str
    rank: int
    award_rank: int | None
    scale: int
    barred: bool = False


@dataclass(slots=True)
class Given:
    """The medals given, why, and what a person should know about them."""

    medals: dict[str, Medal] = field(default_factory=dict)
    reasons: dict[str, Text] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def give_medals(awards: Awards, contenders: Sequence[Contender], competed: int, where: Where) -> Given:
    """The medals of one ranking; source: package-format, How the numbers are made 6.

    `contenders` are all ranked entries, `competed` counts started entries that were not disqualified.
    """
    given = Given()
    runners = sorted(
        (runner for runner in contenders if awards.barred is Barred.LEAVE_EMPTY or not runner.barred),
        key=lambda runner: (_place(runner), runner.entry),
    )
    _MODELS[awards.medals](awards, runners, competed, given, where)
    for runner in runners:
        if runner.barred and runner.entry in given.medals:
            del given.medals[runner.entry], given.reasons[runner.entry]
    _limit_to_small_field(awards, competed, given, where)
    _give_merit(awards, runners, competed, given)
    return given


def share_of(share: Fraction, competed: int, mode: RoundingMode) -> int:
    """How many entries a share of those who competed is."""
    count = share * competed
    return divide(count.numerator, count.denominator, mode)


def _place(runner: Contender) -> int:
    return runner.rank if runner.award_rank is None else runner.award_rank


def _give_places(awards: Awards, runners: Sequence[Contender], competed: int, given: Given, where: Where) -> None:
    for runner in runners:
        medal = {1: Medal.GOLD, 2: Medal.SILVER, 3: Medal.BRONZE}.get(_place(runner))
        if medal is not None:
            given.medals[runner.entry] = medal
            given.reasons[runner.entry] = place_reason(_place(runner))


def _give_ratio(awards: Awards, runners: Sequence[Contender], competed: int, given: Given, where: Where) -> None:
    grades = awards.grades or DEFAULT_GRADES
    counts = [share_of(share, competed, grades.rounding) for share in grades.shares]
    if grades.caps is not None:
        counts = [min(cap, count) for cap, count in zip(grades.caps, counts, strict=True)]
    _give_grades(counts, runners, given, where)


def _give_fixed(awards: Awards, runners: Sequence[Contender], competed: int, given: Given, where: Where) -> None:
    _give_grades(awards.fixed or DEFAULT_FIXED, runners, given, where)


def _give_grades(counts: Sequence[int], runners: Sequence[Contender], given: Given, where: Where) -> None:
    """Grades by count: all who share the rank at a cut get the higher grade, what follows has as many fewer."""
    cut = 0
    for medal, count in zip((Medal.FIRST, Medal.SECOND, Medal.THIRD), counts, strict=True):
        cut += count
        graded = [runner for runner in runners if _place(runner) <= cut and runner.entry not in given.medals]
        for runner in graded:
            given.medals[runner.entry] = medal
            given.reasons[runner.entry] = grade_reason(_place(runner), cut)
        reached = sum(_place(runner) <= cut for runner in runners)
        if graded and reached > cut:
            given.findings.append(cut_tie(medal, count, len(graded), where))


def _give_worldskills(awards: Awards, runners: Sequence[Contender], competed: int, given: Given, where: Where) -> None:
    scales = {runner.entry: runner.scale for runner in runners}
    medals, reasons, findings = worldskills_medals(awards.tie_band, scales, where)
    given.medals.update(medals)
    given.reasons.update(reasons)
    given.findings.extend(findings)


def _give_none(awards: Awards, runners: Sequence[Contender], competed: int, given: Given, where: Where) -> None:
    """A contest without medals."""


def _limit_to_small_field(awards: Awards, competed: int, given: Given, where: Where) -> None:
    fitting = [rule for rule in awards.small_field if competed < rule.below]
    if not fitting:
        return
    rule = fitting[-1]
    for entry in [entry for entry, medal in given.medals.items() if medal not in rule.medals]:
        del given.medals[entry], given.reasons[entry]
    given.findings.append(small_field(competed, rule.below, len(rule.medals), where))


def _give_merit(awards: Awards, runners: Sequence[Contender], competed: int, given: Given) -> None:
    for runner in runners:
        if runner.barred or runner.entry in given.medals:
            continue
        reason = _merit_reason(awards, runner, competed)
        if reason is not None:
            given.medals[runner.entry] = Medal.MERIT
            given.reasons[runner.entry] = reason


def _merit_reason(awards: Awards, runner: Contender, competed: int) -> Text | None:
    if awards.medals is MedalModel.WORLDSKILLS:
        return medallion_reason(runner.scale) if runner.scale >= MEDALLION else None
    if awards.merit is None:
        return None
    last = share_of(awards.merit.share, competed, awards.merit.rounding)
    if _place(runner) > last:
        return None
    return merit_reason(_place(runner), last, awards.merit.share, competed)


MEDALLION = 700
"""The scale points from which an entry without a medal gets a medallion for excellence."""

_MODELS: Mapping[MedalModel, Callable[[Awards, Sequence[Contender], int, Given, Where], None]] = {
    MedalModel.PLACES: _give_places,
    MedalModel.WORLDSKILLS: _give_worldskills,
    MedalModel.RATIO: _give_ratio,
    MedalModel.FIXED: _give_fixed,
    MedalModel.NONE: _give_none,
}
