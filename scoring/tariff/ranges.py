"""Ranges of whole numbers as tariffs write them: `2`, `1-3`, `50+`, and tables keyed by them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

Value = TypeVar("Value")


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[int, int | None]:
    """First and last number of a range; the last is None where it is open."""
    if text.endswith("+"):
        return int(text[:-1]), None
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def contains(text: str, number: int) -> bool:
    """Whether a number lies in a range."""
    first, last = bounds(text)
    return first <= number and (last is None or number <= last)


def look_up(table: Mapping[str, Value], number: int) -> Value | None:
    """The value of the range a number lies in, None where it lies in none."""
    for text, value in table.items():
        if contains(text, number):
            return value
    return None


def meet(one: str, other: str) -> bool:
    """Whether two ranges share a number."""
    (first, last), (begin, end) = bounds(one), bounds(other)
    return (last is None or begin <= last) and (end is None or first <= end)


def overlaps(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of ranges that share a number."""
    ordered = sorted(texts, key=bounds)
    found = []
    for one, other in pairwise(ordered):
        last = bounds(one)[1]
        if last is None or bounds(other)[0] <= last:
            found.append((one, other))
    return found


def holes(texts: Iterable[str]) -> list[str]:
    """The ranges missing between neighbours of a table."""
    ordered = sorted(texts, key=bounds)
    found = []
    for one, other in pairwise(ordered):
        last, first = bounds(one)[1], bounds(other)[0]
        if last is not None and first > last + 1:
            found.append(f"{last + 1}-{first - 1}" if first > last + 2 else str(last + 1))
    return found
