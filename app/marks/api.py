"""What the pages of mark entry ask of the server: take revisions, tell how a sheet stands, settle a conflict."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.access import Permission
from app.db import now, transaction
from app.events.models import Contest, Event
from app.marks.operations import enter_marks, settle_revision
from app.marks.protocol import PROTOCOL, Result, read_batch
from app.marks.sheet_book import SheetBook
from app.marks.sheet_queries import MarkingPerson, load_book, marking_person, sheet_in, waiting_revisions
from app.marks.sheet_state import cell_states
from app.marks.signing import sheet_digest
from app.text import say
from app.web import account, db, language, permitted, requires
from scoring.text import Text

marks_api = Blueprint("marks_api", __name__)
_SHEET = "/events/<event_code>/contests/<contest_code>/sheets/<int:sheet_number>"
_ANOTHER = Text(
    "本机现在登录的是另一个账号，请用原来的账号登录后再上传。",
    "Another account is logged in on this device; log in as before to upload.",
)


def _person(event: Event, contest: Contest) -> MarkingPerson:
    """The person who asks, as somebody who marks in this contest."""
    return marking_person(account().id, permitted(Permission.MARK_ENTER, event, contest))


@marks_api.post(f"{_SHEET}/marks/sync")
@requires(Permission.MARK_ENTER)
def sync(event: Event, contest: Contest, sheet_number: int) -> ResponseReturnValue:
    """Take the revisions of a device; each is answered with what became of it."""
    document = request.get_json()
    batch = read_batch(document)
    if document.get("user", account().id) != account().id:
        return jsonify(error="login", text=say(_ANOTHER, language())), 401
    person = _person(event, contest)
    with transaction(db()) as session:
        synced = enter_marks(session, person, event, contest, sheet_number, batch)
        answer = _sheet_document(synced.book, person)
    touched = {revision.aspect for revision in batch.revisions}
    answer["cells"] = {code: cell for code, cell in answer["cells"].items() if code in touched}
    return jsonify(answer | {"results": [_result(one) for one in synced.results]})


def _result(result: Result) -> dict[str, Any]:
    document: dict[str, Any] = {"rev_id": result.revision, "outcome": result.outcome.value, "current": result.current}
    if result.duplicate:
        document["duplicate"] = True
    if result.reason is not None:
        document["reason"] = say(result.reason, language())
    return document


def _sheet_document(book: SheetBook, person: MarkingPerson) -> dict[str, Any]:
    waiting = [held for held, _sheet in waiting_revisions(db(), book.contest, book.sheet)]
    return {
        "protocol": PROTOCOL,
        "server_now": now().isoformat(),
        "user": person.user_id,
        "state": book.sheet.state.value,
        "total": str(book.total),
        "cells": {cell.code: cell.document() for cell in cell_states(book, person, waiting)},
    }


@marks_api.get(f"{_SHEET}/marks")
@requires(Permission.MARK_ENTER)
def view_state(event: Event, contest: Contest, sheet_number: int) -> ResponseReturnValue:
    """How the sheet stands, with a fresh anti-forgery token for devices that were away for long."""
    book = load_book(db(), contest, sheet_in(db(), contest, sheet_number))
    document = _sheet_document(book, _person(event, contest))
    problems = [{"aspect": one.aspect, "text": say(one.text, language())} for one in book.problems()]
    token = {"csrf": generate_csrf(), "digest": sheet_digest(db(), book), "problems": problems}
    return jsonify(document | token)


@marks_api.post(f"{_SHEET}/revisions/<int:held_id>/settle")
@requires(Permission.MARK_ENTER)
def settle(event: Event, contest: Contest, sheet_number: int, held_id: int) -> ResponseReturnValue:
    """Choose between the mark that counts and one that came from another device."""
    document = request.get_json()
    take = isinstance(document, dict) and document.get("take") is True
    reason = str(document.get("reason", ""))[:500] if isinstance(document, dict) else ""
    person = _person(event, contest)
    with transaction(db()) as session:
        book = settle_revision(session, person, event, contest, sheet_number, held_id, take=take, reason=reason)
        answer = _sheet_document(book, person)
    return jsonify(answer)
