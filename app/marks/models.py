"""Score sheets, and append-only versions of marks, ready scores and penalties."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, UtcDateTime, key_column, words
from app.entrants.models import Entry


class SheetState(StrEnum):
    """Marks may be entered while a sheet is open; a signed sheet is locked."""

    OPEN = "open"
    SUBMITTED = "submitted"
    SIGNED = "signed"


class MarkSource(StrEnum):
    """How a mark came in."""

    JUDGE = "judge"
    PACKAGE = "package"


class HeldOutcome(StrEnum):
    """Why a revision that came in did not become the mark."""

    SAME = "same"
    CONFLICT = "conflict"
    QUARANTINED = "quarantined"
    INVALID = "invalid"


def random_number() -> int:
    """Twelve random digits: the number in addresses and on forms, whose order says nothing about the entries."""
    return 10**11 + secrets.randbelow(9 * 10**11)


class ScoreSheet(Base):
    """One form: one entry (or one member of it) and one sub-criterion; its row is locked by whoever writes marks."""

    __tablename__ = "score_sheets"
    __table_args__ = (
        UniqueConstraint("entry_id", "member", "scheme_id", "sub"),
        UniqueConstraint("contest_id", "number"),
    )

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    member: Mapped[int] = mapped_column(default=0)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme_versions.id"), index=True)
    sub: Mapped[str] = mapped_column(String(32))
    number: Mapped[int] = mapped_column(BigInteger, default=random_number)
    state: Mapped[SheetState] = mapped_column(words(SheetState), default=SheetState.OPEN)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    digest: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column()
    entry: Mapped[Entry] = relationship()

    __mapper_args__: ClassVar = {"version_id_col": version}


class MarkVersion(Base):
    """One version of one mark; the newest by id of a sheet, aspect, judge and round counts. Never changed or deleted.

    `value` counts 1e-9 marks (votes 0 to 3 likewise); it is empty where `attempted` is false. A `cleared` version takes
    the mark back: the cell is not yet marked. `parent` is the revision the device knew when it wrote this one,
    `payload` the digest of what it sent; `device_at` is its clock, `recorded_at` that moment by the server's clock.
    """

    __tablename__ = "mark_versions"
    __table_args__ = (
        Index("ix_mark_versions_cell", "sheet_id", "aspect_id", "judge_id", "id"),
        CheckConstraint("(value IS NOT NULL) = attempted", name="value_iff_attempted"),
        CheckConstraint("NOT (cleared AND attempted)", name="cleared_is_empty"),
    )

    id: Mapped[int] = key_column()
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheets.id"))
    aspect_id: Mapped[int] = mapped_column(ForeignKey("aspects.id"), index=True)
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("judges.id"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    value: Mapped[int | None] = mapped_column(BigInteger)
    attempted: Mapped[bool] = mapped_column(default=True)
    cleared: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[str] = mapped_column(String(36), unique=True)
    parent: Mapped[str | None] = mapped_column(String(36))
    source: Mapped[MarkSource] = mapped_column(words(MarkSource))
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    entered_by_name: Mapped[str | None] = mapped_column(String(128))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str | None] = mapped_column(String(36))
    payload: Mapped[str | None] = mapped_column(String(64))


class HeldRevision(Base):
    """A revision that came in and is kept without counting: a conflict or a late one waits for a Settlement.

    `value` is the text as sent; `against` the revision that counted when this one came. Never changed or deleted.
    """

    __tablename__ = "held_revisions"
    __table_args__ = (UniqueConstraint("revision", "payload"),)

    id: Mapped[int] = key_column()
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheets.id"), index=True)
    aspect: Mapped[str] = mapped_column(String(32))
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("judges.id"), index=True)
    round: Mapped[int]
    value: Mapped[str | None] = mapped_column(String(32))
    revision: Mapped[str] = mapped_column(String(36))
    parent: Mapped[str | None] = mapped_column(String(36))
    against: Mapped[str | None] = mapped_column(String(36))
    outcome: Mapped[HeldOutcome] = mapped_column(words(HeldOutcome))
    reason: Mapped[str] = mapped_column(String(32))
    entered_by: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str | None] = mapped_column(String(36))
    payload: Mapped[str] = mapped_column(String(64))


class Settlement(Base):
    """What somebody decided about one held revision: taken as the mark, or not. Never changed or deleted."""

    __tablename__ = "settlements"

    id: Mapped[int] = key_column()
    held_id: Mapped[int] = mapped_column(ForeignKey("held_revisions.id"), unique=True)
    taken: Mapped[bool]
    revision: Mapped[str | None] = mapped_column(String(36))
    reason: Mapped[str] = mapped_column(String(512))
    settled_by: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    settled_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ScoreVersion(Base):
    """One version of the ready score of a part, in 1e-9 points; the newest by id counts. Never changed or deleted."""

    __tablename__ = "score_versions"

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    member: Mapped[int] = mapped_column(default=0)
    part: Mapped[str] = mapped_column(String(32))
    value: Mapped[int] = mapped_column(BigInteger)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Penalty(Base):
    """Points (1e-9 of the total) or seconds (1e-9 of the duration) taken on site. Never changed or deleted."""

    __tablename__ = "penalties"

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    member: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(16))
    amount: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(512))
    given_by: Mapped[str | None] = mapped_column(String(128))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
