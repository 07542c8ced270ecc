"""Rows to placings: one contest of 1,000 entrants x 300 aspects x 3 judges against reading and summing its rows.

Run: python -m bench.marking [entrants ...]; prints seconds, the ratio to the bare read-and-sum, and peak memory.
"""

import gc
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import cast

from scoring.contest import compute_results
from scoring.results import MARK_SCALE, ContestInput, Entry, MarkRow
from scoring.rules import Contest, Part, RankingRules, TieKey, TieKeyKind
from scoring.scheme import Aspect, AspectType, Criterion, Scheme, SubCriterion

ASPECTS, JUDGES, RUNS = 300, 3, 3
SELECT = "SELECT entry, member, aspect, judge, value, vote FROM mark ORDER BY entry, aspect"


def make_contest(type_: AspectType) -> Contest:
    criteria = []
    for letter in range(10):
        code = "ABCDEFGHIJ"[letter]
        subs = []
        for number in range(1, 4):
            aspects = tuple(
                Aspect(f"{code}{number}.{type_.value}{place}", type_, "", Fraction(1, 3)) for place in range(1, 11)
            )
            subs.append(SubCriterion(f"{code}{number}", "", aspects))
        criteria.append(Criterion(code, "", tuple(subs)))
    scheme = Scheme(tuple(criteria))
    keys = (TieKey(TieKeyKind.CRITERION, "A", True), TieKey(TieKeyKind.ASPECT, f"B1.{type_.value}1", True))
    return Contest("b", (Part("p", "p", Fraction(100), scheme.total, scheme),), ranking=RankingRules(keys))


def fill(database: sqlite3.Connection, contest: Contest, entrants: int, type_: AspectType) -> None:
    chance = random.Random(7)
    scheme = contest.parts[0].scheme
    assert scheme is not None
    highest = MARK_SCALE // 3

    def value() -> int:
        if type_ is AspectType.JUDGEMENT:
            return chance.choice((1, 2)) * MARK_SCALE
        return chance.randrange(0, highest, 10_000_000)

    rows = (
        (f"e{entry:05}", 0, aspect, f"j{judge}", value(), 1)
        for entry in range(entrants)
        for aspect in scheme.aspects
        for judge in range(JUDGES)
    )
    database.execute("DROP TABLE IF EXISTS mark")
    database.execute("CREATE TABLE mark (entry TEXT, member INT, aspect TEXT, judge TEXT, value INT, vote INT)")
    database.executemany("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)", rows)
    database.execute("CREATE INDEX in_order ON mark (entry, aspect)")
    database.commit()


def timed(action: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def read_and_sum(database: sqlite3.Connection) -> dict[str, int]:
    totals: dict[str, int] = {}
    for entry, _, _, _, value, _ in database.execute(SELECT).fetchall():
        totals[entry] = totals.get(entry, 0) + value
    return totals


def rows_to_placings(database: sqlite3.Connection, contest: Contest, entries: tuple[Entry, ...]) -> object:
    rows = cast("list[MarkRow]", database.execute(SELECT).fetchall())
    return compute_results(contest, ContestInput(entries, rows))


def measure(entrants: int, type_: AspectType, folder: str) -> None:
    database = sqlite3.connect(Path(folder) / "marks.sqlite")
    contest = make_contest(type_)
    fill(database, contest, entrants, type_)
    entries = tuple(Entry(f"e{entry:05}") for entry in range(entrants))
    bare, full = [], []
    for _ in range(RUNS):
        bare.append(timed(lambda: read_and_sum(database)))
        full.append(timed(lambda: rows_to_placings(database, contest, entries)))
    database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rows = entrants * ASPECTS * JUDGES
    print(
        f"{type_.value} {rows:>9} rows: read and sum {min(bare):.2f} s, rows to placings {min(full):.2f} s, "
        f"ratio {min(full) / min(bare):.2f}, {min(full) / rows * 1e6:.2f} us a row, peak {peak} MiB"
    )


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1000]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            for type_ in (AspectType.SCORED, AspectType.JUDGEMENT):
                measure(size, type_, folder)


if __name__ == "__main__":
    main()
