"""Certificates that were issued, and those that were revoked."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, key_column


class CertificateSeries(Base):
    """The next number of a series of certificate numbers; its row is locked while numbers are allocated."""

    __tablename__ = "certificate_series"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    next_number: Mapped[int]


class Certificate(Base):
    """One issued certificate; `content` is frozen at issue, so that the same PDF can be drawn again."""

    __tablename__ = "certificates"
    __table_args__ = (UniqueConstraint("entry_id", "person_id", "kind", "issue"),)

    id: Mapped[int] = key_column()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    issue: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(64), unique=True)
    code: Mapped[str] = mapped_column(String(26), unique=True)
    check_code: Mapped[str] = mapped_column(String(16), unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revocation_reason: Mapped[str | None] = mapped_column(String(512))
    version: Mapped[int] = mapped_column()

    __mapper_args__: ClassVar = {"version_id_col": version}
