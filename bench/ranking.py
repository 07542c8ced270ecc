"""A million entries in 5,000 contests ranked on three tie keys: packed integers against DuckDB, Polars and SQLite.

Run: python -m bench.ranking [entries]; prints seconds and ratios of one run and checks that all ranks are the same.
DuckDB and Polars are skipped with a word where they are not installed.
"""

import gc
import importlib
import importlib.util
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any

from scoring.bulk_ranking import rank_all

RUNS = 3
Rows = list[tuple[int, int, int, int, int]]
"""Place, contest, total, second key (higher is better) and time (lower is better)."""


def make_rows(entries: int) -> Rows:
    chance = random.Random(11)
    contests = max(1, entries // 200)
    return [
        (place, chance.randrange(contests), chance.randrange(5000), chance.randrange(100), chance.randrange(3600))
        for place in range(entries)
    ]


def best(action: Callable[[], list[int]]) -> tuple[float, list[int]]:
    shortest, ranks = 1e9, []
    for _ in range(RUNS):
        gc.collect()
        start = time.perf_counter()
        ranks = action()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest, ranks


def packed(rows: Rows) -> tuple[float, list[int]]:
    _, contests, totals, seconds, times = zip(*rows, strict=True)
    return best(lambda: rank_all(contests, [(totals, True), (seconds, True), (times, False)]))


ORDERED = "rank() OVER (PARTITION BY contest ORDER BY total DESC, second DESC, time)"


def sqlite(rows: Rows) -> tuple[float, list[int]]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE entry (place INTEGER PRIMARY KEY, contest INT, total INT, second INT, time INT)")
    database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows)
    database.execute("CREATE INDEX in_order ON entry (contest, total DESC, second DESC, time)")

    def rank() -> list[int]:
        found = database.execute(f"SELECT place, {ORDERED} FROM entry").fetchall()  # noqa: S608 - a constant
        ranks = [0] * len(found)
        for place, each in found:
            ranks[place] = each
        return ranks

    return best(rank)


def duckdb(rows: Rows) -> tuple[float, list[int]] | None:
    if importlib.util.find_spec("duckdb") is None:
        return None
    engine: Any = importlib.import_module("duckdb").connect()
    engine.execute("CREATE TABLE entry (place INT, contest INT, total INT, second INT, time INT)")
    for start in range(0, len(rows), 50_000):
        values = ",".join(str(row) for row in rows[start : start + 50_000])
        engine.execute(f"INSERT INTO entry VALUES {values}")  # noqa: S608 - integers made above

    def rank() -> list[int]:
        found = engine.execute(f"SELECT {ORDERED} AS r FROM entry ORDER BY place").fetchall()  # noqa: S608 - a constant
        return [each for (each,) in found]

    return best(rank)


def polars(rows: Rows) -> tuple[float, list[int]] | None:
    if importlib.util.find_spec("polars") is None:
        return None
    pl: Any = importlib.import_module("polars")
    frame = pl.DataFrame(rows, schema=["place", "contest", "total", "second", "time"], orient="row")

    def rank() -> list[int]:
        key = pl.struct(-pl.col("total"), -pl.col("second"), pl.col("time"))
        found: list[int] = frame.select(key.rank("min").over("contest")).to_series().to_list()
        return found

    return best(rank)


def main() -> None:
    rows = make_rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    ours, ranks = packed(rows)
    print(f"packed integers: {len(rows)} entries in {ours:.2f} s")
    for name, engine in {"SQLite": sqlite, "DuckDB": duckdb, "Polars": polars}.items():
        found = engine(rows)
        if found is None:
            print(f"{name}: not installed, skipped")
            continue
        assert found[1] == ranks, f"{name} ranks otherwise"
        print(f"{name}: {found[0]:.2f} s; packed integers take {ours / found[0]:.2f} of it; the same ranks")


if __name__ == "__main__":
    main()
