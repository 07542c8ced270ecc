"""Reading the audit chain, and checking that nobody changed it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.chain import GENESIS, digest_of
from app.audit.models import AuditEvent, AuditHead


def first_broken(session: Session, chain: str) -> int | None:
    """The sequence number of the first row that does not follow from the one before, None where the chain is whole.

    A cut tail shows against the head; a whole rewritten chain shows only against a head kept elsewhere.
    """
    previous, expected = GENESIS, 0
    rows = session.scalars(select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.sequence))
    for row in rows:
        expected += 1
        digest = digest_of(previous, chain, expected, row.at, row.actor_id, row.action, row.subject, row.details)
        if row.sequence != expected or row.previous != previous or row.digest != digest:
            return expected
        previous = digest
    head = session.get(AuditHead, chain)
    whole = head is None if expected == 0 else head is not None and (head.sequence, head.digest) == (expected, previous)
    return None if whole else expected + 1


def chains(session: Session) -> list[AuditHead]:
    """Every chain with its head."""
    return list(session.scalars(select(AuditHead).order_by(AuditHead.chain)))


def audit_events(session: Session, chain: str, *, before: int | None = None, limit: int = 100) -> list[AuditEvent]:
    """The newest events of a chain, newest first, `before` a sequence number."""
    query = select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.sequence.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEvent.sequence < before)
    return list(session.scalars(query))


def event_count(session: Session) -> int:
    """How many events all chains hold together."""
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0
