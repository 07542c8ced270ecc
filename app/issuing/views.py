"""Pages of certificates: issuing, downloading, revoking, and the page where anybody verifies one."""

import io
import re

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, delegations_of, people_of
from app.accounts.passwords import matches
from app.db import transaction
from app.errors import Forbidden
from app.events.models import Event
from app.events.queries import events
from app.grants.queries import latest_run
from app.issuing import operations
from app.issuing.forms import RevokeForm
from app.issuing.models import Certificate
from app.issuing.queries import (
    certificate_by_code,
    certificate_in,
    certificates,
    certificates_of_delegations,
    certificates_of_people,
    due_certificates,
)
from app.jobs import latest_job
from app.waking import wake
from app.web import account, db, permitted, public, requires, settings
from certificates.render import render
from scoring.text import Text

issuing = Blueprint("issuing", __name__, template_folder="templates")
PAGE = 50
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{16}|[0-9A-HJKMNP-TV-Z]{26}")
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


@issuing.get("/events/<event_code>/certificates")
@requires(Permission.CERTIFICATE_ISSUE)
def list_certificates(event: Event) -> ResponseReturnValue:
    """What is issued and what is due for an event."""
    issued = certificates(db(), event)
    due = sum(1 for _due in due_certificates(db(), event, latest_run(db(), event)))
    current = sum(1 for one in issued if one.revoked_at is None)
    found = [one for one in issued if _matches(one, request.args.get("q", "").strip())]
    pages = max(-(-len(found) // PAGE), 1)
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "issuing/list_certificates.html",
        event=event,
        certificates=found[(page - 1) * PAGE : page * PAGE],
        issued=len(issued),
        revoked=len(issued) - current,
        total=len(found),
        page=page,
        pages=pages,
        due=max(due - current, 0),
        job=latest_job(db(), operations.ISSUING, f"event:{event.code}"),
        form=RevokeForm(),
    )


def _matches(one: Certificate, search: str) -> bool:
    content = one.content
    said = (one.number, content["recipients"][0]["name"], content["contest"][0], content["award"][0])
    return all(any(word.casefold() in text.casefold() for text in said) for word in search.split())


@issuing.post("/events/<event_code>/certificates")
@requires(Permission.CERTIFICATE_ISSUE)
def issue(event: Event) -> ResponseReturnValue:
    """Ask for everything that is due; the work is done in the background."""
    with transaction(db()) as session:
        job = operations.ask_for_certificates(session, account().id, event)
        job_id = job.id
    wake(settings(), job_id)
    flash(_("已开始制作证书，可以关闭本页，稍后再来看。"), "info")
    return redirect(url_for("issuing.list_certificates", event_code=event.code))


@issuing.post("/events/<event_code>/certificates/<int:certificate_id>/revoke")
@requires(Permission.CERTIFICATE_REVOKE)
def revoke(event: Event, certificate_id: int) -> ResponseReturnValue:
    """Take a certificate back."""
    form = RevokeForm()
    if not form.validate_on_submit() or not matches(account().user.password_hash, form.password.data or ""):
        flash(_("没有撤销：请写明原因（至少 4 个字），并输入正确的密码。"), "problem")
        return redirect(url_for("issuing.list_certificates", event_code=event.code))
    with transaction(db()) as session:
        found = certificate_in(session, event, certificate_id)
        operations.revoke_certificate(session, account().id, event, found, form.reason.data or "")
    flash(_("证书已撤销，查验页面立即显示。"), "sent")
    return redirect(url_for("issuing.list_certificates", event_code=event.code))


@issuing.get("/certificates")
@requires(Permission.CERTIFICATE_LIST)
def list_own() -> ResponseReturnValue:
    """The certificates of the person who asks, or of the delegation they lead."""
    return render_template(
        "issuing/list_own.html", certificates=_visible(), events={one.id: one for one in events(db())}
    )


def _visible() -> list[Certificate]:
    roles = permitted(Permission.CERTIFICATE_LIST)
    people = people_of(one for one in roles if one.person_id is not None)
    leading = [one for one in roles if one.delegation is not None]
    found = certificates_of_people(db(), people or frozenset())
    for one in leading:
        found += certificates_of_delegations(db(), one.event_id, delegations_of([one]) or frozenset())
    return found


@issuing.get("/events/<event_code>/certificates/<int:certificate_id>.pdf")
@requires(Permission.CERTIFICATE_DOWNLOAD)
def download(event: Event, certificate_id: int) -> Response:
    """The certificate as PDF, to the winner, the delegation's leader and the organizers."""
    found = certificate_in(db(), event, certificate_id)
    roles = permitted(Permission.CERTIFICATE_DOWNLOAD, event)
    unlimited = any(one.person_id is None and one.delegation is None for one in roles)
    if not unlimited and found.id not in {one.id for one in _visible()}:
        raise Forbidden(Text("这张证书不是您的。", "This certificate is not yours."))
    content = render(operations.content_of(found))
    return send_file(
        io.BytesIO(content),
        "application/pdf",
        as_attachment="save" in request.args,
        download_name=f"{found.number}.pdf",
    )


@issuing.get("/verify")
@public
def ask_for_code() -> ResponseReturnValue:
    """Where a typed code goes."""
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("issuing.verify", code=code))
    return render_template("issuing/verify.html", code="", certificate=None, asked=False)


@issuing.get("/verify/<code>")
@public
def verify(code: str) -> ResponseReturnValue:
    """Whether a certificate is genuine and still good; shows a masked name only."""
    plain = re.sub(r"[\s-]", "", code).upper().translate(_LOOK_ALIKES)
    found = certificate_by_code(db(), plain) if CODE.fullmatch(plain) else None
    page = render_template(
        "issuing/verify.html",
        code=code,
        certificate=found,
        content=operations.content_of(found) if found else None,
        name=masked(operations.content_of(found).recipients[0].name) if found else "",
        asked=True,
    )
    return page, 200 if found else 404


def masked(name: str) -> str:
    """The first and last character of a name: enough to compare with the paper, too little to collect."""
    if len(name) < 2:
        return "*"
    return name[0] + "*" * max(len(name) - 2, 1) + (name[-1] if len(name) > 2 else "")
