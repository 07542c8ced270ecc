"""The page of a contest's rules: a form beside its effect on invented results."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission
from app.db import transaction
from app.errors import Conflict, RuleViolation
from app.events.models import Contest, Event
from app.events.queries import contest_rules
from app.rules.editing import checked_rules, edited_form, errors_of, filled_form, focus_after, sent_form
from app.rules.effect import Effect, effect_of
from app.rules.fields import said
from app.rules.forms import RulesForm
from app.rules.operations import DECIDED_ELSEWHERE, configure_contest
from app.rules.queries import what_fixes_rules
from app.web import account, db, requires
from scoring import rules as scoring_rules

rules = Blueprint("rules", __name__, template_folder="templates")
PLACE = "/events/<event_code>/contests/<contest_code>/rules"
WHOLE, WORK, EFFECT = "rules/configure.html", "rules/_work.html", "rules/_effect.html"


@rules.post(f"{PLACE}/preview")
@requires(Permission.CONTEST_CONFIGURE)
def preview(event: Event, contest: Contest) -> ResponseReturnValue:
    """What the form as sent would do to invented results, after one press of a button if `edit` says so."""
    in_force = contest_rules(db(), contest)
    form = sent_form(in_force)
    watching = request.headers.get("HX-Target") == "effect"
    edit = "" if watching else request.form.get("edit", "")  # htmx sends the button that has the focus along
    edited = checked_rules(in_force, form)
    if edit:
        form = edited_form(in_force, form, edit)
        edited = checked_rules(in_force, form)
    template = EFFECT if watching else WORK if "HX-Request" in request.headers else WHOLE
    return _page(event, contest, in_force, form, edited, template)


@rules.route(PLACE, methods=["GET", "POST"])
@requires(Permission.CONTEST_CONFIGURE)
def configure(event: Event, contest: Contest) -> ResponseReturnValue:
    """The rules in force in a form; sent, they are put in force, or stay as typed where they are refused."""
    in_force = contest_rules(db(), contest)
    if request.method != "POST":
        return _page(event, contest, in_force, filled_form(in_force, contest.version), in_force)
    form = sent_form(in_force)
    edited = checked_rules(in_force, form)
    if edited is None:
        return _page(event, contest, in_force, form, None)
    seen = form.version.data or ""
    try:
        with transaction(db()) as session:
            version = int(seen) if seen.isascii() and seen.isdigit() else 0
            changed = configure_contest(session, account().id, event, contest, edited, version)
    except (Conflict, RuleViolation) as error:
        form.form_errors.append(said(error.text))
        status = error.status
        in_force = contest_rules(db(), contest)
        form.version.data = str(contest.version)
        page, _status = _page(event, contest, in_force, form, edited)
        return page, status
    flash(_("规则已保存。") if changed else _("规则没有改动。"), "sent")
    return redirect(url_for("rules.configure", event_code=event.code, contest_code=contest.code))


def _page(
    event: Event,
    contest: Contest,
    in_force: scoring_rules.Contest,
    form: RulesForm,
    edited: scoring_rules.Contest | None,
    template: str = WHOLE,
) -> tuple[str, int]:
    """The page or a part of it; without rules to show the effect of, the errors stand in its place."""
    effect: Effect | None = effect_of(in_force, edited) if edited and in_force.parts else None
    page = render_template(
        template,
        event=event,
        contest=contest,
        in_force=in_force,
        form=form,
        effect=effect,
        errors=list(errors_of(form)),
        focus=focus_after(request.form.get("edit", ""), len(form.ties)),
        fixed=what_fixes_rules(db(), contest),
        elsewhere=None if in_force.parts else DECIDED_ELSEWHERE,
    )
    return page, 200 if edited else 422
