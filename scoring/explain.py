"""Why an entry has its total and its rank: the tree of everything that went into them."""

from collections.abc import Iterator
from fractions import Fraction

from scoring.contest import Pool, rank_pools
from scoring.contest_findings import key_text
from scoring.explain_marks import RULES, explain_member
from scoring.results import ContestInput
from scoring.rounding import to_decimal
from scoring.rules import Contest, TieKey, TieKeyKind
from scoring.scale import Spread
from scoring.standings import Standing, Standings, build_standings, gather_cells, members_of
from scoring.text import Text
from scoring.trace import Reason, exact


class EntryUnknown(ValueError):
    """The contest has no such entry."""


def explain_total(contest: Contest, data: ContestInput, entry: str) -> Reason:
    """The total of an entry down to every judge's value; raises EntryUnknown.

    A total is shown while marks are missing: what is not yet marked says so and counts as nothing.
    """
    layout, cells = gather_cells(contest, data)
    standings = build_standings(contest, data, layout, cells)
    standing = _find(standings, entry)
    members = tuple(
        explain_member(standings, data, standing, number, member)
        for number, member in enumerate(members_of(contest, standing.entry))
    )
    if len(members) == 1:
        return members[0]
    return Reason(
        Text(f"{entry} 总分（成员总分之和）", f"Total of {entry} (its members added)"),
        str(to_decimal(standing.total, contest.rounding.places)),
        f"{RULES} 2",
        members,
    )


def explain_rank(contest: Contest, data: ContestInput, entry: str) -> Reason:
    """The rank, award rank, scale and medal of an entry and what decided them; raises EntryUnknown."""
    layout, cells = gather_cells(contest, data)
    standings = build_standings(contest, data, layout, cells)
    standing = _find(standings, entry)
    pool = next(pool for pool in rank_pools(standings, data) if any(member is standing for member in pool.members))
    rank = pool.ranking.ranks.get(entry)
    if rank is None:
        label = Text(
            f"{entry} 没有名次（状态 {standing.status.value}）", f"{entry} has no rank ({standing.status.value})"
        )
        missing = Text("未评的项目数", "cells not yet marked")
        return Reason(label, "-", f"{RULES} 3", (Reason(missing, str(len(standing.missing))),))
    children = (
        *_total_and_ties(standings, pool, entry),
        *_decision(pool, entry),
        *_award(pool, entry),
        _scale(standings, pool, entry),
    )
    return Reason(Text(f"{entry} 名次", f"Rank of {entry}"), str(rank), f"{RULES} 4", children)


def _find(standings: Standings, entry: str) -> Standing:
    if entry not in standings.entries:
        raise EntryUnknown(
            f"项目 {standings.contest.code} 没有 {entry} / contest {standings.contest.code} has no {entry}"
        )
    return standings.entries[entry]


def _total_and_ties(standings: Standings, pool: Pool, entry: str) -> Iterator[Reason]:
    """The total, and for those with the same one each key in turn until it separates them."""
    total = standings.entries[entry].total
    ranks, places = pool.ranking.ranks, standings.rule.places
    above = sum(standings.entries[other].total > total for other in ranks)
    label = Text(f"总分；高于它的有 {above} 个", f"Total; {above} entries have more")
    yield Reason(label, str(to_decimal(total, places)), f"{RULES} 4")
    tied = sorted(other for other in ranks if standings.entries[other].total == total)
    for key in standings.contest.ranking.ties:
        if len(tied) < 2:
            return
        values = {other: standings.key_value(other, key) for other in tied}
        shown = tuple(Reason(Text(other, other), _shown(standings, key, values[other])) for other in tied)
        skipped = None in values.values()
        label = Text(
            f"同分时比较 {key_text(key)}{'（有人未知，跳过）' if skipped else ''}",
            f"Tied: compare {key_text(key)}{' (unknown for one, skipped)' if skipped else ''}",
        )
        yield Reason(label, _shown(standings, key, values[entry]), f"{RULES} 4", shown)
        if not skipped:
            tied = [other for other in tied if values[other] == values[entry]]


def _shown(standings: Standings, key: TieKey, value: int | Fraction | None) -> str:
    if value is None:
        return "?"
    if key.kind is TieKeyKind.DURATION:
        return f"{value} s"
    return str(to_decimal(int(value), standings.rule.places))


def _decision(pool: Pool, entry: str) -> Iterator[Reason]:
    for order in pool.ranking.orders:
        if entry in order.entries:
            label = Text(
                f"由 {order.decided_by} 决定先后（{order.document or '无文号'}）",
                f"Ordered by decision of {order.decided_by} ({order.document or 'no document'})",
            )
            yield Reason(label, ">".join(order.entries), f"{RULES} 4")
    for shared in pool.ranking.shared:
        if entry in shared:
            label = Text("所有条件都相同，并列", "Equal in every key: the rank is shared")
            yield Reason(label, ", ".join(shared), f"{RULES} 4")


def _award(pool: Pool, entry: str) -> Iterator[Reason]:
    award_rank = pool.award_ranks.get(entry)
    label = Text("获奖名次（不计不得获奖者）", "Award rank (barred entries passed over)")
    yield Reason(label, "-" if award_rank is None else str(award_rank), f"{RULES} 6")
    medal = pool.given.medals.get(entry)
    if medal is not None:
        yield Reason(pool.given.reasons[entry], medal.value, f"{RULES} 6")


def _scale(standings: Standings, pool: Pool, entry: str) -> Reason:
    scale, places = pool.scale, standings.rule.places
    unit = 10**places
    parts = (
        Reason(Text("中位数", "median"), exact(scale.median / unit)),
        Reason(_SPREADS[scale.basis], exact(scale.spread / unit)),
    )
    label = Text("标准分：700 + 30 ×（总分 − 中位数）÷ 离散度", "Scale: 700 + 30 x (total - median) / spread")
    return Reason(label, str(scale.points(standings.entries[entry].total)), f"{RULES} 7", parts)


_SPREADS = {
    Spread.MAD: Text("离散度：1.4826 × 绝对中位差", "spread: 1.4826 x median absolute deviation"),
    Spread.MEAN_DEVIATION: Text("离散度：1.2533 × 平均绝对偏差", "spread: 1.2533 x mean absolute deviation"),
    Spread.NONE: Text("离散度：全部相同", "spread: all equal"),
}
