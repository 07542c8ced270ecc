"""Selections over several rounds: who advances, and totals combined from the rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoring.findings import Finding, Severity, Where
from scoring.ranking import Ranking, rank_entries
from scoring.results import ContestResult
from scoring.rounding import divide, to_decimal
from scoring.rules import RankingRules, Rounding, Rounds
from scoring.text import Text


@dataclass(frozen=True, slots=True)
class Advance:
    """The entries that go on, best first, and what a person must decide."""

    entries: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def advance(earlier: ContestResult, rounds: Rounds) -> Advance:
    """The best `take` by award rank, so that a barred entry takes no place; ties at the cut all advance.

    Where the rules let not all of a tie at the cut advance, none of it does until a person decides.
    """
    ranked = [(entry.award_rank, entry.entry) for entry in earlier.entries if entry.award_rank is not None]
    inside = sorted((rank, entry) for rank, entry in ranked if rank <= rounds.take)
    if rounds.all_ties or len(inside) <= rounds.take:
        return Advance(tuple(entry for _, entry in inside))
    cut = inside[-1][0]
    tied = [entry for rank, entry in inside if rank == cut]
    text = Text(
        f"晋级线上 {'、'.join(tied)} 并列，名额 {rounds.take} 个；请由人决定谁晋级。",
        f"{', '.join(tied)} are tied at the cut of {rounds.take}: a person must decide who advances.",
    )
    finding = Finding(Severity.ERROR, "advance-undecided", text, Where(contest=earlier.contest, entry=tied[0]))
    return Advance(tuple(entry for rank, entry in inside if rank < cut), (finding,))


class Combination(StrEnum):
    """How the totals of several rounds become one."""

    WEIGHTED = "weighted"
    BEST = "best"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Round:
    """The printed totals of one round by competitor; `weight` in percent counts for WEIGHTED only."""

    code: str
    totals: Mapping[str, Decimal]
    weight: Fraction = Fraction(100)


@dataclass(frozen=True, slots=True)
class Combined:
    """Combined totals and ranks by competitor; who lacks a needed round has neither and stands in a finding."""

    totals: Mapping[str, Decimal]
    ranking: Ranking
    findings: tuple[Finding, ...]


def combine_rounds(rounds: Sequence[Round], how: Combination, rounding: Rounding) -> Combined:
    """Totals over all rounds: weighted sum, best of, or plain sum, rounded once; equal totals share a rank.

    An unknown total is never zero: WEIGHTED and CUMULATIVE need every round, BEST at least one.
    """
    everyone = sorted({entry for each in rounds for entry in each.totals})
    units: dict[str, int] = {}
    findings: list[Finding] = []
    for entry in everyone:
        missing = [each.code for each in rounds if entry not in each.totals]
        if missing and how is not Combination.BEST:
            findings.append(_round_missing(entry, missing))
            continue
        total = _combine([each for each in rounds if entry in each.totals], entry, how)
        units[entry] = divide(total.numerator * 10**rounding.places, total.denominator, rounding.mode)
    totals = {entry: to_decimal(unit, rounding.places) for entry, unit in units.items()}
    return Combined(totals, rank_entries(units, RankingRules(), lambda entry, key: None), tuple(findings))


def _combine(rounds: Sequence[Round], entry: str, how: Combination) -> Fraction:
    totals = [Fraction(each.totals[entry]) for each in rounds]
    if how is Combination.BEST:
        return max(totals)
    if how is Combination.CUMULATIVE:
        return sum(totals, Fraction(0))
    return sum((total * each.weight / 100 for total, each in zip(totals, rounds, strict=True)), Fraction(0))


def _round_missing(entry: str, missing: Sequence[str]) -> Finding:
    return Finding(
        Severity.WARNING,
        "round-missing",
        Text(
            f"{entry} 缺少 {'、'.join(missing)} 轮的总分，不参加合并排名；请补录或确认其未参赛。",
            f"{entry} has no total in {', '.join(missing)} and is not ranked over the rounds: add it.",
        ),
        Where(contest=missing[0], entry=entry),
    )
