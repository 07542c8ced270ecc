"""Pages of scheme workbooks: the schemes of a contest, uploading, the preview with its questions, taking over."""

import io
from typing import Any

from flask import Response, flash, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission
from app.db import transaction
from app.errors import RuleViolation
from app.events.codec import scheme_of
from app.events.models import Contest, Event
from app.schemes import pages
from app.schemes.blueprint import PLACE, go, schemes
from app.schemes.effects import Unfit, draft_of_scheme, unfit_marks
from app.schemes.forms import UploadForm
from app.schemes.operations import (
    choose_reading,
    decide_findings,
    draft_or_refusal,
    finished_scheme,
    import_scheme,
    prepare_upload,
)
from app.schemes.preview import Shown, sheet_columns, shown, window
from app.schemes.queries import contest_schemes, given_marks, part_in, part_schemes, upload_before, upload_in
from app.schemes.reading import choices_of, draft_of, read_file
from app.schemes.versions import NewScheme, put_in_force
from app.text import say
from app.web import account, db, language, requires
from scoring.workbook import Choices, ColumnMapping, Difference, Role, allocation_table, difference

__all__ = ["pages", "schemes"]
_UPLOAD = f"{PLACE}/uploads/<int:upload_id>"
TABS = ("questions", "tree", "columns", "table", "changes")
MOST_HEADER = 20_000


@schemes.get(PLACE)
@requires(Permission.SCHEME_VIEW)
def list_schemes(event: Event, contest: Contest) -> ResponseReturnValue:
    """Every part with the versions of its scheme, the files sent, and changes that wait."""
    return _list(event, contest, UploadForm())


def _list(event: Event, contest: Contest, form: UploadForm) -> ResponseReturnValue:
    parts = contest_schemes(db(), contest)
    form.part.choices = [(one.part.code, f"{one.part.name}（{one.part.code}）") for one in parts]
    page = render_template("schemes/list_schemes.html", event=event, contest=contest, parts=parts, form=form)
    return page, 422 if form.errors else 200


@schemes.post(f"{PLACE}/uploads")
@requires(Permission.SCHEME_IMPORT)
def upload(event: Event, contest: Contest) -> ResponseReturnValue:
    """Read a file and keep it with what was read; the questions come on the next page."""
    form = UploadForm()
    form.part.choices = [(one.part.code, one.part.name) for one in contest_schemes(db(), contest)]
    if not form.validate_on_submit():
        return _list(event, contest, form)
    sent = form.file.data
    try:
        prepared = prepare_upload(db(), contest, form.part.data, sent.filename or "", sent.read())
    except RuleViolation as refused:
        form.file.errors = [say(refused.text, language())]
        return _list(event, contest, form)
    with transaction(db()) as session:
        kept = import_scheme(session, account().id, event, contest, form.part.data, prepared)
        key, repeated = kept.id, kept.repeated
    if repeated:
        flash(_("沿用了上一个文件的 %(count)d 个决定，请核对。", count=repeated), "sent")
    return go("preview", event, contest, upload_id=key)


@schemes.get(_UPLOAD)
@requires(Permission.SCHEME_IMPORT)
def preview(event: Event, contest: Contest, upload_id: int) -> ResponseReturnValue:
    """What was read from a file, beside its cells, with every question."""
    kept = upload_in(db(), contest, upload_id)
    found = shown(kept)
    sheet, _sep, cell = request.args.get("cell", "").rpartition("!")
    first = (found.open or found.questions)[:1]
    if not sheet and first:
        sheet, cell = first[0].finding.place.sheet, first[0].finding.place.cell
    tab = request.args.get("tab", "questions" if found.draft else "columns")
    held = part_schemes(db(), contest, part_in(contest, kept.part))
    compared, name = _difference(found, contest)
    return render_template(
        "schemes/preview.html",
        event=event,
        contest=contest,
        upload=kept,
        found=found,
        held=held,
        tab=tab if tab in TABS else "questions",
        window=window(kept.reading, sheet, cell),
        cell=f"{sheet}!{cell}" if sheet else "",
        sheets=sheet_columns(kept, draft_of(kept.reading)),
        roles=[role.value for role in Role],
        table=allocation_table(found.scheme, found.draft.sections) if found.scheme and found.draft else None,
        difference=compared,
        compared_with=name,
        unfit=_unfit(found, held),
    )


def _difference(found: Shown, contest: Contest) -> tuple[Difference | None, str]:
    """Against the version in force, else against the file before; with the name of what it was compared with."""
    if found.draft is None:
        return None, ""
    current = part_schemes(db(), contest, part_in(contest, found.upload.part)).current
    if current:
        old = draft_of_scheme(scheme_of(current))
        return difference(old, found.draft), _("现行版本 %(number)d", number=current.number)
    last = upload_before(db(), contest, found.upload.part, found.upload.number)
    read = draft_of(last.reading) if last else None
    if last is None or read is None:
        return None, ""
    return difference(read.decide(last.decisions), found.draft), _("上一个文件（%(name)s）", name=last.filename)


