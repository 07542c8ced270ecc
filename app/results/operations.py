"""Freezing results: what is published, certified and paid never changes afterwards."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.operations import record
from app.db import now
from app.entrants.models import Entry
from app.errors import RuleViolation
from app.events.models import Contest, Event
from app.results.models import Decision, Placing, Publication, PublicationState
from app.results.queries import TIE_ORDER, computed_result, hold_sheets, latest_publication, unsigned_sheets
from scoring.findings import Finding, Severity
from scoring.results import ContestResult, EntryResult
from scoring.text import Text


def publish_results(
    session: Session, actor_id: int | None, event: Event, contest: Contest, *, reason: str = ""
) -> Publication:
    """Compute, check and freeze the results of one contest; raises RuleViolation where something blocks them."""
    hold_sheets(session, contest)
    waiting = unsigned_sheets(session, contest)
    if waiting:
        raise RuleViolation(
            Text(
                f"还有 {waiting} 张评分表未由裁判长签字，签完后才能公布。",
                f"{waiting} score sheets are not signed by the head judge yet; sign them before publishing.",
            )
        )
    result = computed_result(session, contest)
    blocking = blocking_findings(result)
    if blocking:
        raise RuleViolation(
            Text(
                "有问题须先解决：" + "；".join(finding.text.zh for finding in blocking[:5]),
                "This must be solved first: " + "; ".join(finding.text.en for finding in blocking[:5]),
            )
        )
    return freeze_result(session, actor_id, event, contest, result, reason=reason)


def blocking_findings(result: ContestResult) -> list[Finding]:
    """The findings that forbid publication."""
    return [finding for finding in result.findings if finding.severity is Severity.ERROR]


def freeze_result(
    session: Session,
    actor_id: int | None,
    event: Event,
    contest: Contest,
    result: ContestResult,
    *,
    reason: str = "",
) -> Publication:
    """Write a computed result as rows that never change; a blocked one stays provisional."""
    publication = _publication(session, actor_id, contest, result)
    ids = dict(session.execute(select(Entry.code, Entry.id).where(Entry.contest_id == contest.id)).all())
    rows = [
        {"publication_id": publication.id, "entry_id": ids[line.entry], "position": position, **_placing_row(line)}
        for position, line in enumerate(result.entries)
    ]
    if rows:
        session.execute(insert(Placing).execution_options(render_nulls=True), rows)
    details = {
        "publication": publication.number,
        "state": publication.state.value,
        "digest": publication.digest,
        "reason": reason,
    }
    subject = f"contest:{contest.id}"
    record(session, actor_id, Permission.RESULT_PUBLISH, subject, details, event_code=event.code)
    return publication


def _publication(session: Session, actor_id: int | None, contest: Contest, result: ContestResult) -> Publication:
    before = latest_publication(session, contest)
    publication = Publication(
        contest_id=contest.id,
        number=before.number + 1 if before else 1,
        state=PublicationState.PROVISIONAL if blocking_findings(result) else PublicationState.PUBLISHED,
        started=result.started,
        competed=result.competed,
        groups=[{"group": one.group, "started": one.started, "competed": one.competed} for one in result.groups],
        findings=[finding_document(finding) for finding in result.findings],
        formula=result.formula,
        digest=result_digest(result),
        frozen_at=now(),
        frozen_by=actor_id,
    )
    session.add(publication)
    session.flush()
    return publication


def _placing_row(line: EntryResult) -> dict[str, Any]:
    return {
        "status": line.status,
        "group": line.group,
        "total": line.total,
        "parts": {code: str(value) for code, value in line.parts.items()},
        "criteria": {code: str(value) for code, value in line.criteria.items()},
        "rank": line.rank,
        "award_rank": line.award_rank,
        "medal": line.medal,
        "medal_reason": line.medal_reason._asdict() if line.medal_reason else None,
        "scale": line.scale,
    }


def result_digest(result: ContestResult) -> str:
    """SHA-256 of everything that is frozen, so that a printed result can be compared with the record."""
    lines = [
        [line.entry, line.status, str(line.total), line.rank, line.award_rank, line.medal] for line in result.entries
    ]
    canonical = json.dumps([result.contest, result.formula, lines], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as findings.json has it: every place, null where it does not apply."""
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "where": asdict(finding.where),
        "text": finding.text._asdict(),
    }


def record_decision(
    session: Session, actor_id: int, event: Event, contest: Contest, order: tuple[str, ...], document: str | None
) -> Decision:
    """Write the order of entries that every tie key left equal, best first; raises RuleViolation for a wrong entry."""
    known = set(session.scalars(select(Entry.code).where(Entry.contest_id == contest.id)))
    if len(order) < 2 or len(set(order)) != len(order) or not known.issuperset(order):
        raise RuleViolation(
            Text(
                "请写出两个以上本赛项的参赛编号，以“>”相连，名次高的在前，不得重复。",
                "Give two or more entries of this contest joined by “>”, the better first, none twice.",
            )
        )
    decision = Decision(
        contest_id=contest.id,
        question=TIE_ORDER,
        value=">".join(order),
        decided_by=f"user:{actor_id}",
        document=document,
        source="web",
    )
    session.add(decision)
    session.flush()
    details = {"decision": decision.id, "order": list(order)}
    record(session, actor_id, Permission.DECISION_RECORD, f"contest:{contest.id}", details, event_code=event.code)
    return decision
