"""Small words for tests of marking: the sheets of the small competition, and revisions as devices send them."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events.models import Contest, Event
from app.judges.models import Judge
from app.marks.models import ScoreSheet, SheetState
from app.marks.protocol import PROTOCOL, Batch, Revision, read_batch
from app.marks.sheet_queries import MarkingPerson


def contest_of(session: Session, event: Event, code: str = "17") -> Contest:
    """A contest of the small competition."""
    return session.scalars(select(Contest).where(Contest.event_id == event.id, Contest.code == code)).one()


def sheet_of(session: Session, contest: Contest, sub: str = "A1", place: int = 0) -> ScoreSheet:
    """The sheet of the entry at this place (0 is of 甲市, 1 of 乙市) and sub-criterion."""
    query = select(ScoreSheet).where(ScoreSheet.contest_id == contest.id, ScoreSheet.sub == sub)
    return session.scalars(query.order_by(ScoreSheet.entry_id)).all()[place]


def judge_id(session: Session, event: Event, code: str) -> int:
    """The key of a judge."""
    return session.scalars(select(Judge.id).where(Judge.event_id == event.id, Judge.code == code)).one()


def judge_person(session: Session, event: Event, code: str, user_id: int) -> MarkingPerson:
    """A judge with a vote."""
    return MarkingPerson(user_id, judge_id(session, event, code), voter=True)


def revision(aspect: str, value: str | None, parent: str | None = None, vote_round: int = 1, **more: Any) -> Revision:
    """One revision with a fresh id."""
    return Revision(str(uuid.uuid4()), aspect, vote_round, value, parent, None, **more)


def batch(*revisions: Revision) -> Batch:
    """A batch of them."""
    return Batch("device", None, None, revisions)


def wire(*revisions: Revision) -> dict[str, Any]:
    """The same as a device sends it."""
    items = [
        {"rev_id": one.id, "aspect": one.aspect, "round": one.round, "value": one.value, "parent": one.parent}
        | ({"orphan": True} if one.orphan else {})
        for one in revisions
    ]
    document = {"protocol": PROTOCOL, "device": "device", "client_now": None, "revisions": items}
    assert read_batch(document).revisions == revisions
    return document


def close(session: Session, sheet: ScoreSheet, state: SheetState) -> None:
    """Put a sheet into a state, inside a transaction."""
    session.get_one(ScoreSheet, sheet.id).state = state
    session.flush()
