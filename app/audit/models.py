"""The audit chain of each event, and the heads that are printed and exported."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, key_column

SYSTEM_CHAIN = "system"


class AuditHead(Base):
    """The end of one chain: the only updatable row of the audit, locked last in a transaction."""

    __tablename__ = "audit_heads"

    chain: Mapped[str] = mapped_column(String(80), primary_key=True)
    sequence: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))


class AuditEvent(Base):
    """One act: append-only, and each row's digest covers the digest before it."""

    __tablename__ = "audit_events"
    __table_args__ = (UniqueConstraint("chain", "sequence"),)

    id: Mapped[int] = key_column()
    chain: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(String(128), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
