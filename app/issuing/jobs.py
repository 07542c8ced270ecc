"""Issuing a whole event's certificates as a job with progress."""

from typing import Any

from app.db import transaction
from app.events.queries import event_by_code
from app.grants.queries import latest_run
from app.issuing.operations import ISSUING, issue_certificates
from app.issuing.queries import due_certificates
from app.jobs import Run, job

BATCH = 25


@job(ISSUING)
def issue(run: Run) -> dict[str, Any]:
    """Issue what is due, a batch a transaction; after a crash it goes on where it stopped."""
    with run.sessions() as session:
        event = event_by_code(session, run.payload["event"])
        due = list(due_certificates(session, event, latest_run(session, event)))
        made = 0
        for start in range(0, len(due), BATCH):
            run.report(start, len(due))
            with transaction(session):
                batch = due[start : start + BATCH]
                issued = issue_certificates(
                    session, run.payload["actor"], event, batch, run.settings.verify_key, run.settings.base_url
                )
                made += len(issued)
        run.report(len(due), len(due))
    return {"issued": made, "due": len(due)}
