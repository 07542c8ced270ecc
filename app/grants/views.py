"""Pages of grants: who is granted what, under which clause, why, and who pays."""

import io

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission
from app.db import transaction
from app.errors import NotFound
from app.events.models import Event
from app.grants.operations import compute_grants
from app.grants.payout import CHINESE, payout_workbook
from app.grants.queries import grant_in, latest_run, payout_rows, totals
from app.grants.queries import grants as grants_of
from app.grants.words import fact_name, fact_value, source_words, tariff_title
from app.showing import named
from app.web import account, db, requires
from scoring.text import Text

grants = Blueprint("grants", __name__, template_folder="templates")
_WORDS = (fact_name, fact_value, source_words, tariff_title)
grants.app_context_processor(lambda: {one.__name__: one for one in _WORDS})
PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@grants.get("/events/<event_code>/grants")
@requires(Permission.GRANT_VIEW)
def view(event: Event) -> ResponseReturnValue:
    """Every grant of the newest computation, narrowed by kind, status and contest."""
    run = latest_run(db(), event)
    chosen = {name: request.args.get(name) or None for name in ("kind", "status", "contest")}
    rows = grants_of(db(), run, **chosen) if run else []
    pages = max(-(-len(rows) // PAGE), 1)
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "grants/view.html",
        event=event,
        run=run,
        grants=rows[(page - 1) * PAGE : page * PAGE],
        total=len(rows),
        page=page,
        pages=pages,
        totals=totals(db(), run) if run else {},
        contests=[(contest.code, f"{contest.code} {named(contest)}") for contest in event.contests],
    )


@grants.get("/events/<event_code>/grants/<int:grant_id>")
@requires(Permission.GRANT_VIEW)
def explain(event: Event, grant_id: int) -> ResponseReturnValue:
    """Why somebody is, or is not, granted something: clause, facts, settings and what is missing."""
    found = grant_in(db(), event, grant_id)
    names = {contest.code: named(contest) for contest in event.contests}
    return render_template("grants/explain.html", event=event, grant=found, contest_name=names.get(found.contest))


@grants.post("/events/<event_code>/grants")
@requires(Permission.GRANT_COMPUTE)
def compute(event: Event) -> ResponseReturnValue:
    """Compute every grant anew from the published results."""
    with transaction(db()) as session:
        run = compute_grants(session, account().id, event)
        number = run.number
    flash(_("奖励已计算（第 %(number)d 次）。", number=number), "sent")
    return redirect(url_for("grants.view", event_code=event.code))


@grants.get("/events/<event_code>/payout.xlsx")
@requires(Permission.GRANT_EXPORT)
def export(event: Event) -> Response:
    """The payout workbook of the newest computation."""
    run = latest_run(db(), event)
    if run is None:
        raise NotFound(Text("还没有计算奖励。", "No grant is computed yet."))
    content = payout_workbook(payout_rows(db(), event, run), CHINESE)
    return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=f"{event.code}-payout.xlsx")
