"""Pages of marking: the sheets of a contest, one sheet to fill in, submitting, signing, and late marks."""

from collections.abc import Callable
from itertools import groupby
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.access import Permission
from app.accounts.operations import Limits, check_tries, note_failed_try
from app.db import transaction
from app.events.models import Contest, Event
from app.marks.operations import settle_revision
from app.marks.sheet_book import Cell
from app.marks.sheet_queries import (
    MarkingPerson,
    SheetLine,
    load_book,
    marking_person,
    sheet_in,
    sheet_lines,
    waiting_revisions,
)
from app.marks.sheet_state import cell_states
from app.marks.signing import (
    WrongPassword,
    return_sheet,
    sheet_digest,
    sign_sheets,
    signing_digest,
    submit_sheet,
    submitted_sheets,
)
from app.marks.values import plain
from app.web import account, db, permitted, requires, settings
from scoring.results import MARK_SCALE

Done = TypeVar("Done")
marks = Blueprint("marks", __name__, template_folder="templates")
_CONTEST = "/events/<event_code>/contests/<contest_code>"
_SHEET = f"{_CONTEST}/sheets/<int:sheet_number>"


@marks.get(f"{_CONTEST}/sheets")
@requires(Permission.SHEET_LIST)
def list_sheets(event: Event, contest: Contest) -> ResponseReturnValue:
    """The sheets by station: cards for judges, a matrix of states for everybody else."""
    person = _person(event, contest)
    lines = sheet_lines(db(), contest, person.judge_id if person.voter else None)
    subs = list(dict.fromkeys((line.part, line.sub) for line in lines))
    chosen = request.args.get("sub", "")
    stations = _by_station(line for line in lines if chosen in ("", line.sub))
    options = [(sub, sub) for _part, sub in subs]
    shared: dict[str, Any] = {
        "event": event,
        "contest": contest,
        "subs": subs,
        "sub_options": options,
        "stations": stations,
    }
    if person.voter and not person.head:
        return render_template("marks/my_sheets.html", **shared)
    submitted = submitted_sheets(db(), contest)
    return render_template(
        "marks/list_sheets.html",
        **shared,
        lines=lines,
        columns=[(part, sub) for part, sub in subs if chosen in ("", sub)],
        submitted=len(submitted),
        seen=signing_digest(db(), contest, submitted) if submitted else "",
        may_sign=bool(permitted(Permission.SHEET_SIGN, event, contest)),
        may_enter=bool(permitted(Permission.MARK_ENTER, event, contest)),
        waiting=len(waiting_revisions(db(), contest)),
    )


def _person(event: Event, contest: Contest) -> MarkingPerson:
    """The person who asks, as somebody who marks in this contest."""
    return marking_person(account().id, permitted(Permission.MARK_ENTER, event, contest))


def _by_station(lines: Any) -> list[tuple[str, dict[tuple[str, str], SheetLine]]]:
    return [
        (label, {(line.part, line.sub): line for line in group})
        for label, group in groupby(lines, key=lambda line: line.label)
    ]


@marks.get(_SHEET)
@requires(Permission.MARK_ENTER)
def enter(event: Event, contest: Contest, sheet_number: int) -> ResponseReturnValue:
    """One sheet to fill in; marks are saved as they are typed."""
    sheet = sheet_in(db(), contest, sheet_number)
    book, person = load_book(db(), contest, sheet), _person(event, contest)
    waiting = [held for held, _sheet in waiting_revisions(db(), contest, sheet)]
    lines = sheet_lines(db(), contest, person.judge_id if person.voter else None)
    return render_template(
        "marks/enter.html",
        event=event,
        contest=contest,
        sheet=sheet,
        book=book,
        cells=cell_states(book, person, waiting),
        full=plain(int(sum(aspect.maximum for aspect in book.sub.aspects) * MARK_SCALE)),
        neighbours=[line for line in lines if (line.part, line.sub) == (book.part, book.sub.code)],
        digest=sheet_digest(db(), book),
        problems=book.problems(),
        person_id=account().id,
    )


@marks.post(f"{_SHEET}/submit")
@requires(Permission.SHEET_SUBMIT)
def submit(event: Event, contest: Contest, sheet_number: int) -> ResponseReturnValue:
    """Close a complete sheet for the head judge."""
    with transaction(db()) as session:
        submit_sheet(session, _person(event, contest), event, contest, sheet_number, request.form.get("digest", ""))
    flash(_("评分表已提交，等待裁判长签字。"), "sent")
    return _back(event, contest)


@marks.post(f"{_CONTEST}/sheets/sign")
@requires(Permission.SHEET_SIGN)
def sign(event: Event, contest: Contest) -> ResponseReturnValue:
    """Sign all submitted sheets, or the one named `number`."""
    number = request.form.get("number", type=int)
    password, seen = request.form.get("password", ""), request.form.get("digest") or None
    signed = _with_password(
        lambda session: sign_sheets(session, account().user, password, event, contest, number=number, seen=seen)
    )
    flash(_("已签 %(count)s 张评分表，分数已锁定。", count=len(signed)), "sent")
    return _back(event, contest)


@marks.post(f"{_SHEET}/return")
@requires(Permission.SHEET_SIGN)
def give_back(event: Event, contest: Contest, sheet_number: int) -> ResponseReturnValue:
    """Open a submitted or signed sheet again, for a reason."""
    password, reason = request.form.get("password", ""), request.form.get("reason", "")
    _with_password(
        lambda session: return_sheet(session, account().user, password, event, contest, sheet_number, reason)
    )
    flash(_("评分表已退回，可以继续录入。"), "sent")
    return _back(event, contest)


def _with_password(act: Callable[[Session], Done]) -> Done:
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


def _back(event: Event, contest: Contest) -> ResponseReturnValue:
    return redirect(url_for("marks.list_sheets", event_code=event.code, contest_code=contest.code))


@marks.get(f"{_CONTEST}/sheets/waiting")
@requires(Permission.SHEET_SIGN)
def list_waiting(event: Event, contest: Contest) -> ResponseReturnValue:
    """Conflicts and late marks about which nobody decided yet, both values side by side."""
    rows = []
    for held, sheet in waiting_revisions(db(), contest):
        book = load_book(db(), contest, sheet)
        rows.append(
            {
                "held": held,
                "sheet": sheet,
                "book": book,
                "now": book.text_of(Cell(held.aspect, held.judge_id, held.round)),
            }
        )
    return render_template("marks/list_waiting.html", event=event, contest=contest, rows=rows)


@marks.post(f"{_SHEET}/revisions/<int:held_id>")
@requires(Permission.SHEET_SIGN)
def settle(event: Event, contest: Contest, sheet_number: int, held_id: int) -> ResponseReturnValue:
    """Take a waiting mark, or leave it on record only."""
    take, reason = request.form.get("take") == "yes", request.form.get("reason", "")
    with transaction(db()) as session:
        settle_revision(
            session, _person(event, contest), event, contest, sheet_number, held_id, take=take, reason=reason
        )
    flash(_("已采用这个分数。") if take else _("未采用，已记录在案。"), "sent")
    return redirect(url_for("marks.list_waiting", event_code=event.code, contest_code=contest.code))
