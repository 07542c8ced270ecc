"""A sheet as one person may see it: own votes, agreed results, and others' votes only when all have voted."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from app.marks.models import HeldOutcome, HeldRevision
from app.marks.reasons import REASONS
from app.marks.sheet_book import PANEL, Cell, SheetBook
from app.marks.sheet_queries import MarkingPerson
from app.marks.values import LONGEST, normalized, plain
from scoring.results import MARK_SCALE
from scoring.scheme import Aspect, AspectType, MarkModel
from scoring.text import Text

PANEL_LABELS = "甲乙丙丁戊己庚辛"


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote of a panel that may be seen."""

    label: str
    level: str
    own: bool


@dataclass(frozen=True, slots=True)
class WaitingMark:
    """A value that waits for a decision; `late` ones are the head judge's."""

    id: int
    value: str
    late: bool


@dataclass(frozen=True, slots=True)
class CellState:
    """One line of the form; `value` is what this person sees in the cell and `revision` the one that counts there.

    `given` of `panel` votes are in for `round`; `votes` are the newest that may be seen, `disputed` if more than 1
    apart. `closed` says why this person may not mark the line.
    """

    code: str
    type: str
    description: str
    maximum: str
    full_or_zero: bool
    counted: bool
    benchmarks: tuple[tuple[int, str], ...]
    value: str
    revision: str | None
    round: int
    given: int
    panel: int
    votes: tuple[Vote, ...]
    disputed: bool
    earned: str | None
    waiting: tuple[WaitingMark, ...]
    closed: Text | None

    def document(self) -> dict[str, Any]:
        """What the page's script needs of it."""
        whole = asdict(self)
        return {name: whole[name] for name in _SENT}


_SENT = ("value", "revision", "round", "given", "panel", "votes", "disputed", "earned", "waiting")


def cell_states(book: SheetBook, person: MarkingPerson, waiting: Iterable[HeldRevision]) -> list[CellState]:
    """Every line of the form, in order."""
    held: dict[str, list[HeldRevision]] = {}
    for one in waiting:
        if one.judge_id in (None, person.judge_id) or person.head:
            held.setdefault(one.aspect, []).append(one)
    return [_cell_state(book, person, aspect, held.get(aspect.code, [])) for aspect in book.sub.aspects]


def _cell_state(book: SheetBook, person: MarkingPerson, aspect: Aspect, held: list[HeldRevision]) -> CellState:
    judged = aspect.type is AspectType.JUDGEMENT
    vote_round = book.open_round(aspect.code) if judged else 1
    own = None if aspect.type is AspectType.MEASUREMENT else person.judge_id
    blank = own is None and aspect.type is not AspectType.MEASUREMENT
    cell = Cell(aspect.code, own, vote_round)
    version = None if blank else book.current.get(cell)
    seen = _seen_round(book, aspect.code) if judged else 0
    earned = book.earned(aspect) if aspect.type is not AspectType.SCORED or person.head else None
    return CellState(
        code=aspect.code,
        type=aspect.type.value,
        description=aspect.description,
        maximum=plain(int(aspect.maximum * MARK_SCALE)),
        full_or_zero=aspect.model is MarkModel.FULL,
        counted=aspect.calculation is not None,
        benchmarks=tuple((level.level, level.description) for level in aspect.benchmarks),
        value="" if blank else book.text_of(cell),
        revision=version.revision if version else None,
        round=vote_round,
        given=len(book.counted(aspect.code, vote_round)) if judged else 0,
        panel=PANEL if judged else 0,
        votes=_votes(book, aspect.code, seen, person) if seen else (),
        disputed=bool(seen) and book.disputed(aspect.code, seen),
        earned=None if earned is None else str(earned),
        waiting=tuple(_waiting(one) for one in held),
        closed=_closed(book, person, aspect),
    )


def _seen_round(book: SheetBook, aspect: str) -> int:
    """The newest round whose votes may be seen, 0 before the first."""
    newest = book.newest_round(aspect)
    return newest if book.revealed(aspect, newest) else newest - 1


def _votes(book: SheetBook, aspect: str, vote_round: int, person: MarkingPerson) -> tuple[Vote, ...]:
    votes = sorted(book.counted(aspect, vote_round).items(), key=lambda vote: vote[0] or 0)
    return tuple(
        Vote(label, "na" if value is None else plain(value), judge == person.judge_id)
        for label, (judge, value) in zip(PANEL_LABELS, votes, strict=False)
    )


def _waiting(held: HeldRevision) -> WaitingMark:
    return WaitingMark(held.id, (normalized(held.value) or "")[:LONGEST], held.outcome is HeldOutcome.QUARANTINED)


def _closed(book: SheetBook, person: MarkingPerson, aspect: Aspect) -> Text | None:
    if aspect.type is AspectType.MEASUREMENT:
        return None
    if not person.voter or person.judge_id not in book.judges:
        return REASONS["no-vote"]
    compatriot = person.judge_id in book.compatriots and not book.contest.masked
    return REASONS["compatriot"] if compatriot and aspect.type is AspectType.JUDGEMENT else None
