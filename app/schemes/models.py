"""Uploaded scheme workbooks with what was decided about them, and what is on record of each scheme version."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, UtcDateTime, key_column
from app.events.models import SchemeVersion


class SchemeUpload(Base):
    """One file as it came, what was read from it (`reading`), and what the organizer chose and decided.

    `number` counts the files of a part; `digest` is the SHA-256 of the file, `repeated` how many decisions came
    from the file before.
    """

    __tablename__ = "scheme_uploads"
    __table_args__ = (UniqueConstraint("contest_id", "part", "number"),)

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    part: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    filename: Mapped[str] = mapped_column(String(256))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON)
    repeated: Mapped[int] = mapped_column(default=0)
    sent_by: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    __mapper_args__: ClassVar = {"version_id_col": version}


class ColumnMemory(Base):
    """The column mapping once chosen for a header row; `labels` is the SHA-256 of the row's labels."""

    __tablename__ = "column_memories"

    id: Mapped[int] = key_column()
    labels: Mapped[str] = mapped_column(String(64), unique=True)
    columns: Mapped[list[list[str]]] = mapped_column(JSON)
    saved_by: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SchemeRecord(Base):
    """What belongs to a scheme version beside the scheme: its sections, where it came from, who made and locked it.

    `choices` and `decisions` are those of the upload when it was taken over; `locked_digest` is the version's digest at
    the moment of locking.
    """

    __tablename__ = "scheme_records"

    id: Mapped[int] = key_column()
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme_versions.id"), unique=True)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("scheme_uploads.id"), index=True)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON)
    sections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str | None] = mapped_column(String(512))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    locked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_digest: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column()
    scheme: Mapped[SchemeVersion] = relationship()

    __mapper_args__: ClassVar = {"version_id_col": version}


class SchemeChange(Base):
    """A change of a locked or already used scheme: one person proposes it with a reason, another decides.

    `base_id` is the version it was made from; `taken` is None while it waits, `scheme_id` the version it became.
    """

    __tablename__ = "scheme_changes"

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    part: Mapped[str] = mapped_column(String(32))
    base_id: Mapped[int | None] = mapped_column(ForeignKey("scheme_versions.id"), index=True)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("scheme_uploads.id"), index=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    sections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(512))
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(String(512))
    taken: Mapped[bool | None]
    scheme_id: Mapped[int | None] = mapped_column(ForeignKey("scheme_versions.id"), index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__: ClassVar = {"version_id_col": version}
