"""Who a cookie belongs to, for Flask-Login."""

from app.accounts.operations import SEEN_EVERY, keep_session
from app.accounts.queries import Account, account_by_token
from app.db import now, transaction
from app.web import db, settings


def load_account(token: str) -> Account | None:
    """The account of a session that is still good; notes now and then that it is in use."""
    at, limits = now(), settings()
    account = account_by_token(db(), token, at, limits.session_idle, limits.session_absolute)
    if account is not None and at - account.seen_at > SEEN_EVERY:
        with transaction(db()) as session:
            keep_session(session, token, at)
    return account
