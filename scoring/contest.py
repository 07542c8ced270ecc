"""The results of one contest: marks to totals, ranks, scale and medals, in publication order, with findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scoring.contest_findings import input_findings, tie_findings
from scoring.findings import Finding, Severity, Where
from scoring.formula import FORMULA
from scoring.medals import Contender, Given, give_medals
from scoring.passing import has_passed
from scoring.ranking import Ranking, award_ranks, rank_entries
from scoring.results import ContestInput, ContestResult, EntryResult, EntryStatus, Group, GroupCount
from scoring.rounding import to_decimal
from scoring.rules import Barred, Contest, Groups
from scoring.scale import Scale, build_scale
from scoring.scale_findings import scale_findings
from scoring.standings import Standing, Standings, build_standings, gather_cells
from scoring.totals import printed_part, printed_sum

_ORDER = (EntryStatus.INCOMPLETE, EntryStatus.DNF, EntryStatus.DNS, EntryStatus.DSQ)
"""Entries without a rank, in the order of publication; How the numbers are made 8."""

_WORST_FIRST = tuple(Severity)


def compute_results(contest: Contest, data: ContestInput) -> ContestResult:
    """The results of a contest from everything recorded in it; package-format, How the numbers are made.

    Bad data never raises: whatever is missing or wrong stands in `findings`, and severity error blocks publication.
    """
    layout, cells = gather_cells(contest, data)
    return results_of(build_standings(contest, data, layout, cells), data)


def results_of(standings: Standings, data: ContestInput) -> ContestResult:
    """The results that follow from standings."""
    contest = standings.contest
    pools = rank_pools(standings, data)
    findings = [*input_findings(standings, data)]
    for pool in pools:
        findings.extend(pool.findings)
    started, competed = count_field(list(standings.entries.values()))
    groups = tuple(GroupCount(pool.group, *count_field(pool.members)) for pool in pools if pool.group is not None)
    return ContestResult(
        contest=contest.code,
        started=started,
        competed=competed,
        entries=tuple(_entry_result(standings, pool, standing) for pool in pools for standing in _ordered(pool)),
        groups=groups,
        findings=tuple(sorted(findings, key=lambda finding: _WORST_FIRST.index(finding.severity))),
        formula=FORMULA,
    )


@dataclass(slots=True)
class Pool:
    """Entries ranked together: all of a contest, or one group of it; `ranked` is False for those without a group."""

    group: Group | None
    members: list[Standing]
    rankable: bool = True
    ranking: Ranking = field(default_factory=Ranking)
    award_ranks: dict[str, int] = field(default_factory=dict)
    scale: Scale = field(default_factory=lambda: build_scale(()))
    given: Given = field(default_factory=Given)
    findings: list[Finding] = field(default_factory=list)


def rank_pools(standings: Standings, data: ContestInput) -> list[Pool]:
    """Every pool of a contest with its ranks, scale and medals; How the numbers are made 4-7."""
    pools = _pools(standings)
    for pool in pools:
        if pool.rankable:
            _rank_pool(standings, pool, data)
    return pools


def count_field(members: Sequence[Standing]) -> tuple[int, int]:
    """How many started (not dns) and how many competed (started and not dsq)."""
    started = [standing for standing in members if standing.status is not EntryStatus.DNS]
    return len(started), sum(standing.competed for standing in started)


def _pools(standings: Standings) -> list[Pool]:
    everyone = list(standings.entries.values())
    if standings.contest.ranking.groups is Groups.TOGETHER:
        return [Pool(None, everyone)]
    grouped: dict[Group | None, list[Standing]] = {}
    for standing in everyone:
        grouped.setdefault(None if standing.entry.mixed_groups else standing.entry.group, []).append(standing)
    pools = [Pool(group, grouped[group]) for group in Group if group in grouped]
    if None in grouped:
        pools.append(Pool(None, grouped[None], rankable=False))
    return pools


def _rank_pool(standings: Standings, pool: Pool, data: ContestInput) -> None:
    contest = standings.contest
    ranked = {standing.entry.code: standing for standing in pool.members if standing.ranked}
    totals = {code: standing.total for code, standing in ranked.items()}
    barred = {code for code, standing in ranked.items() if standing.status is EntryStatus.BARRED}
    passed_over = barred if contest.awards.barred is Barred.PASS_OVER else set()
    where = Where(contest=contest.code, rule=pool.group.value if pool.group else None)
    pool.ranking = rank_entries(totals, contest.ranking, standings.key_value, data.tie_orders)
    pool.award_ranks = award_ranks(pool.ranking.ranks, passed_over)
    pool.scale = build_scale(list(totals.values()))
    contenders = [
        Contender(code, rank, pool.award_ranks.get(code), pool.scale.points(totals[code]), code in barred)
        for code, rank in pool.ranking.ranks.items()
    ]
    pool.given = give_medals(contest.awards, contenders, count_field(pool.members)[1], where)
    pool.findings = [
        *tie_findings(contest.ranking, pool.ranking, where),
        *scale_findings(pool.scale, len(totals), where),
        *pool.given.findings,
    ]


def _ordered(pool: Pool) -> list[Standing]:
    """Ranks, equal ones by code; then incomplete, dnf without a cell, dns, dsq, each by code."""
    ranks: Mapping[str, int] = pool.ranking.ranks

    def place(standing: Standing) -> tuple[int, int, str]:
        code = standing.entry.code
        if code in ranks:
            return 0, ranks[code], code
        return 1, _ORDER.index(_unranked_status(standing)), code

    return sorted(pool.members, key=place)


def _unranked_status(standing: Standing) -> EntryStatus:
    """A complete entry that belongs to no group lacks what ranks it: it is published as incomplete."""
    return standing.status if standing.status in _ORDER else EntryStatus.INCOMPLETE


def _entry_result(standings: Standings, pool: Pool, standing: Standing) -> EntryResult:
    entry, rule = standing.entry, standings.rule
    group = None if entry.mixed_groups else entry.group
    rank = pool.ranking.ranks.get(entry.code)
    if rank is None:
        status = _unranked_status(standing)
        return EntryResult(entry.code, status, group, None, {}, {}, None, None, None, None)
    parts = {
        part.code: to_decimal(printed_part(rule, standing.members, number), rule.places)
        for number, part in enumerate(rule.parts)
    }
    criteria = {
        code: to_decimal(printed_sum(rule, standing.members, spans), rule.places)
        for code, spans in sorted(standings.layout.criteria.items())
    }
    return EntryResult(
        entry=entry.code,
        status=standing.status,
        group=group,
        total=to_decimal(standing.total, rule.places),
        parts=parts,
        criteria=criteria,
        rank=rank,
        award_rank=pool.award_ranks.get(entry.code),
        medal=pool.given.medals.get(entry.code),
        scale=pool.scale.points(standing.total),
        medal_reason=pool.given.reasons.get(entry.code),
        passed=has_passed(parts, standings.contest),
    )
