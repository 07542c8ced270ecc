"""The decision about each revision that comes in: does it become the mark, and if not, why not."""

from dataclasses import dataclass
from typing import NamedTuple

from app.marks.models import SheetState
from app.marks.protocol import Outcome, Revision
from app.marks.reasons import REASONS
from app.marks.sheet_book import PANEL, Cell, SheetBook, Version
from app.marks.sheet_queries import MarkingPerson
from app.marks.values import Reading, ValueRefused, read_value
from scoring.results import EntryStatus
from scoring.scheme import AspectType
from scoring.text import Text


class Verdict(NamedTuple):
    """What becomes of a revision; `word` is a key of REASONS, `reason` what the judge reads, None where applied."""

    outcome: Outcome
    cell: Cell
    reading: Reading | None = None
    word: str = ""
    reason: Text | None = None


@dataclass
class Entering:
    """Decides the revisions of one batch on one locked sheet, one after the other; `book` follows what is applied.

    `links` says of every revision the server knows which one stands for it as a parent: itself, or for one that only
    repeated the mark or was refused, what counted then.
    """

    book: SheetBook
    person: MarkingPerson
    scheme: int | None
    links: dict[str, str | None]

    def __post_init__(self) -> None:
        self._applied: set[str] = set()

    def decide(self, revision: Revision) -> Verdict:
        """The verdict of the protocol (UI 4); an applied one counts from now on."""
        verdict = self._verdict(self.cell_of(revision), revision)
        if verdict.outcome is Outcome.APPLIED and verdict.reading is not None:
            self.book.current[verdict.cell] = Version(revision.id, revision.parent, verdict.reading)
            self._applied.add(revision.id)
        if verdict.outcome is not Outcome.AGAIN:
            self.links[revision.id] = self.standing(verdict, revision)
        return verdict

    def standing(self, verdict: Verdict, revision: Revision) -> str | None:
        """Which revision stands for this one as a parent."""
        if verdict.outcome is Outcome.SAME:
            return self.counting(verdict.cell)
        return self._resolved(revision.parent) if verdict.outcome is Outcome.INVALID else revision.id

    def _verdict(self, cell: Cell, revision: Revision) -> Verdict:
        aspect = self.book.aspects.get(revision.aspect)
        if aspect is None:
            return _refused(cell, "unknown-aspect")
        if cell.judge_id is None and aspect.type is not AspectType.MEASUREMENT:
            return _refused(cell, "no-vote")
        try:
            reading = read_value(aspect, revision.value)
        except ValueRefused as refused:
            return Verdict(Outcome.INVALID, cell, None, "value", refused.text)
        word = self._late(cell)
        if word:
            return Verdict(Outcome.QUARANTINED, cell, reading, word, REASONS[word])
        word = self._vote_refused(cell, revision)
        return _refused(cell, word) if word else self._compare(cell, revision, reading)

    def counting(self, cell: Cell) -> str | None:
        """The revision that counts in a cell now."""
        found = self.book.current.get(cell)
        return found.revision if found else None

    def cell_of(self, revision: Revision) -> Cell:
        """Where a revision of this person goes: measurements are agreed, votes and scores are one's own."""
        aspect = self.book.aspects.get(revision.aspect)
        if aspect is None or aspect.type is AspectType.MEASUREMENT:
            return Cell(revision.aspect, None, 1)
        judge = self.person.judge_id if self.person.judge_id in self.book.judges and self.person.voter else None
        return Cell(revision.aspect, judge, revision.round if aspect.type is AspectType.JUDGEMENT else 1)

    def _late(self, cell: Cell) -> str:
        if self.book.sheet.state is not SheetState.OPEN:
            return "closed"
        if self.scheme not in (None, self.book.sheet.scheme_id):
            return "scheme"
        return "absent" if self.book.status is EntryStatus.DNS else ""

    def _vote_refused(self, cell: Cell, revision: Revision) -> str:
        """Why a vote is not taken. In a masked contest nobody learns whose compatriot an entrant is (DOMAIN 4)."""
        if self.book.aspects[cell.aspect].type is not AspectType.JUDGEMENT:
            return ""
        if cell.judge_id in self.book.compatriots and not self.book.contest.masked:
            return "compatriot"
        if not self._round_open(cell, revision):
            return "round"
        counted = self.book.counted(cell.aspect, cell.round)
        return "panel-full" if len(counted) >= PANEL and cell.judge_id not in counted else ""

    def _round_open(self, cell: Cell, revision: Revision) -> bool:
        """A disputed round is over, except for what a device wrote before it could know of the dispute."""
        if cell.round == self.book.open_round(cell.aspect):
            return True
        same_batch = revision.parent is not None and revision.parent in self._applied
        return cell.round == self.book.newest_round(cell.aspect) and same_batch

    def _compare(self, cell: Cell, revision: Revision, reading: Reading) -> Verdict:
        current = self.book.current.get(cell)
        parent = self._resolved(revision.parent)
        if parent == (current.revision if current else None):
            return Verdict(Outcome.APPLIED, cell, reading)
        if revision.parent is not None and revision.parent not in self.links and not revision.orphan:
            return Verdict(Outcome.AGAIN, cell, reading, "waits", REASONS["waits"])
        if current is None:
            return Verdict(Outcome.APPLIED, cell, reading)
        if current.reading == reading:
            return Verdict(Outcome.SAME, cell, reading, "equal", REASONS["equal"])
        return Verdict(Outcome.CONFLICT, cell, reading, "changed", REASONS["changed"])

    def _resolved(self, parent: str | None) -> str | None:
        """The parent, or what counted instead of it where it only repeated that."""
        return self.links.get(parent, parent) if parent is not None else None


def _refused(cell: Cell, word: str) -> Verdict:
    return Verdict(Outcome.INVALID, cell, None, word, REASONS[word])
