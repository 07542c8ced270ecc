"""Pages of entrants."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import Permission, delegations_of
from app.entrants.queries import entrant_lines
from app.events.models import Contest, Event
from app.web import db, permitted, requires

entrants = Blueprint("entrants", __name__, template_folder="templates")


@entrants.get("/events/<event_code>/contests/<contest_code>/entrants")
@requires(Permission.ENTRANT_LIST)
def list_entrants(event: Event, contest: Contest) -> ResponseReturnValue:
    """The entrants of a contest; leaders and reviewers see those of their delegation."""
    search = request.args.get("q", "").strip()
    limits = delegations_of(permitted(Permission.ENTRANT_LIST, event, contest))
    lines = entrant_lines(db(), contest, limits, search)
    return render_template(
        "entrants/list_entrants.html", event=event, contest=contest, lines=lines, search=search, limits=limits
    )
