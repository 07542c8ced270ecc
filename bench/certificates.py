"""Certificates a second in one process, and by two: `python -m bench.certificates`; peers run only where installed."""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from bench.certificates_gallery import content
from certificates.content import Recipient
from certificates.render import render

BATCH = 50
ROUNDS = 5
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "嘉怡明哲子涵浩然欣妍宇轩思远梓萱博文雨桐俊杰诗琪"


def batch(size: int = BATCH) -> list[int]:
    """Render certificates of different people; the sizes of their files."""
    award = content()
    sizes = []
    for number in range(size):
        name = FAMILY[number % 20] + GIVEN[number % 24] + GIVEN[(number * 7 + 3) % 24]
        one = replace(award, number=f"SL-2026-{number:06}", recipients=(Recipient(name, "示例职业技术学院"),))
        sizes.append(len(render(one)))
    return sizes


def seconds(work: Callable[[], object]) -> float:
    """The median time of several runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def by_two() -> None:
    """The same work, twice over, in two processes that are kept."""
    POOL.map(batch, [BATCH, BATCH])


def main() -> None:
    """Print the figures."""
    sizes = batch()
    one = seconds(batch)
    two = seconds(by_two)
    print(f"one process   {BATCH / one:7.1f} certificates/s   {one / BATCH * 1000:.2f} ms each")
    print(f"two processes {2 * BATCH / two:7.1f} certificates/s   x{2 * one / two:.2f}")
    print(f"file size     {min(sizes) / 1000:.1f} to {max(sizes) / 1000:.1f} kB")
    first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    batch(BATCH * 6)
    last = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory   {first / 1024:.0f} MB, after {BATCH * 6} more {last / 1024:.0f} MB")


if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(2) as POOL:
        POOL.map(batch, [1, 1])
        main()
