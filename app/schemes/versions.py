"""New versions of a scheme: taken over or edited at once, or as an act with a reason and two people; and the lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import Permission
from app.accounts.models import User
from app.audit.operations import record
from app.db import now
from app.errors import Conflict, RuleViolation
from app.events.codec import rules_document, rules_of, scheme_document
from app.events.models import AspectRow, Contest, Event, SchemeVersion
from app.marks.signing import check_password
from app.schemes.documents import section_documents
from app.schemes.models import SchemeChange, SchemeRecord, SchemeUpload
from app.schemes.queries import PartSchemes, part_in, part_schemes, record_of
from app.schemes.sheets import lock_sheets, refuse_unsettled, replace_sheets
from scoring.results import MARK_SCALE
from scoring.scheme import Scheme
from scoring.text import Text
from scoring.workbook import Section

SHORTEST_REASON = 2


@dataclass(frozen=True)
class NewScheme:
    """A scheme on its way to a version of a part; `base` is the number of the version it was made from, 0 for none."""

    scheme: Scheme
    base: int
    sections: Sequence[Section] = ()
    upload: SchemeUpload | None = None
    reason: str = ""

    @property
    def decided(self) -> Mapping[str, Any]:
        """What was chosen and decided for the file it came from."""
        return {"choices": self.upload.choices, "decisions": self.upload.decisions} if self.upload else _NOTHING


_NOTHING: Mapping[str, Any] = {"choices": {}, "decisions": {}}


@dataclass(frozen=True)
class Outcome:
    """What became of a new scheme: a version, or a change that waits for a second person."""

    version: SchemeVersion | None = None
    change: SchemeChange | None = None
    carried: int = field(default=0)


def put_in_force(session: Session, actor: User, event: Event, contest: Contest, part: str, new: NewScheme) -> Outcome:
    """Make the new scheme the next version of a part, or propose it where marks were given or the scheme is locked.

    Raises Conflict where somebody made another version meanwhile; RuleViolation for a missing reason, for a change
    that waits already, and where nothing changed.
    """
    schemes = locked_part(session, contest, part)
    _check(schemes, new)
    if schemes.guarded:
        return Outcome(change=_propose(session, actor, event, contest, schemes, new))
    version, _record, carried = add_version(session, contest, schemes, new, made_by=actor.id)
    permission = Permission.SCHEME_IMPORT if new.upload else Permission.SCHEME_EDIT
    _tell(session, actor.id, permission, event, version, {"carried": carried})
    return Outcome(version=version, carried=carried)


def locked_part(session: Session, contest: Contest, code: str) -> PartSchemes:
    """The schemes of a part; whoever changes schemes of the same contest waits for this transaction."""
    query = select(Contest).where(Contest.id == contest.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()
    lock_sheets(session, contest, code)
    return part_schemes(session, contest, part_in(contest, code))


def _check(schemes: PartSchemes, new: NewScheme) -> None:
    current = schemes.current
    if new.base != (current.number if current else 0):
        raise Conflict(
            Text(
                "评分方案刚才有了新版本，您的改动没有保存。请刷新页面核对后再试。",
                "The scheme got a new version just now; your change was not saved. Reload, compare, and try again.",
            )
        )
    if current and scheme_document(new.scheme)[1] == current.digest and _same_sections(schemes, new):
        raise RuleViolation(
            Text("与现行版本相同，没有需要保存的改动。", "It is the same as the version in force: nothing to save.")
        )


def _same_sections(schemes: PartSchemes, new: NewScheme) -> bool:
    held = schemes.records.get(schemes.current.id) if schemes.current else None
    return section_documents(new.sections) == (list(held.sections) if held else [])


def add_version(
    session: Session,
    contest: Contest,
    schemes: PartSchemes,
    new: NewScheme,
    *,
    made_by: int,
    approved_by: int | None = None,
) -> tuple[SchemeVersion, SchemeRecord, int]:
    """The next version of a part with its record and its sheets, and how many marks were carried over."""
    current, (document, digest) = schemes.current, scheme_document(new.scheme)
    refuse_unsettled(session, contest, current)
    version = SchemeVersion(
        contest_id=contest.id,
        part=schemes.part.code,
        number=current.number + 1 if current else 1,
        document=document,
        digest=digest,
        created_at=now(),
        aspects=aspect_rows(new.scheme),
    )
    session.add(version)
    session.flush()
    sections = section_documents(new.sections)
    made = SchemeRecord(
        scheme_id=version.id, made_by=made_by, approved_by=approved_by, sections=sections, **new.decided
    )
    made.upload_id, made.reason = (new.upload.id if new.upload else None), new.reason or None
    session.add(made)
    _set_full(contest, schemes.part.code, new.scheme)
    carried = replace_sheets(session, contest, current, version)
    return version, made, carried


def aspect_rows(scheme: Scheme) -> list[AspectRow]:
    """The rows marks refer to, in the order of the scheme."""
    placed = [(one.code, sub.code, aspect) for one in scheme.criteria for sub in one.subs for aspect in sub.aspects]
    return [
        AspectRow(
            position=position,
            criterion=criterion,
            sub=sub,
            code=aspect.code,
            type=aspect.type,
            maximum=int(aspect.maximum * MARK_SCALE),
        )
        for position, (criterion, sub, aspect) in enumerate(placed)
    ]


def _set_full(contest: Contest, code: str, scheme: Scheme) -> None:
    """A part marked by a scheme is out of its total (record_findings, full-differs)."""
    rules = rules_of(contest, {})
    parts = tuple(replace(part, full=scheme.total) if part.code == code else part for part in rules.parts)
    contest.rules = rules_document(replace(rules, parts=parts))


def _tell(
    session: Session,
    actor_id: int,
    action: Permission | str,
    event: Event,
    version: SchemeVersion,
    details: Mapping[str, Any],
) -> None:
    session.flush()
    facts = {"part": version.part, "number": version.number, "digest": version.digest, **details}
    record(session, actor_id, action, f"scheme:{version.id}", facts, event_code=event.code)


def _propose(
    session: Session, actor: User, event: Event, contest: Contest, schemes: PartSchemes, new: NewScheme
) -> SchemeChange:
    if schemes.waiting:
        raise RuleViolation(
            Text("已有一项变更等待第二人处理，请先处理它。", "A change waits for a second person: decide it first.")
        )
    if len(new.reason.strip()) < SHORTEST_REASON:
        raise RuleViolation(
            Text(
                "方案已锁定或已有分数：变更须写明理由，并由另一人批准。",
                "The scheme is locked or marks were given: state a reason; another person must approve the change.",
            )
        )
    document, digest = scheme_document(new.scheme)
    change = SchemeChange(
        contest_id=contest.id,
        part=schemes.part.code,
        base_id=schemes.current.id if schemes.current else None,
        upload_id=new.upload.id if new.upload else None,
        document=document,
        sections=section_documents(new.sections),
        digest=digest,
        reason=new.reason.strip(),
        proposed_by=actor.id,
        proposed_at=now(),
    )
    session.add(change)
    session.flush()
    details = {"part": change.part, "digest": digest, "reason": change.reason}
    record(session, actor.id, "scheme:propose", f"scheme_change:{change.id}", details, event_code=event.code)
    return change


def lock_scheme(
    session: Session, actor: User, password: str, event: Event, contest: Contest, part: str, seen: str
) -> SchemeRecord:
    """Lock the version in force; `seen` is the digest the person looked at.

    From then on a change needs a reason and two people. Raises RuleViolation for a wrong password and a scheme that is
    locked already, Conflict for another digest.
    """
    check_password(actor, password)
    schemes = locked_part(session, contest, part)
    version = schemes.current
    if version is None or schemes.lock:
        raise RuleViolation(Text("没有可以锁定的评分方案。", "There is no scheme to lock."))
    if version.digest != seen:
        raise Conflict(Text("评分方案刚才有变动，没有锁定。请核对后再试。", "The scheme changed just now; look again."))
    held = record_of(session, version) or SchemeRecord(scheme_id=version.id, sections=[], **_NOTHING)
    held.locked_by, held.locked_at, held.locked_digest = actor.id, now(), version.digest
    session.add(held)
    _tell(session, actor.id, Permission.SCHEME_LOCK, event, version, {})
    return held
