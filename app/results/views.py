"""Pages of results: the preview before publication with its checks, publishing, and what the public sees."""

from decimal import Decimal

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission
from app.accounts.passwords import matches
from app.db import transaction
from app.errors import RuleViolation
from app.events.models import Contest, Event
from app.events.queries import contest_rules
from app.results.explaining import explained_entry
from app.results.forms import DecisionForm, PublishForm
from app.results.operations import publish_results, record_decision
from app.results.queries import (
    computed_result,
    contest_entries,
    latest_publication,
    placings,
    published_or_404,
    unsigned_sheets,
)
from app.text import say
from app.web import account, db, language, permitted, public, requires
from scoring.trace import as_data, as_text

results = Blueprint("results", __name__, template_folder="templates")
PLACE = "/events/<event_code>/contests/<contest_code>/results"


@results.get(f"{PLACE}/preview")
@requires(Permission.RESULT_PREVIEW)
def preview(event: Event, contest: Contest) -> ResponseReturnValue:
    """The standings as the marks stand now, with everything that forbids or should delay publication."""
    return _preview(event, contest, PublishForm(), DecisionForm())


def _preview(event: Event, contest: Contest, form: PublishForm, decision: DecisionForm) -> ResponseReturnValue:
    result = computed_result(db(), contest)
    entries = {entry.code: entry for entry in contest_entries(db(), contest)}
    failed = bool(form.errors or decision.errors)
    page = render_template(
        "results/preview.html",
        event=event,
        contest=contest,
        result=result,
        entries=entries,
        rules=contest_rules(db(), contest),
        unsigned=unsigned_sheets(db(), contest),
        publication=latest_publication(db(), contest),
        form=form,
        decision=decision,
    )
    return page, 422 if failed else 200


@results.post(PLACE)
@requires(Permission.RESULT_PUBLISH)
def publish(event: Event, contest: Contest) -> ResponseReturnValue:
    """Freeze the results and show them to the public."""
    form = PublishForm()
    if not form.validate_on_submit():
        return _preview(event, contest, form, DecisionForm())
    if not matches(account().user.password_hash, form.password.data or ""):
        form.password.errors = [_("密码不正确。")]
        return _preview(event, contest, form, DecisionForm())
    with transaction(db()) as session:
        publish_results(session, account().id, event, contest, reason=form.reason.data or "")
    flash(_("成绩已公布。"), "sent")
    return redirect(url_for("results.view", event_code=event.code, contest_code=contest.code))


@results.post(f"{PLACE}/decisions")
@requires(Permission.DECISION_RECORD)
def record(event: Event, contest: Contest) -> ResponseReturnValue:
    """Record the order of entries that no tie key could separate."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _preview(event, contest, PublishForm(), form)
    order = tuple(code.strip() for code in (form.order.data or "").replace("＞", ">").split(">"))
    try:
        with transaction(db()) as session:
            record_decision(session, account().id, event, contest, order, form.document.data or None)
    except RuleViolation as error:
        form.order.errors = [say(error.text, language())]
        return _preview(event, contest, PublishForm(), form)
    flash(_("决定已记录，名次已按它重新计算。"), "sent")
    return redirect(url_for("results.preview", event_code=event.code, contest_code=contest.code))


@results.get(PLACE)
@public
def view(event: Event, contest: Contest) -> ResponseReturnValue:
    """The published results of a contest: names and units, no ID numbers."""
    publication, rules = published_or_404(db(), contest), contest_rules(db(), contest)
    return render_template(
        "results/view.html",
        event=event,
        contest=contest,
        publication=publication,
        placings=placings(db(), publication),
        places=rules.rounding.places,
        parts=rules.parts,
    )


@results.get(f"{PLACE}/<entry_code>/why")
@requires(Permission.RESULT_PREVIEW)
def explain(event: Event, contest: Contest, entry_code: str) -> ResponseReturnValue:
    """Why an entry has its total and its rank: a page, or with `format` json or text the same to keep."""
    masked = contest.masked and not permitted(Permission.ENTRANT_LIST, event, contest)
    explained = explained_entry(db(), contest, entry_code, masked=masked)
    wanted = request.args.get("format")
    if wanted == "json":
        total = as_data(explained.total) if explained.total else None
        return {"contest": contest.code, "entry": entry_code, "total": total, "rank": as_data(explained.rank)}
    if wanted == "text":
        text = "\n\n".join(as_text(reason, language()) for reason in explained.reasons) + "\n"
        return Response(text, mimetype="text/plain")
    page = "results/explain.html"
    return render_template(page, event=event, contest=contest, explained=explained, masked=masked)


@results.app_template_filter("mark")
def mark(total: Decimal | None, places: int = 2) -> str:
    """A total as printed; a dash where there is none."""
    return "—" if total is None else f"{total:.{places}f}"
