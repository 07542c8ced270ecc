"""Judges of an event and their duties in its contests."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, key_column, words


class Duty(StrEnum):
    """What somebody does in a contest, as judges.csv names it."""

    CHIEF = "chief"
    DEPUTY_CHIEF = "deputy_chief"
    MARKER = "marker"
    ONSITE = "onsite"
    MASKER = "masker"
    RECORDER = "recorder"
    SUPERVISOR = "supervisor"
    ARBITRATOR = "arbitrator"
    EXPERT = "expert"
    TRANSLATOR = "translator"
    STAFF = "staff"


class Judge(Base):
    """A judge of an event; a judge without a known delegation is nobody's compatriot."""

    __tablename__ = "judges"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = key_column()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(128))
    id_number: Mapped[str | None] = mapped_column(String(256))
    unit: Mapped[str | None] = mapped_column(String(256))
    delegation: Mapped[str | None] = mapped_column(String(128))
    duties: Mapped[list["JudgeDuty"]] = relationship(back_populates="judge", order_by="JudgeDuty.id")


class JudgeDuty(Base):
    """One duty of one judge in one contest."""

    __tablename__ = "judge_duties"
    __table_args__ = (UniqueConstraint("judge_id", "contest_id", "duty"),)

    id: Mapped[int] = key_column()
    judge_id: Mapped[int] = mapped_column(ForeignKey("judges.id"), index=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    duty: Mapped[Duty] = mapped_column(words(Duty))
    judge: Mapped[Judge] = relationship(back_populates="duties")
