"""Reading events, contests and the scheme versions in force."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.events.codec import rules_of
from app.events.models import Contest, Event, SchemeVersion
from scoring import rules
from scoring.text import Text


def events(session: Session) -> list[Event]:
    """Every event, the newest first."""
    return list(session.scalars(select(Event).order_by(Event.starts_on.desc(), Event.code)))


def event_by_code(session: Session, code: str) -> Event:
    """Raises NotFound."""
    found = session.scalar(select(Event).where(Event.code == code))
    if found is None:
        raise NotFound(Text(f"没有编号为“{code}”的竞赛。", f"There is no event “{code}”."))
    return found


def contest_by_code(session: Session, event: Event, code: str) -> Contest:
    """A contest of this event and no other; raises NotFound."""
    found = session.scalar(select(Contest).where(Contest.event_id == event.id, Contest.code == code))
    if found is None:
        raise NotFound(Text(f"本竞赛没有编号为“{code}”的赛项。", f"This event has no contest “{code}”."))
    return found


def current_schemes(session: Session, contest: Contest) -> dict[str, SchemeVersion]:
    """The newest scheme version of each marked part."""
    query = (
        select(SchemeVersion)
        .where(SchemeVersion.contest_id == contest.id)
        .order_by(SchemeVersion.part, SchemeVersion.number)
    )
    return {version.part: version for version in session.scalars(query)}


def versions_in_force() -> Select[tuple[int]]:
    """The keys of the newest scheme version of every part, for `in_`; older ones keep what was given under them."""
    return select(func.max(SchemeVersion.id)).group_by(SchemeVersion.contest_id, SchemeVersion.part)


def contest_rules(session: Session, contest: Contest) -> rules.Contest:
    """The contest's rules with its current schemes."""
    return rules_of(contest, current_schemes(session, contest))
