"""The pages of the audit chain."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import Permission, Scope, permitting
from app.accounts.queries import user_names
from app.audit.models import SYSTEM_CHAIN
from app.audit.queries import audit_events, chains, first_broken
from app.errors import NotFound
from app.events.queries import events
from app.web import db, held, requires
from scoring.text import Text

audit = Blueprint("audit", __name__, template_folder="templates")


@audit.get("/audit")
@requires(Permission.AUDIT_VIEW)
def view() -> ResponseReturnValue:
    """The acts of one chain, newest first, with its head and whether it is whole."""
    reached = {
        f"event:{event.code}": event.name
        for event in events(db())
        if permitting(held(), Permission.AUDIT_VIEW, Scope(event.id))
    }
    if any(one.event_id is None for one in permitting(held(), Permission.AUDIT_VIEW, Scope())):
        reached[SYSTEM_CHAIN] = SYSTEM_CHAIN
    heads = [head for head in chains(db()) if head.chain in reached]
    chain = request.args.get("chain") or (heads[0].chain if heads else "")
    if heads and chain not in {head.chain for head in heads}:
        raise NotFound(Text("没有这条日志。", "There is no such chain."))
    rows = audit_events(db(), chain, before=request.args.get("before", type=int)) if chain else []
    return render_template(
        "audit/view.html",
        heads=heads,
        names=reached,
        chain=chain,
        rows=rows,
        broken=first_broken(db(), chain) if chain else None,
        people=user_names(db(), {row.actor_id for row in rows if row.actor_id}),
    )
