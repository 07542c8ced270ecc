"""The result of a contest that another body decided: its ranks and medals, with our award ranks and order."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.results import ContestResult, Entry, EntryResult, EntryStatus, Group, GroupCount
from scoring.rules import Barred, Contest, Groups, Medal

_ORDER = (EntryStatus.RANKED, EntryStatus.BARRED, EntryStatus.DNF, EntryStatus.DNS, EntryStatus.DSQ)
"""Entries that the other body gave no rank, in the order of publication; How the numbers are made 8."""


class GivenResult(NamedTuple):
    """What the other body gave an entry."""

    rank: int | None
    medal: Medal | None
    scale: int | None


def decided_elsewhere(contest: Contest, entries: Sequence[Entry], given: Mapping[str, GivenResult]) -> ContestResult:
    """The result as it was given; package-format, results/CONTEST and How the numbers are made 5, 6 and 8.

    The entries may be a few of a larger field, as of one province at a national contest. So the award rank is the
    given rank less the barred entries before it, not a place among the entries at hand.
    """
    separate = contest.ranking.groups is Groups.SEPARATE
    listed = list(Group)
    pools = [[one for one in entries if one.group is group] for group in (*listed, None)] if separate else [entries]
    passes_over = contest.awards.barred is Barred.PASS_OVER
    started, competed = _field(entries)
    return ContestResult(
        contest=contest.code,
        started=started,
        competed=competed,
        entries=tuple(line for pool in pools for line in _lines(pool, given, passes_over=passes_over)),
        groups=tuple(
            GroupCount(group, *_field(pool)) for group, pool in zip(listed, pools, strict=False) if separate and pool
        ),
        formula="elsewhere",
    )


def _field(entries: Sequence[Entry]) -> tuple[int, int]:
    """How many started and how many competed."""
    started = [entry for entry in entries if entry.status is not EntryStatus.DNS]
    return len(started), sum(entry.status is not EntryStatus.DSQ for entry in started)


def _lines(pool: Sequence[Entry], given: Mapping[str, GivenResult], *, passes_over: bool) -> list[EntryResult]:
    """The lines of entries ranked together, in the order of publication."""
    results = {entry.code: given.get(entry.code, GivenResult(None, None, None)) for entry in pool}
    barred = {entry.code for entry in pool if passes_over and entry.status is EntryStatus.BARRED}
    skipped = [rank for code in barred if (rank := results[code].rank) is not None]

    def place(entry: Entry) -> tuple[bool, int, str]:
        rank = results[entry.code].rank
        return rank is None, rank if rank is not None else _ORDER.index(entry.status), entry.code

    def award_rank(entry: Entry) -> int | None:
        rank = results[entry.code].rank
        return None if rank is None or entry.code in barred else rank - sum(one < rank for one in skipped)

    return [_line(entry, results[entry.code], award_rank(entry)) for entry in sorted(pool, key=place)]


def _line(entry: Entry, result: GivenResult, award_rank: int | None) -> EntryResult:
    return EntryResult(
        entry=entry.code,
        status=entry.status,
        group=entry.group,
        total=None,
        parts={},
        criteria={},
        rank=result.rank,
        award_rank=award_rank,
        medal=result.medal,
        scale=result.scale,
    )
