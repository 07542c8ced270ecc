"""Previews a scheme of 300 aspects and compares it with openpyxl's own reading: `python -m bench.workbook`."""

import io
import statistics
import time
from collections.abc import Callable
from fractions import Fraction

from openpyxl import load_workbook

from scoring.scheme import Aspect, AspectType, Benchmark, Criterion, Scheme, SubCriterion
from scoring.workbook import Section, export_cis, read_workbook

ROUNDS = 15
ALLOWED = 2


def scheme_of_300() -> Scheme:
    """Five criteria of ten sub-criteria with six aspects each, every sixth a judgement with four levels."""
    criteria = []
    for letter in "ABCDE":
        subs = []
        for number in range(1, 11):
            code = f"{letter}{number}"
            subs.append(SubCriterion(code, f"Sub-criterion {code}", tuple(_aspects(code)), "1"))
        criteria.append(Criterion(letter, f"Criterion {letter}", tuple(subs)))
    return Scheme(tuple(criteria))


def _aspects(code: str) -> list[Aspect]:
    extra = "Deduct 0.1 for each element that is missing or does not match the given design"
    measured = [
        Aspect(
            f"{code}.M{number}",
            AspectType.MEASUREMENT,
            f"Requirement {number} of {code} is met\n{extra}",
            Fraction(3, 10),
            section=str(number),
        )
        for number in range(1, 6)
    ]
    levels = tuple(Benchmark(level, f"Level {level}: the work is described here in one sentence") for level in range(4))
    judged = Aspect(f"{code}.J1", AspectType.JUDGEMENT, "The whole looks well", Fraction(1, 2), benchmarks=levels)
    return [*measured, judged]


def median(work: Callable[[], object]) -> float:
    """The median seconds of one run."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print both times and their ratio; the goal is at most 2."""
    sections = tuple(Section(str(number), f"Section {number}", Fraction(15)) for number in range(1, 6))
    data = export_cis(scheme_of_300(), "Bench", sections)
    draft = read_workbook(data)
    assert len(draft.aspects) == 300
    preview = median(lambda: read_workbook(data).summary())
    plain = median(lambda: load_workbook(io.BytesIO(data), data_only=True))
    times = f"preview {preview * 1000:.1f} ms, openpyxl {plain * 1000:.1f} ms"
    print(f"{times}, ratio {preview / plain:.2f} (<= {ALLOWED})")


if __name__ == "__main__":
    main()
