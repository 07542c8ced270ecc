"""Grants as computed once, with the tariffs they rest on."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, UtcDateTime, key_column


class GrantRun(Base):
    """One computation of all grants of an event: which publications, tariffs (pinned by hash) and settings it used."""

    __tablename__ = "grant_runs"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = key_column()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    number: Mapped[int]
    publications: Mapped[list[int]] = mapped_column(JSON)
    tariffs: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    computed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    computed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    grants: Mapped[list["Grant"]] = relationship(back_populates="run", order_by="Grant.position")


class Grant(Base):
    """One grant of a run; `document` is the whole trace as grants.json has it, `amount` in 分, `persons` the
    positions in their entry of the people concerned. Never changed."""

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("run_id", "position"),)

    id: Mapped[int] = key_column()
    run_id: Mapped[int] = mapped_column(ForeignKey("grant_runs.id"), index=True)
    position: Mapped[int]
    contest: Mapped[str] = mapped_column(String(32))
    entry: Mapped[str] = mapped_column(String(32), index=True)
    kind: Mapped[str] = mapped_column(String(16), index=True)
    status: Mapped[str] = mapped_column(String(16), index=True)
    amount: Mapped[int | None] = mapped_column(BigInteger)
    persons: Mapped[list[int]] = mapped_column(JSON)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    run: Mapped[GrantRun] = relationship(back_populates="grants")
