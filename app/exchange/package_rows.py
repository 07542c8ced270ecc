"""The rows of a package's tables of one contest: marks, scores, penalties, results and decisions."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from scoring.rules import Medal


class PackagedMark(NamedTuple):
    """One row of marks/CONTEST: `value` in 1/MARK_SCALE (None: not attempted), `version` the vote round."""

    entry: str
    member: int
    aspect: str
    judge: str | None
    value: int | None
    version: int
    entered_by: str | None
    at: datetime | None
    row: int


class PackagedScore(NamedTuple):
    """One row of scores/CONTEST, in 1/MARK_SCALE points."""

    entry: str
    member: int
    part: str
    value: int
    row: int


class PackagedPenalty(NamedTuple):
    """One row of penalties/CONTEST: points or seconds, in 1/MARK_SCALE."""

    entry: str
    member: int
    kind: str
    amount: int
    reason: str
    by: str | None
    row: int


class PackagedResult(NamedTuple):
    """One row of results/CONTEST, a result decided elsewhere; `prize_paid` in yuan."""

    entry: str
    rank: int | None
    medal: Medal | None
    scale: int | None
    prize_paid: Decimal | None
    document: str
    row: int


class PackagedDecision(NamedTuple):
    """One row of decisions.csv; `question` is tie_order, evidence, setting, displaced_award or overlap.

    `subject` is the FACT or NAME after the colon; the entries of a tie_order are joined by ">" in `value`.
    """

    contest: str
    entry: str | None
    person: str | None
    rule: str | None
    question: str
    subject: str | None
    value: str
    decided_by: str
    document: str | None
    row: int
