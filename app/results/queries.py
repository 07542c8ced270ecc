"""From recorded rows to computed results, and reading frozen ones; the only translation of rows into scoring values."""

from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.entrants.models import Entry, Member
from app.errors import NotFound
from app.events.models import Contest
from app.events.queries import contest_rules
from app.judges.models import Judge
from app.marks.models import ScoreSheet, SheetState
from app.marks.queries import mark_rows, penalty_rows, score_rows
from app.results.models import Decision, ExternalResult, Placing, Publication, PublicationState
from scoring import results as scored
from scoring.checks import checked_results
from scoring.elsewhere import GivenResult, decided_elsewhere
from scoring.results import MARK_SCALE
from scoring.text import Text

TIE_ORDER = "tie_order"


def contest_entries(session: Session, contest: Contest) -> list[Entry]:
    """The entries of a contest with their members, by code."""
    query = select(Entry).where(Entry.contest_id == contest.id).order_by(Entry.code)
    return list(session.scalars(query.options(selectinload(Entry.members))))


def contest_input(session: Session, contest: Contest) -> scored.ContestInput:
    """Everything recorded in a contest, as the computation of results takes it; `judges` are those who marked."""
    marks = list(mark_rows(session, contest))
    marking = {mark.judge for mark in marks if mark.judge}
    judges = select(Judge.code, Judge.delegation).where(Judge.event_id == contest.event_id, Judge.code.in_(marking))
    return scored.ContestInput(
        entries=tuple(_scored_entry(entry) for entry in contest_entries(session, contest)),
        marks=marks,
        scores=tuple(score_rows(session, contest)),
        penalties=tuple(penalty_rows(session, contest)),
        judges=dict(session.execute(judges).all()),
        tie_orders=tuple(
            scored.TieOrder(tuple(decision.value.split(">")), decision.decided_by, decision.document)
            for decision in decisions(session, contest)
            if decision.question == TIE_ORDER
        ),
    )


def _scored_entry(entry: Entry) -> scored.Entry:
    groups = {member.group for member in entry.members if member.group}
    return scored.Entry(
        code=entry.code,
        status=entry.status,
        group=next(iter(groups)) if len(groups) == 1 else None,
        mixed_groups=len(groups) > 1,
        delegations=frozenset(member.delegation for member in entry.members if member.delegation),
        duration=None if entry.duration is None else Fraction(entry.duration, MARK_SCALE),
        members=len(entry.members),
    )


def decisions(session: Session, contest: Contest) -> list[Decision]:
    """What people decided in a contest, in order."""
    return list(session.scalars(select(Decision).where(Decision.contest_id == contest.id).order_by(Decision.id)))


def external_results(session: Session, contest: Contest) -> dict[str, ExternalResult]:
    """The results of a contest that was decided elsewhere, by entry; empty for every other contest."""
    query = select(Entry.code, ExternalResult).join(Entry, Entry.id == ExternalResult.entry_id)
    return dict(session.execute(query.where(Entry.contest_id == contest.id)).all())


def computed_result(session: Session, contest: Contest) -> scored.ContestResult:
    """The result of a contest as its marks stand now, with every check before publication; frozen by nobody."""
    rules = contest_rules(session, contest)
    if not rules.parts:
        entries = [_scored_entry(entry) for entry in contest_entries(session, contest)]
        elsewhere = external_results(session, contest)
        given = {code: GivenResult(one.rank, one.medal, one.scale) for code, one in elsewhere.items()}
        return decided_elsewhere(rules, entries, given)
    return checked_results(rules, contest_input(session, contest))


def latest_publication(session: Session, contest: Contest) -> Publication | None:
    """The newest frozen result of a contest."""
    query = select(Publication).where(Publication.contest_id == contest.id).order_by(Publication.number.desc())
    return session.scalar(query.limit(1))


def published(session: Session, contest: Contest) -> Publication | None:
    """The newest published result of a contest, None before the first."""
    query = select(Publication).where(
        Publication.contest_id == contest.id, Publication.state == PublicationState.PUBLISHED
    )
    return session.scalar(query.order_by(Publication.number.desc()).limit(1))


def published_or_404(session: Session, contest: Contest) -> Publication:
    """Raises NotFound where nothing is published yet."""
    found = published(session, contest)
    if found is None:
        raise NotFound(Text("本赛项的成绩尚未公布。", "The results of this contest are not published yet."))
    return found


def publications(session: Session, event_id: int) -> dict[int, Publication]:
    """The newest frozen result of each contest of an event that has one, by contest."""
    query = (
        select(Publication)
        .join(Contest, Contest.id == Publication.contest_id)
        .where(Contest.event_id == event_id)
        .order_by(Publication.number)
    )
    return {publication.contest_id: publication for publication in session.scalars(query)}


def placings(session: Session, publication: Publication) -> list[Placing]:
    """The frozen lines of a publication with their entries, members and backers, in publication order."""
    query = select(Placing).where(Placing.publication_id == publication.id).order_by(Placing.position)
    whole = (selectinload(Entry.members).selectinload(Member.person), selectinload(Entry.backers))
    return list(session.scalars(query.options(selectinload(Placing.entry).options(*whole))))


def unsigned_sheets(session: Session, contest: Contest) -> int:
    """How many sheets of a contest nobody signed yet."""
    query = select(func.count()).where(ScoreSheet.contest_id == contest.id, ScoreSheet.state != SheetState.SIGNED)
    return session.scalar(query) or 0


def hold_sheets(session: Session, contest: Contest) -> None:
    """Keep a contest's rules and sheets as they stand until the transaction ends: nobody changes them while read."""
    session.execute(select(Contest.id).where(Contest.id == contest.id).with_for_update(read=True)).all()
    session.execute(select(ScoreSheet.id).where(ScoreSheet.contest_id == contest.id).with_for_update(read=True)).all()
