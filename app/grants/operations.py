"""Computing grants from frozen placings and the tariffs in force; `settle` and the pages call the same."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.operations import record
from app.db import now
from app.errors import RuleViolation
from app.events.models import Event
from app.grants.models import Grant, GrantRun
from app.grants.translation import ContestGrantInput, competition_facts, recorded_decisions, setting_choices
from app.results.models import Publication
from app.results.operations import finding_document
from app.results.queries import publications
from app.tariffs.queries import all_tariffs
from scoring.findings import Finding
from scoring.tariff.deciding import check_decisions
from scoring.tariff.engine import compute_grants as evaluate
from scoring.tariff.grants import GrantOutcome
from scoring.tariff.selection import select_tariffs
from scoring.text import Text


def compute_grants(session: Session, actor_id: int | None, event: Event) -> GrantRun:
    """Apply the event's tariffs to its frozen placings and keep every grant with its trace.

    Raises RuleViolation where nothing is published yet.
    """
    frozen = publications(session, event.id)
    if not frozen:
        raise RuleViolation(
            Text("还没有公布的成绩，不能计算奖励。", "Nothing is published yet, so no grant can be computed.")
        )
    return keep_grants(session, actor_id, event, frozen, evaluated_grants(session, event, frozen))


def evaluated_grants(session: Session, event: Event, frozen: dict[int, Publication]) -> GrantOutcome:
    """The grants of an event's frozen placings, kept by nobody yet."""
    inputs = [
        ContestGrantInput(session, contest, frozen[contest.id]) for contest in event.contests if contest.id in frozen
    ]
    competition, settings = competition_facts(event), setting_choices(event)
    selection = select_tariffs(competition, all_tariffs(), settings, event.tariffs)
    outcome = evaluate(
        competition=competition,
        contests=[one.facts for one in inputs],
        placings=[placing for one in inputs for placing in one.placings],
        people_by_entry={entry: people for one in inputs for entry, people in one.people.items()},
        backers_by_entry={entry: backers for one in inputs for entry, backers in one.backers.items()},
        tariffs=selection.tariffs,
        settings=settings,
        decisions=[decision for one in inputs for decision in one.decisions],
    )
    return replace(outcome, findings=(*selection.findings, *outcome.findings))


def decision_findings(session: Session, event: Event) -> list[Finding]:
    """What is wrong with the decisions people recorded, against the tariffs that apply."""
    tariffs = select_tariffs(competition_facts(event), all_tariffs(), setting_choices(event), event.tariffs).tariffs
    recorded = [decision for contest in event.contests for decision in recorded_decisions(session, contest)]
    return check_decisions(tariffs, recorded)


def keep_grants(
    session: Session, actor_id: int | None, event: Event, frozen: dict[int, Publication], outcome: GrantOutcome
) -> GrantRun:
    """Write computed grants as a new run, which never changes."""
    latest = select(func.max(GrantRun.number)).where(GrantRun.event_id == event.id)
    run = GrantRun(
        event_id=event.id,
        number=(session.scalar(latest) or 0) + 1,
        publications=sorted(publication.id for publication in frozen.values()),
        tariffs=[one._asdict() for one in outcome.applied],
        findings=[finding_document(finding) for finding in outcome.findings],
        computed_at=now(),
        computed_by=actor_id,
    )
    session.add(run)
    session.flush()
    rows = list(_rows(run, outcome))
    if rows:
        session.execute(insert(Grant).execution_options(render_nulls=True), rows)
    details = {"run": run.number, "grants": len(rows), "tariffs": run.tariffs}
    record(session, actor_id, Permission.GRANT_COMPUTE, f"event:{event.id}", details, event_code=event.code)
    return run


def _rows(run: GrantRun, outcome: GrantOutcome) -> Iterable[dict[str, Any]]:
    for position, grant in enumerate(outcome.grants):
        yield {
            "run_id": run.id,
            "position": position,
            "contest": grant.contest,
            "entry": grant.entry or "",
            "kind": grant.kind,
            "status": grant.status,
            "amount": grant.amount,
            "persons": list(grant.persons),
            "document": grant.to_json(),
        }
