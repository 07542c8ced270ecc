"""Pages of scheme versions: looking at one, printing, exporting, editing, locking, and changes by two people."""

import io

from flask import Response, abort, flash, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission
from app.accounts.queries import user_names
from app.errors import NotFound, RuleViolation
from app.events.codec import scheme_of
from app.events.models import Contest, Event, SchemeVersion
from app.schemes.approving import approve_change, proposed_scheme
from app.schemes.blueprint import PLACE, go, schemes, with_password
from app.schemes.documents import CALCULATIONS, editor_document, sections_of
from app.schemes.effects import changes, unfit_marks
from app.schemes.operations import draft_or_refusal
from app.schemes.queries import change_in, given_marks, part_in, part_schemes, record_of, upload_in, version_in
from app.schemes.versions import lock_scheme
from app.text import say
from app.web import account, db, language, requires
from scoring.scheme import MarkModel, Scheme
from scoring.text import Text
from scoring.workbook import (
    Section,
    WorkbookError,
    allocation_table,
    export_cis,
    export_json,
    export_template_csv,
    export_template_xlsx,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_VERSION = f"{PLACE}/versions/<int:scheme_id>"
_CHANGE = f"{PLACE}/changes/<int:change_id>"


def _sections(version: SchemeVersion) -> tuple[Section, ...]:
    held = record_of(db(), version)
    return sections_of(held.sections) if held else ()


@schemes.get(_VERSION)
@requires(Permission.SCHEME_VIEW)
def view(event: Event, contest: Contest, scheme_id: int) -> ResponseReturnValue:
    """One version: its tree, the Mark Allocation Table, where it came from, and whether it is locked."""
    version = version_in(db(), contest, scheme_id)
    held = part_schemes(db(), contest, part_in(contest, version.part))
    scheme, record = scheme_of(version), record_of(db(), version)
    before = next((one for one in held.versions if one.number == version.number - 1), None)
    people = {one for one in (record.made_by, record.approved_by, record.locked_by) if one} if record else set()
    return render_template(
        "schemes/view.html",
        event=event,
        contest=contest,
        version=version,
        held=held,
        scheme=scheme,
        record=record,
        names=user_names(db(), people),
        table=allocation_table(scheme, _sections(version)),
        difference=changes(scheme_of(before), scheme) if before else None,
    )


@schemes.get(f"{_VERSION}/forms")
@requires(Permission.SCHEME_VIEW)
def print_forms(event: Event, contest: Contest, scheme_id: int) -> ResponseReturnValue:
    """The version as paper forms, one for each sub-criterion."""
    version = version_in(db(), contest, scheme_id)
    scheme = scheme_of(version)
    return render_template("schemes/print_forms.html", event=event, contest=contest, version=version, scheme=scheme)


@schemes.get(f"{_VERSION}/export/<layout>")
@requires(Permission.SCHEME_VIEW)
def export(event: Event, contest: Contest, scheme_id: int, layout: str) -> Response:
    """The version as a file: the current CIS layout, our template, or JSON."""
    version = version_in(db(), contest, scheme_id)
    title, scheme, sections = f"{contest.code} {contest.name}", scheme_of(version), _sections(version)
    try:
        found = _exported(layout, scheme, title, sections)
    except WorkbookError as wrong:
        raise RuleViolation(wrong.text) from None
    if found is None:
        raise NotFound(Text("没有这种导出格式。", "There is no such format."))
    content, kind, ending = found
    name = f"{event.code}-{contest.code}-{version.part}-v{version.number}{ending}"
    return send_file(io.BytesIO(content), kind, as_attachment=True, download_name=name)


def _exported(layout: str, scheme: Scheme, title: str, sections: tuple[Section, ...]) -> tuple[bytes, str, str] | None:
    match layout:
        case "cis":
            return export_cis(scheme, title, sections), XLSX, ".xlsx"
        case "template":
            return export_template_xlsx(scheme, chinese=language() == "zh"), XLSX, "-template.xlsx"
        case "csv":
            return export_template_csv(scheme), "text/csv", ".csv"
        case "json":
            return export_json(scheme, title, sections), "application/json", ".json"
        case _:
            return None


@schemes.get(f"{PLACE}/<part>/edit")
@requires(Permission.SCHEME_EDIT)
def edit(event: Event, contest: Contest, part: str) -> ResponseReturnValue:
    """The editor on the version in force, on a decided upload (`upload`), or on nothing yet."""
    held = part_schemes(db(), contest, part_in(contest, part))
    upload_id = request.args.get("upload", type=int)
    if upload_id:
        kept = upload_in(db(), contest, upload_id)
        draft = draft_or_refusal(kept)
        try:
            document = editor_document(draft.to_scheme(kept.decisions), draft.sections)
        except WorkbookError as wrong:
            flash(say(wrong.text, language()), "problem")
            return go("preview", event, contest, upload_id=upload_id)
    elif held.current:
        document = editor_document(scheme_of(held.current), _sections(held.current))
    else:
        document = {"criteria": [], "sections": []}
    return render_template(
        "schemes/edit.html",
        event=event,
        contest=contest,
        held=held,
        document=document,
        upload_id=upload_id,
        models=[model.value for model in MarkModel if model is not MarkModel.CALCULATED],
        calculations=CALCULATIONS,
    )


@schemes.post(f"{PLACE}/<part>/lock")
@requires(Permission.SCHEME_LOCK)
def lock(event: Event, contest: Contest, part: str) -> ResponseReturnValue:
    """Lock the version in force; from then on two people change it."""
    part_in(contest, part)
    password, digest = request.form.get("password", ""), request.form.get("digest", "")
    key = with_password(
        lambda session: lock_scheme(session, account().user, password, event, contest, part, digest).scheme_id
    )
    flash(_("评分方案已锁定。"), "sent")
    return go("view", event, contest, scheme_id=key)


@schemes.get(_CHANGE)
@requires(Permission.SCHEME_VIEW)
def view_change(event: Event, contest: Contest, change_id: int) -> ResponseReturnValue:
    """A proposed change: what it would change, and which marks would no longer fit."""
    change = change_in(db(), contest, change_id)
    new = proposed_scheme(change)
    base = version_in(db(), contest, change.base_id) if change.base_id else None
    old = scheme_of(base) if base else None
    waiting = change.taken is None
    return render_template(
        "schemes/view_change.html",
        event=event,
        contest=contest,
        change=change,
        base=base,
        new=new,
        old=old,
        difference=changes(old, new) if old else None,
        unfit=unfit_marks(old, new, given_marks(db(), base)) if old and base and waiting else [],
        names=user_names(db(), {one for one in (change.proposed_by, change.decided_by) if one}),
        own=change.proposed_by == account().id,
    )


@schemes.post(_CHANGE)
@requires(Permission.SCHEME_APPROVE)
def approve(event: Event, contest: Contest, change_id: int) -> ResponseReturnValue:
    """Put a proposed change in force (`take` yes) or refuse it."""
    change_in(db(), contest, change_id)
    take, words = request.form.get("take"), request.form
    if take not in ("yes", "no"):
        abort(400)
    outcome = with_password(
        lambda session: approve_change(
            session,
            account().user,
            words.get("password", ""),
            event,
            contest,
            change_id,
            take=take == "yes",
            answer=words.get("reason", "")[:500],
        )
    )
    if outcome.version is None:
        flash(_("变更已退回，方案不变。"), "sent")
    else:
        flash(_("变更已生效，沿用了 %(count)d 个分数；评分表须重新提交和签字。", count=outcome.carried), "sent")
    return go("view_change", event, contest, change_id=change_id)
