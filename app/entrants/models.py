"""People, entries, their members, and the coaches, units and bases behind them."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, key_column, words
from scoring.results import EntryStatus, Group


class Person(Base):
    """A person in one event; the ID number is encrypted beside a keyed index, which alone finds duplicates."""

    __tablename__ = "people"
    __table_args__ = (Index("uq_people_id_number", "event_id", "id_number_index", unique=True),)

    id: Mapped[int] = key_column()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    name: Mapped[str] = mapped_column(String(128))
    id_number: Mapped[str | None] = mapped_column(String(256))
    id_number_index: Mapped[str | None] = mapped_column(String(64))
    gender: Mapped[str | None] = mapped_column(String(8))
    birth_date: Mapped[date | None]


class Entry(Base):
    """One entry of a contest: a person or a team; `duration` in 1e-9 seconds, `station` is what judges see."""

    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("contest_id", "code"), UniqueConstraint("contest_id", "station"))

    id: Mapped[int] = key_column()
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    code: Mapped[str] = mapped_column(String(32))
    status: Mapped[EntryStatus] = mapped_column(words(EntryStatus))
    duration: Mapped[int | None] = mapped_column(BigInteger)
    station: Mapped[str | None] = mapped_column(String(32))
    version: Mapped[int] = mapped_column()
    members: Mapped[list["Member"]] = relationship(back_populates="entry", order_by="Member.position")
    backers: Mapped[list["Backer"]] = relationship(back_populates="entry", order_by="Backer.position")

    __mapper_args__: ClassVar = {"version_id_col": version}


class Member(Base):
    """One person's place in one entry; facts are `{name: {value, source}}`, absent where unknown."""

    __tablename__ = "entry_members"
    __table_args__ = (UniqueConstraint("entry_id", "position"),)

    id: Mapped[int] = key_column()
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    position: Mapped[int]
    group: Mapped[Group | None] = mapped_column("group_name", words(Group))
    unit: Mapped[str | None] = mapped_column(String(256))
    unit_code: Mapped[str | None] = mapped_column(String(64))
    delegation: Mapped[str | None] = mapped_column(String(128), index=True)
    level_held: Mapped[str | None] = mapped_column(String(16))
    titles_held: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    source: Mapped[str | None] = mapped_column(String(128))
    entry: Mapped[Entry] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class Backer(Base):
    """A coach, expert team, sending unit or training base of one entry."""

    __tablename__ = "backers"

    id: Mapped[int] = key_column()
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(256))
    code: Mapped[str | None] = mapped_column(String(64))
    id_number: Mapped[str | None] = mapped_column(String(256))
    chief: Mapped[str | None] = mapped_column(String(8))
    grade: Mapped[str | None] = mapped_column(String(32))
    source: Mapped[str | None] = mapped_column(String(128))
    entry: Mapped[Entry] = relationship(back_populates="backers")
