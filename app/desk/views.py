"""Home pages: what each person finds first, and the overview of an event and of a contest."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access import Permission
from app.desk.queries import progress, visible_events
from app.events.models import Contest, Event
from app.events.queries import contest_rules
from app.web import db, held, public, requires

desk = Blueprint("desk", __name__, template_folder="templates")


@desk.get("/")
@public
def home() -> ResponseReturnValue:
    """The public's home page, or the desk of whoever is logged in."""
    if not current_user.is_authenticated:
        return render_template("desk/welcome.html")
    found = visible_events(db(), held())
    return render_template("desk/home.html", events=[(event, progress(db(), event, held())) for event in found])


@desk.get("/health")
@public
def health() -> ResponseReturnValue:
    """Whether the server answers; for whoever watches it."""
    return {"status": "ok"}


@desk.get("/events")
@requires(Permission.EVENT_VIEW)
def list_events() -> ResponseReturnValue:
    """The events this person has a role in."""
    return render_template("desk/list_events.html", events=visible_events(db(), held()))


@desk.get("/events/<event_code>")
@requires(Permission.EVENT_VIEW)
def view_event(event: Event) -> ResponseReturnValue:
    """One event: its contests and how far each of them is."""
    return render_template("desk/view_event.html", event=event, contests=progress(db(), event, held()))


@desk.get("/events/<event_code>/contests/<contest_code>")
@requires(Permission.CONTEST_VIEW)
def view_contest(event: Event, contest: Contest) -> ResponseReturnValue:
    """One contest: its rules, its scheme and its progress."""
    lines = [line for line in progress(db(), event, held()) if line.contest.id == contest.id]
    return render_template(
        "desk/view_contest.html", event=event, contest=contest, rules=contest_rules(db(), contest), line=lines[0]
    )
