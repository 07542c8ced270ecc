"""Accounts, roles within a scope, sessions and failed tries."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.access import Role
from app.db import Base, Key, UtcDateTime, key_column, words


class User(Base):
    """One person's account; `demo` accounts may exist only in a demonstration database."""

    __tablename__ = "users"

    id: Mapped[int] = key_column()
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(128))
    password_hash: Mapped[str] = mapped_column(String(256))
    language: Mapped[str] = mapped_column(String(8), default="zh")
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()
    roles: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="RoleGrant.id", lazy="selectin"
    )

    __mapper_args__: ClassVar = {"version_id_col": version}


class RoleGrant(Base):
    """One role of one person; an empty event, contest or delegation means everywhere."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("user_id", "role", "event_id", "contest_id", "delegation", "person_id"),)

    id: Mapped[int] = key_column()
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(words(Role))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    contest_id: Mapped[int | None] = mapped_column(ForeignKey("contests.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("judges.id"), index=True)
    delegation: Mapped[str | None] = mapped_column(String(128))
    user: Mapped[User] = relationship(back_populates="roles")


class LoginSession(Base):
    """A login that is still good; only the digest of its token is kept."""

    __tablename__ = "login_sessions"

    id: Mapped[int] = key_column()
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship()


class LoginTry(Base):
    """A failed login, kept so that every worker counts the same tries; `subject` is a keyed digest."""

    __tablename__ = "login_tries"
    __table_args__ = (Index("ix_login_tries_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
