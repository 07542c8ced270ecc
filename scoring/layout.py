"""Where each aspect, sub-criterion, criterion and part of a contest lies in its row of marks."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.rules import Contest
from scoring.scheme import Aspect

Spans = tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The aspects of all marked parts in a row; a criterion or sub-criterion met in several parts has several spans.

    `index` gives an aspect's place, `panels` the first place of the sub-criterion each place belongs to, `repeated` the
    aspect codes used by more than one place (their marks cannot be told apart and go to the first).
    """

    aspects: tuple[Aspect, ...]
    index: Mapping[str, int]
    panels: tuple[int, ...]
    parts: Mapping[str, slice]
    criteria: Mapping[str, Spans]
    subs: Mapping[str, Spans]
    repeated: tuple[str, ...]


def lay_out(contest: Contest) -> Layout:
    """The layout of a contest's marked parts in the order of the parts and of their schemes."""
    aspects: list[Aspect] = []
    panels: list[int] = []
    parts: dict[str, slice] = {}
    criteria: dict[str, Spans] = {}
    subs: dict[str, Spans] = {}
    for part in contest.parts:
        part_start = len(aspects)
        for criterion in part.scheme.criteria if part.scheme else ():
            criterion_start = len(aspects)
            for sub in criterion.subs:
                start = len(aspects)
                aspects.extend(sub.aspects)
                panels.extend([start] * len(sub.aspects))
                subs[sub.code] = (*subs.get(sub.code, ()), slice(start, len(aspects)))
            span = slice(criterion_start, len(aspects))
            criteria[criterion.code] = (*criteria.get(criterion.code, ()), span)
        if part.scheme:
            parts[part.code] = slice(part_start, len(aspects))
    index, repeated = _index(aspects)
    return Layout(tuple(aspects), index, tuple(panels), parts, criteria, subs, repeated)


def _index(aspects: list[Aspect]) -> tuple[dict[str, int], tuple[str, ...]]:
    index: dict[str, int] = {}
    repeated: list[str] = []
    for place, aspect in enumerate(aspects):
        if index.setdefault(aspect.code, place) != place:
            repeated.append(aspect.code)
    return index, tuple(repeated)
