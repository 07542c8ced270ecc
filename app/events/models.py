"""Events, contests, and the versions of their marking schemes."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, UtcDateTime, key_column, words
from scoring.scheme import AspectType


class Event(Base):
    """One competition, 竞赛: `settings` are the tariff settings chosen for it, by tariff."""

    __tablename__ = "events"

    id: Mapped[int] = key_column()
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(256))
    name_en: Mapped[str | None] = mapped_column(String(256))
    level: Mapped[str] = mapped_column(String(16))
    series: Mapped[str | None] = mapped_column(String(64))
    award_class: Mapped[int | None] = mapped_column()
    kinds: Mapped[list[str]] = mapped_column(JSON)
    jurisdiction: Mapped[str] = mapped_column(String(12))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    results_on: Mapped[date]
    decided_on: Mapped[date | None]
    organizers: Mapped[list[str]] = mapped_column(JSON)
    hosts: Mapped[list[str]] = mapped_column(JSON)
    filed_with: Mapped[list[str]] = mapped_column(JSON)
    tariffs: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()
    contests: Mapped[list["Contest"]] = relationship(back_populates="event", order_by="Contest.position")

    __mapper_args__: ClassVar = {"version_id_col": version}


class Contest(Base):
    """One contest, 赛项: `rules` are its scoring rules without the schemes, which have versions of their own."""

    __tablename__ = "contests"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = key_column()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(256))
    name_en: Mapped[str | None] = mapped_column(String(256))
    level: Mapped[str | None] = mapped_column(String(16))
    award_class: Mapped[int | None]
    occupation: Mapped[str | None] = mapped_column(String(128))
    exam_level: Mapped[int | None]
    masked: Mapped[bool] = mapped_column(default=True)
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()
    event: Mapped[Event] = relationship(back_populates="contests")

    __mapper_args__: ClassVar = {"version_id_col": version}


class SchemeVersion(Base):
    """One version of the marking scheme of one part; marks name the version they were given under."""

    __tablename__ = "scheme_versions"
    __table_args__ = (UniqueConstraint("contest_id", "part", "number"),)

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    part: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    aspects: Mapped[list["AspectRow"]] = relationship(back_populates="scheme", order_by="AspectRow.position")


class AspectRow(Base):
    """One aspect of one scheme version, so that marks can refer to it; `maximum` in 1e-9 marks."""

    __tablename__ = "aspects"
    __table_args__ = (UniqueConstraint("scheme_id", "code"),)

    id: Mapped[int] = key_column()
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme_versions.id"), index=True)
    position: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(32))
    sub: Mapped[str] = mapped_column(String(32))
    code: Mapped[str] = mapped_column(String(32))
    type: Mapped[AspectType] = mapped_column(words(AspectType))
    maximum: Mapped[int] = mapped_column(BigInteger)
    scheme: Mapped[SchemeVersion] = relationship(back_populates="aspects")
