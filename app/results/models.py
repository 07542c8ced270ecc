"""Decisions people made, results decided elsewhere, and frozen placings."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, ScaledDecimal, UtcDateTime, key_column, words
from app.entrants.models import Entry
from scoring.results import EntryStatus, Group
from scoring.rules import Medal

MARK_PLACES = 9


class Decision(Base):
    """What people decided where a rule needs a person, as decisions.csv has it. Never changed or deleted."""

    __tablename__ = "decisions"

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    entry: Mapped[str | None] = mapped_column(String(32))
    person: Mapped[str | None] = mapped_column(String(128))
    rule: Mapped[str | None] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(128))
    value: Mapped[str] = mapped_column(String(512))
    decided_by: Mapped[str] = mapped_column(String(128))
    document: Mapped[str | None] = mapped_column(String(256))
    source: Mapped[str | None] = mapped_column(String(128))


class ExternalResult(Base):
    """The result of an entry in a contest that was decided elsewhere; amounts in 分."""

    __tablename__ = "external_results"

    id: Mapped[int] = key_column()
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)
    rank: Mapped[int | None]
    medal: Mapped[Medal | None] = mapped_column(words(Medal))
    scale: Mapped[int | None]
    prize_paid: Mapped[int | None]
    document: Mapped[str] = mapped_column(String(256))
    source: Mapped[str | None] = mapped_column(String(128))


class PublicationState(StrEnum):
    """A blocked computation is kept as provisional; only published placings bring grants that are paid."""

    PROVISIONAL = "provisional"
    PUBLISHED = "published"


class Publication(Base):
    """One frozen result of one contest; `digest` covers its inputs, `formula` names the version that computed it."""

    __tablename__ = "publications"
    __table_args__ = (UniqueConstraint("contest_id", "number"),)

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    number: Mapped[int]
    state: Mapped[PublicationState] = mapped_column(words(PublicationState))
    started: Mapped[int]
    competed: Mapped[int]
    groups: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    formula: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    placings: Mapped[list["Placing"]] = relationship(back_populates="publication", order_by="Placing.position")


class Placing(Base):
    """The frozen result of one entry. Never changed or deleted."""

    __tablename__ = "placings"
    __table_args__ = (UniqueConstraint("publication_id", "entry_id"),)

    id: Mapped[int] = key_column()
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    position: Mapped[int]
    status: Mapped[EntryStatus] = mapped_column(words(EntryStatus))
    group: Mapped[Group | None] = mapped_column("group_name", words(Group))
    total: Mapped[Decimal | None] = mapped_column(ScaledDecimal(MARK_PLACES))
    parts: Mapped[dict[str, str]] = mapped_column(JSON)
    criteria: Mapped[dict[str, str]] = mapped_column(JSON)
    rank: Mapped[int | None]
    award_rank: Mapped[int | None]
    medal: Mapped[Medal | None] = mapped_column(words(Medal))
    medal_reason: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    scale: Mapped[int | None]
    publication: Mapped[Publication] = relationship(back_populates="placings")
    entry: Mapped[Entry] = relationship()
