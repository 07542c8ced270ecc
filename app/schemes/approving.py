"""The second person's decision about a change of a locked or already used scheme."""

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from app.access import Permission
from app.accounts.models import User
from app.audit.operations import record
from app.db import now
from app.errors import Conflict, RuleViolation
from app.events.models import Contest, Event
from app.marks.signing import check_password
from app.schemes.documents import sections_of
from app.schemes.models import SchemeChange, SchemeUpload
from app.schemes.queries import PartSchemes, change_in
from app.schemes.versions import NewScheme, Outcome, add_version, locked_part
from scoring.scheme import Scheme
from scoring.text import Text

_SCHEME = TypeAdapter(Scheme)


def proposed_scheme(change: SchemeChange) -> Scheme:
    """The scheme a change would put in force."""
    return _SCHEME.validate_python(change.document)


def approve_change(
    session: Session,
    actor: User,
    password: str,
    event: Event,
    contest: Contest,
    change_id: int,
    *,
    take: bool,
    answer: str = "",
) -> Outcome:
    """Put a proposed change in force, or refuse it.

    The new version is locked where the one before it was. Raises RuleViolation for a wrong password, for the proposer
    as second person and for a change decided already; Conflict where the scheme changed after the proposal.
    """
    check_password(actor, password)
    change = change_in(session, contest, change_id)
    schemes = locked_part(session, contest, change.part)
    session.refresh(change)
    _check(actor, change, schemes, take=take)
    change.decided_by, change.decided_at, change.taken, change.answer = actor.id, now(), take, answer.strip() or None
    outcome = _put_in_force(session, contest, schemes, change) if take else Outcome(change=change)
    session.flush()
    details = {"part": change.part, "taken": take, "digest": change.digest, "carried": outcome.carried}
    record(session, actor.id, Permission.SCHEME_APPROVE, f"scheme_change:{change.id}", details, event_code=event.code)
    return outcome


def _check(actor: User, change: SchemeChange, schemes: PartSchemes, *, take: bool) -> None:
    if change.taken is not None:
        raise RuleViolation(Text("这项变更已经处理过。", "This change was decided already."))
    if take and actor.id == change.proposed_by:
        raise RuleViolation(
            Text("变更须由提出人以外的另一人批准。", "A person other than the proposer must approve the change.")
        )
    if take and change.base_id != (schemes.current.id if schemes.current else None):
        raise Conflict(
            Text(
                "提出变更之后评分方案又有新版本：请退回，重新提出。",
                "The scheme got another version after the proposal: refuse it and propose again.",
            )
        )


def _put_in_force(session: Session, contest: Contest, schemes: PartSchemes, change: SchemeChange) -> Outcome:
    upload = session.get(SchemeUpload, change.upload_id) if change.upload_id else None
    new = NewScheme(
        proposed_scheme(change),
        base=schemes.current.number if schemes.current else 0,
        sections=sections_of(change.sections),
        upload=upload,
        reason=change.reason,
    )
    version, held, carried = add_version(
        session, contest, schemes, new, made_by=change.proposed_by, approved_by=change.decided_by
    )
    change.scheme_id = version.id
    if schemes.lock:
        held.locked_by, held.locked_at, held.locked_digest = change.decided_by, now(), version.digest
    return Outcome(version, change, carried)