def _unfit(found: Shown, held: Any) -> list[Unfit]:
    if found.scheme is None or held.current is None:
        return []
    return unfit_marks(scheme_of(held.current), found.scheme, given_marks(db(), held.current))


@schemes.post(f"{_UPLOAD}/decisions")
@requires(Permission.SCHEME_IMPORT)
def decide(event: Event, contest: Contest, upload_id: int) -> ResponseReturnValue:
    """Answer one question, or many at once (`every`)."""
    kept = upload_in(db(), contest, upload_id)
    decided = _decided(kept)
    try:
        with transaction(db()) as session:
            decide_findings(session, account().id, event, contest, upload_id, decided)
    except RuleViolation as refused:
        flash(say(refused.text, language()), "problem")
    return go("preview", event, contest, upload_id=upload_id)


def _decided(kept: Any) -> dict[str, bool | str | None]:
    every, answer = request.form.get("every", ""), request.form.get("answer", "")
    draft, decisions = draft_or_refusal(kept), kept.decisions
    if every == "accept":
        return {key: True for key in draft.accept_all() if key not in decisions}
    if every == "forget":
        return dict.fromkeys(decisions)
    if every in ("M", "J", "S"):
        untyped = (one.key for one in draft.findings if one.code == "untyped-aspect")
        return {key: every for key in untyped if key not in decisions}
    words: dict[str, bool | str | None] = {"accept": True, "refuse": False, "open": None}
    value = words[answer] if answer in words else request.form.get("value", "").strip()[:200]
    return {request.form.get("key", ""): value}


@schemes.post(f"{_UPLOAD}/choices")
@requires(Permission.SCHEME_IMPORT)
def choose(event: Event, contest: Contest, upload_id: int) -> ResponseReturnValue:
    """Read the file again with the sheets and columns that were chosen."""
    kept = upload_in(db(), contest, upload_id)
    content, names = kept.content, [sheet["name"] for sheet in kept.reading["sheets"]]
    choices = Choices() if request.form.get("automatic") else _choices(names, choices_of(kept.choices))
    db().rollback()
    try:
        reading = read_file(content, choices)
        with transaction(db()) as session:
            choose_reading(session, account().id, event, contest, upload_id, choices, reading)
    except RuleViolation as refused:
        flash(say(refused.text, language()), "problem")
        return go("preview", event, contest, upload_id=upload_id, tab="columns")
    flash(_("已按所选的工作表和列重新读取。"), "sent")
    return go("preview", event, contest, upload_id=upload_id)


def _choices(names: list[str], before: Choices) -> Choices:
    """The form's sheets; its columns for one sheet replace those named for that sheet before."""
    sheets = tuple(name for name in request.form.getlist("sheet") if name in names)
    mappings = {one.sheet: one for one in before.mappings}
    sheet, columns = request.form.get("mapped", ""), []
    for role in Role:
        letter = request.form.get(f"column-{role.value}", "").strip().upper()
        if letter.isascii() and letter.isalpha() and len(letter) <= 2:
            columns.append((role, letter))
    if sheet in names and columns:
        header = min(max(request.form.get("header", 0, type=int), 0), MOST_HEADER)
        mappings[sheet] = ColumnMapping(sheet, header, tuple(columns))
    return Choices(sheets, tuple(mappings.values()))


@schemes.post(f"{_UPLOAD}/take")
@requires(Permission.SCHEME_IMPORT)
def take_over(event: Event, contest: Contest, upload_id: int) -> ResponseReturnValue:
    """Make the decided draft the next version of its part, or propose it where two people must decide."""
    try:
        with transaction(db()) as session:
            kept = upload_in(session, contest, upload_id)
            new = NewScheme(
                finished_scheme(kept),
                base=request.form.get("base", 0, type=int),
                sections=draft_or_refusal(kept).sections,
                upload=kept,
                reason=request.form.get("reason", ""),
            )
            outcome = put_in_force(session, account().user, event, contest, kept.part, new)
            version, change = outcome.version, outcome.change
            key = version.id if version else change.id if change else 0
    except RuleViolation as refused:
        flash(say(refused.text, language()), "problem")
        return go("preview", event, contest, upload_id=upload_id)
    if version is None:
        flash(_("变更已提出，等待另一人批准。"), "sent")
        return go("view_change", event, contest, change_id=key)
    flash(_("已接收，评分表已按新方案准备好。"), "sent")
    return go("view", event, contest, scheme_id=key)


@schemes.get(f"{_UPLOAD}/file")
@requires(Permission.SCHEME_IMPORT)
def download(event: Event, contest: Contest, upload_id: int) -> Response:
    """The file as it was sent."""
    kept = upload_in(db(), contest, upload_id)
    content = io.BytesIO(kept.content)
    return send_file(content, "application/octet-stream", as_attachment=True, download_name=kept.filename)
