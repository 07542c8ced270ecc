"""What the pages of schemes share: the blueprint, addresses, and official steps asked with a password."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.operations import Limits, check_tries, note_failed_try
from app.db import transaction
from app.events.models import Contest, Event
from app.marks.signing import WrongPassword
from app.web import account, db, settings
from scoring.workbook.values import decimal_text

Done = TypeVar("Done")
schemes = Blueprint("schemes", __name__, template_folder="templates")
schemes.app_template_filter("decimal")(decimal_text)
PLACE = "/events/<event_code>/contests/<contest_code>/schemes"


def go(
    endpoint: str, event: Event, contest: Contest, anchor: str | None = None, **values: object
) -> ResponseReturnValue:
    """To another page of this contest's schemes."""
    address = url_for(f"schemes.{endpoint}", event_code=event.code, contest_code=contest.code, _anchor=anchor, **values)
    return redirect(address)


def with_password(act: Callable[[Session], Done]) -> Done:
    """Do an official step; wrong passwords are counted like failed logins, so that nobody can try them all."""
    login, address = account().user.login, request.remote_addr or ""
    limits = Limits(settings().tries_per_account, settings().tries_per_address, settings().tries_window)
    check_tries(db(), settings().cipher, login, address, limits)
    try:
        with transaction(db()) as session:
            return act(session)
    except WrongPassword:
        with transaction(db()) as session:
            note_failed_try(session, settings().cipher, login, address)
        raise
