"""Settle packages of growing size as the command does, and print time and memory: `python -m bench.settle`."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ONE_CONTEST = ((1, 24), (1, 240), (1, 2_400))
MANY_CONTESTS = ((1, 24), (8, 24), (64, 24))
LINEAR = 1.3
"""Ten times the entrants may take this much more than ten times the time."""


class Cost(NamedTuple):
    """What one command took: processor seconds of it and its children, and the most memory it held, in MB."""

    seconds: float
    megabytes: float


def flask(*words: str) -> Cost:
    """Run one command of the program in a process of its own; raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi.py"), *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


def settled(contests: int, entrants: int, *options: str) -> tuple[Cost, int]:
    """What settling such a package costs, and how many certificates it makes."""
    with tempfile.TemporaryDirectory() as folder:
        package, out = Path(folder) / "package", Path(folder) / "out"
        flask("demo", "--contests", str(contests), "--entrants", str(entrants), "--out", str(package))
        cost = flask("settle", str(package), "--out", str(out), *options)
        return cost, len(list((out / "certificates").glob("*.pdf")))


def table(title: str, sizes: Sequence[tuple[int, int]], *options: str) -> None:
    """Print one row a size; ratios are of the time for one entrant, to the first row and to the row before."""
    print(f"\n{title}\ncontests  entrants  certificates  seconds  ms/entrant  to first  growth     MB")
    rows: list[tuple[int, float]] = []
    for contests, each in sizes:
        entrants = contests * each
        cost, certificates = settled(contests, each, *options)
        one = cost.seconds / entrants
        rows.append((entrants, cost.seconds))
        first = rows[0][1] / rows[0][0]
        print(
            f"{contests:8}  {entrants:8}  {certificates:12}  {cost.seconds:7.1f}  {one * 1000:10.1f}"
            f"  {one / first:8.2f}  {growth(rows):6.2f}  {cost.megabytes:5.0f}"
        )
    verdict = "linear" if growth(rows) <= LINEAR else "MORE THAN LINEAR"
    print(f"last step: {growth(rows):.2f} ({verdict}, <= {LINEAR})")


def growth(rows: Sequence[tuple[int, float]]) -> float:
    """Seconds of the last step for each entrant more, to those of the step before; 1 is a straight line."""
    if len(rows) < 3:
        return 1
    (n0, t0), (n1, t1), (n2, t2) = rows[-3:]
    return ((t2 - t1) / (n2 - n1)) / ((t1 - t0) / (n1 - n0))


def main() -> None:
    """Print the tables without and with certificates; certificates are most of a settlement that has them."""
    for words, options in (("without certificates", ("--no-certificates",)), ("with certificates", ())):
        table(f"One contest, {words}", ONE_CONTEST, *options)
        table(f"Contests of 24, {words}", MANY_CONTESTS, *options)


if __name__ == "__main__":
    main()
