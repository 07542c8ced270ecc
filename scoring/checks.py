"""Checks before publication that look beyond single marks: judges, rounding, ties, field and scheme."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.contest import rank_pools, results_of
from scoring.contest_findings import few
from scoring.findings import Finding, Severity, Where
from scoring.judge_checks import judge_outliers, judges_of_own_delegation
from scoring.marking import Cells
from scoring.results import ContestInput, ContestResult
from scoring.rounding import to_decimal
from scoring.rules import Contest, LastResort, RoundingAt, RoundingMode
from scoring.standings import Standings, build_standings, gather_cells
from scoring.text import Text


@dataclass(frozen=True, slots=True)
class Inspection:
    """What every check may look at."""

    contest: Contest
    data: ContestInput
    cells: Cells
    standings: Standings

    @property
    def where(self) -> Where:
        """The contest as a place."""
        return Where(contest=self.contest.code)

    def found(self) -> list[Finding]:
        """What every check finds, in the order of CHECKS."""
        return [finding for check in CHECKS.values() for finding in check(self)]


def check_publication(contest: Contest, data: ContestInput) -> tuple[Finding, ...]:
    """The findings of every check below, worst first; those of `compute_results` are not repeated."""
    return _worst_first(_inspect(contest, data).found())


def checked_results(contest: Contest, data: ContestInput) -> ContestResult:
    """`compute_results` with the findings of `check_publication` among its own; marks are gathered only once."""
    inspection = _inspect(contest, data)
    result = results_of(inspection.standings, data)
    return replace(result, findings=_worst_first([*result.findings, *inspection.found()]))


def _inspect(contest: Contest, data: ContestInput) -> Inspection:
    layout, cells = gather_cells(contest, data)
    return Inspection(contest, data, cells, build_standings(contest, data, layout, cells))


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def rounding_sensitive(inspection: Inspection) -> Iterator[Finding]:
    """Ranks that would change if one choice of rounding, mode or place, were another."""
    ranks = _ranks(inspection, inspection.contest)
    rounding = inspection.contest.rounding
    other_place = RoundingAt.TOTAL if rounding.at is RoundingAt.ASPECT else RoundingAt.ASPECT
    others = [(mode.value, replace(rounding, mode=mode)) for mode in RoundingMode if mode is not rounding.mode]
    others.append((f"at: {other_place.value}", replace(rounding, at=other_place)))
    for name, other in others:
        changed = _ranks(inspection, replace(inspection.contest, rounding=other))
        moved = [entry for entry in sorted(ranks) if changed.get(entry) != ranks[entry]]
        if moved:
            text = Text(
                f"若改用 {name} 取整，{few(moved, '、')} 的名次会变。请确认取整规则与竞赛规程一致。",
                f"With {name} rounding the ranks of {few(moved)} would change: confirm the rounding rule.",
            )
            yield Finding(Severity.WARNING, "rounding-sensitive", text, replace(inspection.where, entry=moved[0]))


def _ranks(inspection: Inspection, contest: Contest) -> Mapping[str, int]:
    standings = build_standings(contest, inspection.data, inspection.standings.layout, inspection.cells)
    pools = rank_pools(standings, inspection.data)
    return {entry: rank for pool in pools for entry, rank in pool.ranking.ranks.items()}


def ties_unbroken(inspection: Inspection) -> Iterator[Finding]:
    """Ranks shared because no rule separates the entries (an open decision is already a blocking finding)."""
    if inspection.contest.ranking.last is LastResort.DECIDE:
        return
    for pool in rank_pools(inspection.standings, inspection.data):
        for tied in pool.ranking.shared:
            rank = pool.ranking.ranks[tied[0]]
            text = Text(
                f"{few(tied, '、')} 并列第 {rank} 名，区分条件均相同。请确认规程允许并列。",
                f"{few(tied)} share rank {rank}, equal in every key: confirm that the rules allow shared ranks.",
            )
            yield Finding(Severity.INFO, "tie-unbroken", text, replace(inspection.where, entry=tied[0]))


SMALLEST_FIELD = 4
"""Fields below this size get a warning where the organizer set no rule for small fields; DOMAIN 4."""


def field_small(inspection: Inspection) -> Iterator[Finding]:
    """Fewer competed than medals can be given to in earnest, and no rule for small fields was chosen."""
    if inspection.contest.awards.small_field:
        return
    for pool in rank_pools(inspection.standings, inspection.data):
        competed = sum(standing.competed for standing in pool.members)
        if competed < SMALLEST_FIELD:
            text = Text(
                f"只有 {competed} 个参赛，也没有选用小规模项目的奖牌规则。请确认奖项设置（small_field）。",
                f"Only {competed} competed and no small_field rule was chosen: confirm the medals.",
            )
            group = pool.group.value if pool.group else None
            yield Finding(Severity.WARNING, "field-small", text, replace(inspection.where, rule=group))


def scheme_not_100(inspection: Inspection) -> Iterator[Finding]:
    """A marking scheme whose aspects do not add up to 100 marks."""
    for part in inspection.contest.parts:
        if part.scheme is not None and part.scheme.total != 100:
            total = _marks(part.scheme.total)
            text = Text(
                f"{part.name}（{part.code}）的评分标准合计 {total} 分，不是 100 分。请确认是否有意。",
                f"The scheme of {part.code} adds up to {total} marks, not 100: confirm that this is meant.",
            )
            yield Finding(Severity.WARNING, "scheme-not-100", text, replace(inspection.where, aspect=part.code))


def _marks(value: Fraction) -> str:
    return str(to_decimal(int(value * 100), 2)) if (value * 100).denominator == 1 else str(value)


def own_delegation(inspection: Inspection) -> Iterator[Finding]:
    """Judges who marked an entry of their own delegation."""
    return judges_of_own_delegation(inspection.standings, inspection.data, inspection.cells)


def outliers(inspection: Inspection) -> Iterator[Finding]:
    """Judges who score apart from their panels."""
    return judge_outliers(inspection.standings, inspection.cells)


CHECKS: Mapping[str, Callable[[Inspection], Iterator[Finding]]] = {
    "judge-same-delegation": own_delegation,
    "judge-outlier": outliers,
    "rounding-sensitive": rounding_sensitive,
    "tie-unbroken": ties_unbroken,
    "field-small": field_small,
    "scheme-not-100": scheme_not_100,
}
"""Every check by the code of its findings."""
