"""Logging in and out, and making and disabling accounts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.access import Permission, Role
from app.accounts.models import LoginSession, LoginTry, RoleGrant, User
from app.accounts.passwords import check_new_password, hash_password, matches
from app.accounts.queries import tries_since, user_by_login
from app.audit.operations import record
from app.crypto import FieldCipher, new_token, token_digest
from app.db import now
from app.errors import Conflict, RuleViolation, TooMany
from scoring.text import Text

WRONG = Text("登录名或密码不正确。", "The login or the password is not right.")
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """How many failed tries a window allows, for one account from one address, and for one address."""

    per_account: int
    per_address: int
    window: timedelta


def check_tries(session: Session, cipher: FieldCipher, login: str, address: str, limits: Limits) -> None:
    """Raises TooMany; counted in the database, so that several workers count together.

    An account is counted apart for each address, so that a stranger cannot lock a judge out of a workshop.
    """
    since = now() - limits.window
    account, place = _subjects(cipher, login, address)
    if (
        tries_since(session, account, since) >= limits.per_account
        or tries_since(session, place, since) >= limits.per_address
    ):
        minutes = int(limits.window.total_seconds()) // 60
        raise TooMany(
            Text(
                f"登录失败次数过多，请 {minutes} 分钟后再试。",
                f"Too many failed logins; try again in {minutes} minutes.",
            )
        )


def note_failed_try(session: Session, cipher: FieldCipher, login: str, address: str) -> None:
    """Count a failed login and write it to the audit chain."""
    account, place = _subjects(cipher, login, address)
    at = now()
    session.add_all([LoginTry(subject=account, at=at), LoginTry(subject=place, at=at)])
    record(session, None, "account:refuse", f"login:{account[:16]}")


def _subjects(cipher: FieldCipher, login: str, address: str) -> tuple[str, str]:
    return cipher.index("login_try", f"{login}\0{address}"), cipher.index("login_try", address)


def is_right(session: Session, login: str, password: str) -> User | None:
    """The account, where the password is right and the account may be used; one answer for every other case."""
    user = user_by_login(session, login)
    good = matches(user.password_hash if user else None, password)
    return user if good and user is not None and user.active else None


def log_in(session: Session, user: User) -> str:
    """Open a session; the token goes into the cookie and is not kept."""
    token, at = new_token(), now()
    session.add(LoginSession(token_digest=token_digest(token), user_id=user.id, created_at=at, seen_at=at))
    record(session, user.id, "account:log_in", f"user:{user.id}")
    return token


def log_out(session: Session, user_id: int, token: str) -> None:
    """End a session for good."""
    session.execute(delete(LoginSession).where(LoginSession.token_digest == token_digest(token)))
    record(session, user_id, "account:log_out", f"user:{user_id}")


def keep_session(session: Session, token: str, at: datetime) -> None:
    """Note that a session is in use."""
    session.execute(update(LoginSession).where(LoginSession.token_digest == token_digest(token)).values(seen_at=at))


@dataclass(frozen=True)
class NewRole:
    """A role to be given, within an optional scope."""

    role: Role
    event_id: int | None = None
    contest_id: int | None = None
    delegation: str | None = None
    person_id: int | None = None
    judge_id: int | None = None


def create_account(
    session: Session,
    actor_id: int | None,
    login: str,
    name: str,
    password: str,
    roles: list[NewRole],
    *,
    demo: bool = False,
) -> User:
    """Make an account; raises Conflict where the login is taken, RuleViolation for a poor password."""
    if user_by_login(session, login) is not None:
        raise Conflict(Text(f"登录名“{login}”已被使用，请换一个。", f"The login “{login}” is taken; choose another."))
    check_new_password(password, login)
    user = User(login=login, name=name, password_hash=hash_password(password), demo=demo, created_at=now())
    user.roles = [
        RoleGrant(
            role=one.role,
            event_id=one.event_id,
            contest_id=one.contest_id,
            delegation=one.delegation,
            person_id=one.person_id,
            judge_id=one.judge_id,
        )
        for one in roles
    ]
    session.add(user)
    session.flush()
    details = {"roles": [one.role.value for one in roles]}
    record(session, actor_id, Permission.ACCOUNT_CREATE, f"user:{user.id}", details)
    return user


def disable_account(session: Session, actor_id: int, user: User) -> None:
    """Stop an account and end its sessions at once; raises RuleViolation for one's own."""
    if user.id == actor_id:
        raise RuleViolation(Text("不能停用自己的账号。", "You cannot disable your own account."))
    user.active = False
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    record(session, actor_id, Permission.ACCOUNT_DISABLE, f"user:{user.id}")


def change_password(session: Session, user: User, current: str, new: str) -> None:
    """Change one's own password and end every session; raises RuleViolation where the present one is wrong."""
    if not matches(user.password_hash, current):
        raise RuleViolation(Text("现在的密码不正确。", "The present password is not right."))
    check_new_password(new, user.login)
    user.password_hash = hash_password(new)
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    record(session, user.id, Permission.PASSWORD_CHANGE, f"user:{user.id}")


def reset_password(session: Session, actor_id: int | None, user: User, password: str) -> None:
    """Give an account a new password and end its sessions."""
    check_new_password(password, user.login)
    user.password_hash = hash_password(password)
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    record(session, actor_id, "password:reset", f"user:{user.id}")
