"""Every recorded mark of a contest gathered into cells, and every cell turned into the mark it earns."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from scoring.aspect_marks import Cell, Evaluate, Flaw, Marker
from scoring.calculations import CalculationUnclear, calculate
from scoring.layout import Layout
from scoring.results import MARK_SCALE, ContestInput, MarkRow
from scoring.rules import Contest, RoundingAt
from scoring.scheme import Aspect, AspectType

SheetKey = tuple[str, int]
"""Entry code and member: 0, or 1… in contests that sum their members."""

Cells = dict[SheetKey, dict[str, Cell]]
"""The newest rows by sheet, aspect and judge."""


@dataclass(slots=True)
class Sheet:
    """The marks of one sheet in units by place of the layout; None = not yet marked, `not_attempted` lists places."""

    marks: list[int | None]
    not_attempted: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """All sheets of a contest; marks are integers of 1/`unit` mark.

    `flaws` lists by entry and flaw the (member, aspect) pairs that have it; `unknown` by aspect that is in
    no scheme the sheets that mark it.
    """

    unit: int
    sheets: dict[SheetKey, Sheet]
    flaws: dict[tuple[str, Flaw], list[tuple[int, str]]]
    unknown: dict[str, list[SheetKey]]


def gather(marks: Iterable[MarkRow], judged: frozenset[str]) -> Cells:
    """The rows that count: the last of each judge, and of the `judged` aspects only the newest vote round.

    Rows may be plain tuples of the shape of MarkRow. Source: package-format, How the numbers are made 1.
    """
    cells: Cells = {}
    rounds: dict[tuple[str, int, str], dict[int, Cell]] = {}
    sheet: dict[str, Cell] = {}
    last_entry, last_member = None, None
    for entry, member, aspect, judge, value, vote in marks:
        if entry != last_entry or member != last_member:
            sheet = cells.setdefault((entry, member), {})
            last_entry, last_member = entry, member
        if vote != 1 and aspect in judged:
            rounds.setdefault((entry, member, aspect), {}).setdefault(vote, {})[judge] = value
            continue
        cell = sheet.get(aspect)
        if cell is None:
            sheet[aspect] = {judge: value}
        else:
            cell[judge] = value
    for (entry, member, aspect), votes in rounds.items():
        newest = max(votes)
        sheet = cells[entry, member]
        if newest > 1 or aspect not in sheet:
            sheet[aspect] = votes[newest]
    return cells


def mark_sheets(contest: Contest, layout: Layout, data: ContestInput, cells: Cells) -> Marked:
    """Every sheet of `cells` marked by the contest's rules; votes of an entry's own delegation do not count."""
    sizes = _panel_sizes(layout, cells)
    marker = Marker(_unit(contest, layout, cells, sizes), contest.rounding.mode, contest.panel.scored)
    slots: dict[str, _Slot] = {}
    for place, aspect in enumerate(layout.aspects):
        judged = aspect.type is AspectType.JUDGEMENT
        slots.setdefault(aspect.code, (place, marker.evaluation(aspect, sizes[place]), judged))
    compatriots = _compatriots(data)
    marked = Marked(marker.unit, {}, {}, {})
    for key, row in cells.items():
        marked.sheets[key] = Sheet([None] * len(layout.aspects))
        _mark_sheet(marked, key, row, slots, compatriots.get(key[0], _NOBODY))
    return marked


_Slot = tuple[int, Evaluate, bool]
"""Place in the layout, how the cell is evaluated, and whether the aspect is judged by votes."""

_NOBODY: frozenset[str] = frozenset()


def _mark_sheet(
    marked: Marked, key: SheetKey, row: dict[str, Cell], slots: Mapping[str, _Slot], excluded: frozenset[str]
) -> None:
    sheet = marked.sheets[key]
    flaws: list[Flaw] = []
    for code, cell in row.items():
        slot = slots.get(code)
        if slot is None:
            marked.unknown.setdefault(code, []).append(key)
            continue
        place, evaluate, judged = slot
        if judged and excluded and not excluded.isdisjoint(cell):
            cell = {judge: vote for judge, vote in cell.items() if judge not in excluded}
        sheet.marks[place] = evaluate(cell, flaws)
        if flaws:
            _note(marked, sheet, key, code, place, flaws)
            flaws.clear()


def _note(marked: Marked, sheet: Sheet, key: SheetKey, code: str, place: int, flaws: list[Flaw]) -> None:
    for flaw in flaws:
        if flaw is Flaw.NOT_ATTEMPTED:
            sheet.not_attempted.append(place)
        else:
            marked.flaws.setdefault((key[0], flaw), []).append((key[1], code))


def _panel_sizes(layout: Layout, cells: Cells) -> list[int]:
    """For each place, how many judges have any row of a scored aspect in its sub-criterion, whatever the entry."""
    panels: dict[int, set[str | None]] = {}
    scored = {
        aspect.code: panels.setdefault(panel, set())
        for aspect, panel in zip(layout.aspects, layout.panels, strict=True)
        if aspect.type is AspectType.SCORED
    }
    for row in cells.values() if scored else ():
        for code, cell in row.items():
            panel = scored.get(code)
            if panel is not None:
                panel.update(cell)
    return [len(panels.get(panel, ())) for panel in layout.panels]


def _compatriots(data: ContestInput) -> dict[str, frozenset[str]]:
    """For each entry whose delegation sends judges: those judges."""
    senders = {delegation for delegation in data.judges.values() if delegation is not None}
    return {
        entry.code: frozenset(judge for judge, sender in data.judges.items() if sender in entry.delegations)
        for entry in data.entries
        if not senders.isdisjoint(entry.delegations)
    }


def _unit(contest: Contest, layout: Layout, cells: Cells, sizes: list[int]) -> int:
    """Units a mark: 10**places where aspects are rounded, else the common denominator of every possible mark."""
    if contest.rounding.at is RoundingAt.ASPECT:
        return int(10**contest.rounding.places)
    unit = MARK_SCALE
    for aspect, size in zip(layout.aspects, sizes, strict=True):
        if aspect.type is AspectType.JUDGEMENT:
            unit = lcm(unit, 9 * MARK_SCALE * aspect.maximum.denominator)
        elif aspect.type is AspectType.SCORED:
            unit = lcm(unit, MARK_SCALE * 2, MARK_SCALE * max(1, size), MARK_SCALE * max(1, size - 2))
        elif aspect.calculation is not None:
            unit = lcm(unit, *_calculated_denominators(aspect, cells))
    return unit


def _calculated_denominators(aspect: Aspect, cells: Cells) -> set[int]:
    values = {value for row in cells.values() for value in row.get(aspect.code, {}).values() if value is not None}
    denominators = set()
    for value in values:
        with suppress(CalculationUnclear):
            denominators.add(calculate(aspect, Fraction(value, MARK_SCALE)).denominator)
    return denominators
