"""Checks on judges: who marked their own delegation, and who scores apart from the panel."""

from collections.abc import Iterator
from fractions import Fraction

from scoring.contest_findings import few
from scoring.findings import Finding, Severity, Where
from scoring.marking import Cells
from scoring.results import MARK_SCALE, ContestInput
from scoring.rounding import divide
from scoring.rules import RoundingMode
from scoring.scale import NORMAL_MAD, median
from scoring.scheme import Aspect, AspectType
from scoring.standings import Standings
from scoring.text import Text

Z_LIMIT = Fraction(7, 2)
"""Robust z-score from which a judge stands out."""

SMALLEST_GAP = Fraction(1, 20)
"""Share of an aspect's maximum a judge must differ by on average: below it, standing out does no harm."""


def judges_of_own_delegation(standings: Standings, data: ContestInput, cells: Cells) -> Iterator[Finding]:
    """One finding a judge and entry: a warning where the score counts (S), for information where it does not (J)."""
    delegations = {entry.code: entry.delegations for entry in data.entries}
    sent = {judge: sender for judge, sender in data.judges.items() if sender is not None}
    met: dict[tuple[str, str, AspectType], list[str]] = {}
    for (entry, _), row in cells.items():
        compatriots = {judge for judge, sender in sent.items() if sender in delegations.get(entry, frozenset())}
        for code, cell in row.items() if compatriots else ():
            for judge in sorted(compatriots.intersection(name for name in cell if name is not None)):
                place = standings.layout.index.get(code)
                if place is not None:
                    met.setdefault((judge, entry, standings.layout.aspects[place].type), []).append(code)
    for (judge, entry, type_), codes in met.items():
        yield _same_delegation(standings, judge, entry, type_, codes)


def _same_delegation(standings: Standings, judge: str, entry: str, type_: AspectType, codes: list[str]) -> Finding:
    excluded = type_ is AspectType.JUDGEMENT
    text = Text(
        f"裁判 {judge} 与 {entry} 同属一个代表队，却给 {few(codes, '、')} 打分"
        f"{'（不计分，请由第四名裁判代替）' if excluded else '（已计分）。请换裁判重评或确认'}。",
        f"Judge {judge} is of the delegation of {entry} but scored {few(codes)} "
        f"{'(does not count: a fourth judge takes the place)' if excluded else '(it counts): replace or confirm'}.",
    )
    severity = Severity.INFO if excluded else Severity.WARNING
    where = Where(contest=standings.contest.code, entry=entry, aspect=codes[0])
    return Finding(severity, "judge-same-delegation", text, where)


def judge_outliers(standings: Standings, cells: Cells) -> Iterator[Finding]:
    """Judges whose mean distance from the panel's median has a robust z-score of at least 3.5 among all judges."""
    means = {judge: Fraction(total) / count for judge, (total, count) in _deviations(standings, cells).items()}
    if len(means) < 3:
        return
    middle = median(means.values())
    spread = NORMAL_MAD * median(abs(mean - middle) for mean in means.values())
    for judge in sorted(means):
        gap = means[judge] - middle
        if abs(gap) >= max(SMALLEST_GAP, Z_LIMIT * spread):
            yield _outlier(standings, judge, gap)


def _deviations(standings: Standings, cells: Cells) -> dict[str, tuple[Fraction, int]]:
    """For each judge the sum of distances from the panels' medians, in shares of the highest value, and their count."""
    halves: dict[tuple[str, Fraction], list[int]] = {}
    several = {
        aspect.code: _highest(aspect)
        for aspect in standings.layout.aspects
        if aspect.type is not AspectType.MEASUREMENT
    }
    for row in cells.values():
        for code, cell in row.items():
            values = [value for value in cell.values() if value is not None]
            if code not in several or len(values) < 3:
                continue
            twice = int(2 * median(values))
            for judge, value in cell.items():
                if value is not None and judge is not None:
                    entry = halves.setdefault((judge, several[code]), [0, 0])
                    entry[0] += 2 * value - twice
                    entry[1] += 1
    sums: dict[str, tuple[Fraction, int]] = {}
    for (judge, highest), (total, count) in halves.items():
        before, counted = sums.get(judge, (Fraction(0), 0))
        sums[judge] = before + total / (2 * highest), counted + count
    return sums


def _highest(aspect: Aspect) -> Fraction:
    """The highest value a judge can give, in 1/MARK_SCALE."""
    return (Fraction(3) if aspect.type is AspectType.JUDGEMENT else aspect.maximum) * MARK_SCALE


def _outlier(standings: Standings, judge: str, gap: Fraction) -> Finding:
    percent = divide(abs(gap).numerator * 100, abs(gap).denominator, RoundingMode.HALF_UP)
    text = Text(
        f"裁判 {judge} 的打分平均比同组中位数{'高' if gap > 0 else '低'}满分的 {percent}%，稳健 z 值 ≥ 3.5，请复核。",
        f"Judge {judge} scores {percent} % of the maximum {'above' if gap > 0 else 'below'} the panels' medians on "
        "average, a robust z-score of 3.5 or more: let the chief judge review.",
    )
    return Finding(Severity.WARNING, "judge-outlier", text, Where(contest=standings.contest.code, rule=judge))
