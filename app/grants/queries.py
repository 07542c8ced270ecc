"""Reading grants, and the rows that are paid."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.entrants.models import Entry
from app.errors import NotFound
from app.events.models import Contest, Event
from app.grants.models import Grant, GrantRun
from app.grants.payout import PAID_KINDS, PayoutRow
from app.results.models import PublicationState
from app.results.queries import publications
from scoring.text import Text


def latest_run(session: Session, event: Event) -> GrantRun | None:
    """The newest computation of an event's grants."""
    query = select(GrantRun).where(GrantRun.event_id == event.id).order_by(GrantRun.number.desc())
    return session.scalar(query.limit(1))


def grants(
    session: Session, run: GrantRun, *, kind: str | None = None, status: str | None = None, contest: str | None = None
) -> list[Grant]:
    """The grants of a run in their order, narrowed where asked."""
    query = select(Grant).where(Grant.run_id == run.id).order_by(Grant.position)
    for column, wanted in ((Grant.kind, kind), (Grant.status, status), (Grant.contest, contest)):
        if wanted:
            query = query.where(column == wanted)
    return list(session.scalars(query))


def payout_rows(session: Session, event: Event, run: GrantRun) -> list[PayoutRow]:
    """The granted money of an event, one row a payee; contests whose result is blocked pay nothing."""
    contests = {contest.id: contest for contest in event.contests}
    published = {
        contests[key].code
        for key, publication in publications(session, event.id).items()
        if publication.state is PublicationState.PUBLISHED
    }
    paid = [
        grant
        for grant in grants(session, run, status="granted")
        if grant.kind in PAID_KINDS and grant.amount and grant.contest in published
    ]
    units = _units(session, event, {grant.entry for grant in paid})
    return [_payout_row(grant, units) for grant in paid]


def _payout_row(grant: Grant, units: dict[tuple[str, str], str]) -> PayoutRow:
    document = grant.document
    payee = document["beneficiary"]
    own = payee["kind"] in ("competitor", "team")
    return PayoutRow(
        payer=document["payer"] or "",
        fund=document["fund"] or "",
        payee_kind=payee["kind"],
        payee=payee["name"],
        unit=units.get((grant.contest, grant.entry), "") if own else "",
        contest=grant.contest,
        entry=grant.entry,
        rule=document["rule"],
        clause=document["clause"],
        amount=grant.amount or 0,
    )


def _units(session: Session, event: Event, codes: Iterable[str]) -> dict[tuple[str, str], str]:
    query = select(Contest.code, Entry).join(Entry, Entry.contest_id == Contest.id)
    query = query.where(Contest.event_id == event.id, Entry.code.in_(set(codes)))
    entries = session.execute(query.options(selectinload(Entry.members)))
    return {
        (contest, entry.code): "、".join(dict.fromkeys(member.unit for member in entry.members if member.unit))
        for contest, entry in entries
    }


def grant_in(session: Session, event: Event, grant_id: int) -> Grant:
    """A grant of this event and no other; raises NotFound."""
    query = select(Grant).join(GrantRun).where(GrantRun.event_id == event.id, Grant.id == grant_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(Text("本竞赛没有这项奖励。", "This event has no such grant."))
    return found


def totals(session: Session, run: GrantRun) -> dict[str, tuple[int, int]]:
    """How many grants of a run have each status, and their sum in 分."""
    query = select(Grant.status, func.count(), func.coalesce(func.sum(Grant.amount), 0)).where(Grant.run_id == run.id)
    return {status: (number, int(amount)) for status, number, amount in session.execute(query.group_by(Grant.status))}
