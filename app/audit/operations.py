"""Writing the audit chain, in the same transaction as the act it tells of."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.chain import GENESIS, digest_of
from app.audit.models import SYSTEM_CHAIN, AuditEvent, AuditHead
from app.db import now


def record(
    session: Session,
    actor_id: int | None,
    action: Permission | str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    *,
    event_code: str | None = None,
) -> AuditEvent:
    """Append one act to the chain of its event; call it last, because it locks the head of the chain.

    `subject` is `kind:id`; `details` hold ids and numbers, never names or ID numbers.
    """
    chain = SYSTEM_CHAIN if event_code is None else f"event:{event_code}"
    head = _locked_head(session, chain)
    entry = AuditEvent(
        chain=chain,
        sequence=head.sequence + 1,
        at=now(),
        actor_id=actor_id,
        action=str(action),
        subject=subject,
        details=dict(details or {}),
        previous=head.digest,
        digest="",
    )
    entry.digest = digest_of(
        entry.previous, chain, entry.sequence, entry.at, actor_id, entry.action, subject, entry.details
    )
    head.sequence, head.digest = entry.sequence, entry.digest
    session.add(entry)
    session.flush()
    return entry


def _locked_head(session: Session, chain: str) -> AuditHead:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(dialect.insert(AuditHead).values(chain=chain, sequence=0, digest=GENESIS).on_conflict_do_nothing())
    query = (
        select(AuditHead).where(AuditHead.chain == chain).with_for_update().execution_options(populate_existing=True)
    )
    return session.execute(query).scalar_one()
