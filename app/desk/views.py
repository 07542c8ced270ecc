"""Home pages: what each person finds first, and the overview of an event and of a contest."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.access import Permission
from app.desk.queries import own_results, progress, published_contests, published_events, visible_events
from app.desk.tasks import tasks
from app.errors import NotFound
from app.events.models import Contest, Event
from app.events.queries import contest_rules, event_by_code
from app.jobs import Job, JobState
from app.text import say
from app.web import account, db, held, language, permitted, public, requires
from scoring.rules import Contest as ContestRules
from scoring.rules import TieKey, TieKeyKind
from scoring.text import Text

desk = Blueprint("desk", __name__, template_folder="templates")


@desk.get("/")
@public
def home() -> ResponseReturnValue:
    """The public's home page, or the desk of whoever is logged in."""
    if not current_user.is_authenticated:
        return render_template("desk/welcome.html", events=published_events(db()))
    found = [_desk_of(event) for event in visible_events(db(), held())]
    return render_template("desk/home.html", events=sorted(found, key=lambda part: not part["tasks"]))


def _desk_of(event: Event) -> dict[str, Any]:
    """An event with what this person can do in it, and with the results of their own people."""
    lines = progress(db(), event, held())
    limited = tuple(one for one in permitted(Permission.CERTIFICATE_LIST, event) if one.person_id or one.delegation)
    own = own_results(db(), event, limited) if limited else []
    return {"event": event, "contests": lines, "tasks": tasks(db(), event, lines), "own": own}


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
    lines = progress(db(), event, held())
    return render_template("desk/view_event.html", event=event, contests=lines, tasks=tasks(db(), event, lines))


@desk.get("/events/<event_code>/results")
@public
def view_results(event: Event) -> ResponseReturnValue:
    """The contests of an event whose results are published."""
    return render_template("desk/view_results.html", event=event, contests=published_contests(db(), event))


@desk.get("/events/<event_code>/contests/<contest_code>")
@requires(Permission.CONTEST_VIEW)
def view_contest(event: Event, contest: Contest) -> ResponseReturnValue:
    """One contest: its rules, its scheme and its progress."""
    lines = [line for line in progress(db(), event, held()) if line.contest.id == contest.id]
    return render_template(
        "desk/view_contest.html", event=event, contest=contest, rules=contest_rules(db(), contest), line=lines[0]
    )


@desk.get("/jobs/<int:job_id>")
@requires(Permission.JOB_VIEW)
def view_job(job_id: int) -> ResponseReturnValue:
    """How far a job is, for the progress bar that asks for it."""
    found = db().get(Job, job_id)
    if found is None or not _may_see(found):
        raise NotFound(Text("没有这项任务。", "There is no such job."))
    return {
        "state": "queued" if found.state is JobState.WAITING else found.state.value,
        "percent": 100 if found.state is JobState.DONE else 100 * found.done // max(found.total, 1),
        "note": say(Text(**found.failure), language()) if found.failure else "",
    }


def _may_see(job: Job) -> bool:
    """Whether a job is of the person who asks, or of an event in which they may look at jobs."""
    kind, _separator, code = job.subject.partition(":")
    event = event_by_code(db(), code) if kind == "event" else None
    return job.asked_by == account().id or bool(permitted(Permission.JOB_VIEW, event))


@desk.app_template_filter("rational")
def rational(value: Fraction) -> str:
    """A mark of a scheme: a decimal where it ends, else a fraction."""
    digits = value.denominator
    for prime in (2, 5):
        while digits % prime == 0:
            digits //= prime
    return str(value) if digits > 1 else f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


@desk.app_template_filter("tie_name")
def tie_name(key: TieKey, rules: ContestRules) -> str:
    """What a tie key compares, in words."""
    part = next((part.name for part in rules.parts if part.code == key.code), None)
    names = {
        TieKeyKind.PART: part or _("部分"),
        TieKeyKind.CRITERION: _("评分项"),
        TieKeyKind.SUB: _("评分子项"),
        TieKeyKind.ASPECT: _("评分点"),
        TieKeyKind.DURATION: _("用时"),
        TieKeyKind.PENALTIES: _("扣分"),
    }
    direction = _("高者在前") if key.descending else _("低者在前")
    name = names[key.kind] if part or not key.code else f"{names[key.kind]} {key.code}"
    return _("%(name)s（%(direction)s）", name=name, direction=direction)
