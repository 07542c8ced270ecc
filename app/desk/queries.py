"""What the home pages show: events with the progress of every contest."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.access import Held
from app.entrants.models import Entry, Member, Person
from app.events.models import Contest, Event
from app.events.queries import events
from app.marks.models import SheetState
from app.marks.queries import sheet_counts
from app.results.models import Placing, Publication, PublicationState
from app.results.queries import publications


@dataclass(frozen=True)
class ContestProgress:
    """How far a contest is: entries, sheets in each state, and its newest frozen result."""

    contest: Contest
    entries: int
    open: int
    submitted: int
    signed: int
    publication: Publication | None

    @property
    def sheets(self) -> int:
        """All sheets."""
        return self.open + self.submitted + self.signed

    @property
    def state(self) -> str:
        """One word for the contest, as the state chips have it."""
        if self.publication is not None and self.publication.state is PublicationState.PUBLISHED:
            return "published"
        if not self.sheets:
            return "draft"
        return "signed" if self.signed == self.sheets else "marking"


def visible_events(session: Session, held: tuple[Held, ...]) -> list[Event]:
    """The events in which somebody has a role."""
    limited = {one.event_id for one in held}
    return [event for event in events(session) if None in limited or event.id in limited]


def progress(session: Session, event: Event, held: tuple[Held, ...]) -> list[ContestProgress]:
    """The contests of an event that these roles reach, in the event's order."""
    reached = {one.contest_id for one in held if one.event_id in (None, event.id)}
    sheets, frozen = sheet_counts(session, event.id), publications(session, event.id)
    counts = select(Entry.contest_id, func.count()).join(Contest, Contest.id == Entry.contest_id)
    entries = dict(session.execute(counts.where(Contest.event_id == event.id).group_by(Entry.contest_id)).all())
    return [
        ContestProgress(
            contest=contest,
            entries=entries.get(contest.id, 0),
            open=sheets.get(contest.id, {}).get(SheetState.OPEN, 0),
            submitted=sheets.get(contest.id, {}).get(SheetState.SUBMITTED, 0),
            signed=sheets.get(contest.id, {}).get(SheetState.SIGNED, 0),
            publication=frozen.get(contest.id),
        )
        for contest in event.contests
        if None in reached or contest.id in reached
    ]


def published_events(session: Session) -> list[Event]:
    """The events with a published result, the newest first."""
    query = (
        select(Event)
        .join(Contest)
        .join(Publication, Publication.contest_id == Contest.id)
        .where(Publication.state == PublicationState.PUBLISHED)
        .order_by(Event.starts_on.desc())
    )
    return list(session.scalars(query).unique())


def published_contests(session: Session, event: Event) -> list[tuple[Contest, Publication]]:
    """The contests of an event whose newest result is published."""
    frozen = publications(session, event.id)
    return [
        (contest, frozen[contest.id])
        for contest in event.contests
        if contest.id in frozen and frozen[contest.id].state is PublicationState.PUBLISHED
    ]


@dataclass(frozen=True)
class OwnResult:
    """A published placing of one's own or of one's delegation."""

    contest: Contest
    name: str
    rank: int | None
    medal: str | None
    status: str


def own_results(session: Session, event: Event, roles: tuple[Held, ...]) -> list[OwnResult]:
    """The published placings of the people and delegations these roles are limited to, in the event's order."""
    people = {one.person_id for one in roles if one.person_id is not None}
    delegations = {one.delegation for one in roles if one.delegation is not None}
    contests = {publication.id: contest for contest, publication in published_contests(session, event)}
    query = (
        select(Placing, Person.name)
        .join(Member, Member.entry_id == Placing.entry_id)
        .join(Person, Person.id == Member.person_id)
        .where(Placing.publication_id.in_(contests))
        .where(or_(Member.person_id.in_(people), Member.delegation.in_(delegations)))
        .order_by(Placing.publication_id, Placing.position, Member.position)
    )
    return [
        OwnResult(
            contests[line.publication_id], name, line.rank, line.medal.value if line.medal else None, line.status.value
        )
        for line, name in session.execute(query)
    ]
