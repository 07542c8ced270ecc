"""Reading accounts and sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import Held
from app.accounts.models import LoginSession, LoginTry, User
from app.crypto import token_digest


@dataclass(frozen=True)
class Account:
    """Somebody who is logged in, with what Flask-Login asks of a user."""

    user: User
    token: str
    held: tuple[Held, ...]
    seen_at: datetime
    is_authenticated: bool = True
    is_anonymous: bool = False

    @property
    def is_active(self) -> bool:
        """Whether the account may still be used."""
        return self.user.active

    @property
    def id(self) -> int:
        """The user's key."""
        return self.user.id

    def get_id(self) -> str:
        """What the cookie carries: the session's token, never the user's key."""
        return self.token


def account_by_token(
    session: Session, token: str, at: datetime, idle: timedelta, absolute: timedelta
) -> Account | None:
    """Who a session belongs to, None where it ended, ran out, or the account was disabled."""
    found = session.scalar(select(LoginSession).where(LoginSession.token_digest == token_digest(token)))
    if found is None or not found.user.active:
        return None
    if at - found.seen_at > idle or at - found.created_at > absolute:
        return None
    return Account(found.user, token, roles_of(found.user), found.seen_at)


def roles_of(user: User) -> tuple[Held, ...]:
    """The roles of a user as values."""
    return tuple(
        Held(one.role, one.event_id, one.contest_id, one.delegation, one.person_id, one.judge_id) for one in user.roles
    )


def user_by_login(session: Session, login: str) -> User | None:
    """The account of this name."""
    return session.scalar(select(User).where(User.login == login))


def users(session: Session) -> list[User]:
    """Every account, by login."""
    return list(session.scalars(select(User).order_by(User.login)))


def user_names(session: Session, ids: set[int]) -> dict[int, str]:
    """The names of these accounts."""
    return dict(session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


def tries_since(session: Session, subject: str, since: datetime) -> int:
    """How often a login failed for a subject."""
    query = select(func.count()).where(LoginTry.subject == subject, LoginTry.at > since)
    return session.scalar(query) or 0


def has_demo_accounts(session: Session) -> bool:
    """Whether the database holds an account that may exist only in a demonstration."""
    return session.scalar(select(func.count()).where(User.demo)) != 0
