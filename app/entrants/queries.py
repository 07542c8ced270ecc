"""Reading the entrants of a contest, within the delegations somebody may see."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.entrants.models import Entry, Member
from app.events.models import Contest
from scoring.results import EntryStatus


@dataclass(frozen=True)
class EntrantLine:
    """One person of one entry as a list shows them."""

    entry: str
    station: str | None
    status: EntryStatus
    member: Member


def entrant_lines(
    session: Session, contest: Contest, delegations: frozenset[str] | None = None, search: str = ""
) -> list[EntrantLine]:
    """Everybody in a contest, by entry; only those of `delegations` where given, and of `search` in name or unit."""
    query = (
        select(Entry)
        .where(Entry.contest_id == contest.id)
        .order_by(Entry.code)
        .options(selectinload(Entry.members).selectinload(Member.person))
    )
    return [
        EntrantLine(entry.code, entry.station, entry.status, member)
        for entry in session.scalars(query)
        for member in entry.members
        if (delegations is None or member.delegation in delegations) and _matches(entry, member, search)
    ]


def _matches(entry: Entry, member: Member, search: str) -> bool:
    places = (entry.code, entry.station, member.person.name, member.unit, member.delegation)
    return not search or any(search.lower() in place.lower() for place in places if place)
