"""Issuing certificates from frozen results, with gapless numbers, and revoking them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.operations import record
from app.crypto import verification_code
from app.db import now
from app.errors import RuleViolation
from app.events.models import Event
from app.issuing.models import Certificate, CertificateSeries
from app.issuing.queries import CHECK_CODE, Due
from app.jobs import Job, JobState, ask, latest_job
from certificates.content import CertificateContent
from certificates.errors import CertificateError
from certificates.render import render
from scoring.text import Text

ISSUING = "certificate:issue"
_CONTENT = TypeAdapter(CertificateContent)


def ask_for_certificates(session: Session, actor_id: int | None, event: Event) -> Job:
    """Ask for everything that is due, as a job; raises RuleViolation while the same is under way."""
    subject = f"event:{event.code}"
    before = latest_job(session, ISSUING, subject)
    if before is not None and before.state in (JobState.WAITING, JobState.RUNNING):
        raise RuleViolation(
            Text("证书正在制作，请等它完成。", "The certificates are being made; wait until they are done.")
        )
    job = ask(session, ISSUING, subject, {"event": event.code, "actor": actor_id}, actor_id)
    record(session, actor_id, Permission.CERTIFICATE_ISSUE, f"job:{job.id}", event_code=event.code)
    return job


def issue_certificates(
    session: Session, actor_id: int | None, event: Event, due: Sequence[Due], verify_key: bytes, base_url: str
) -> list[Certificate]:
    """Issue what is due and not yet issued; numbers are taken in one locked step, so that none is lost or doubled.

    Raises RuleViolation where a paper cannot be printed (a name no font covers, a text that does not fit); then nothing
    is issued.
    """
    series = _locked_series(session, event)  # first: what another issuer just issued must be seen
    rows = session.execute(
        select(Certificate.entry_id, Certificate.person_id, Certificate.kind).where(
            Certificate.event_id == event.id, Certificate.revoked_at.is_(None)
        )
    )
    issued = {tuple(row) for row in rows}
    new = [one for one in due if (one.entry.id, one.member.person_id, one.kind.value) not in issued]
    if not new:
        return []
    first, series.next_number = series.next_number, series.next_number + len(new)
    made = [
        _certificate(session, actor_id, one, certificate_number(event, first + offset), verify_key, base_url)
        for offset, one in enumerate(new)
    ]
    session.add_all(made)
    session.flush()
    details = {"first": made[0].number, "last": made[-1].number, "count": len(made)}
    record(session, actor_id, Permission.CERTIFICATE_ISSUE, f"event:{event.id}", details, event_code=event.code)
    return made


def certificate_number(event: Event, number: int) -> str:
    """The number printed on the paper: year of the results, event, and a gapless count."""
    year: date = event.decided_on or event.results_on
    return f"{event.code.upper()}-{year.year}-{number:06d}"


def _locked_series(session: Session, event: Event) -> CertificateSeries:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    fresh = dialect.insert(CertificateSeries).values(code=event.code, next_number=1).on_conflict_do_nothing()
    session.execute(fresh)
    return session.execute(
        select(CertificateSeries).where(CertificateSeries.code == event.code).with_for_update(),
        execution_options={"populate_existing": True},
    ).scalar_one()


def _certificate(
    session: Session, actor_id: int | None, due: Due, number: str, verify_key: bytes, base_url: str
) -> Certificate:
    earlier = select(Certificate.issue).where(
        Certificate.entry_id == due.entry.id,
        Certificate.person_id == due.member.person_id,
        Certificate.kind == due.kind.value,
    )
    issue = max(session.scalars(earlier), default=0) + 1
    code = verification_code(verify_key, *due.identity(), *([str(issue)] if issue > 1 else []))
    content = due.content(number, code, f"{base_url}/verify/{code}")
    try:
        render(content)
    except CertificateError as error:
        raise RuleViolation(
            Text(
                f"{due.entry.code} 的证书无法打印：{error.text.zh}",
                f"The certificate of {due.entry.code} cannot be printed: {error.text.en}",
            )
        ) from error
    return Certificate(
        event_id=due.event.id,
        contest_id=due.contest.id,
        entry_id=due.entry.id,
        person_id=due.member.person_id,
        publication_id=due.publication.id,
        kind=due.kind.value,
        issue=issue,
        number=number,
        code=code,
        check_code=code[:CHECK_CODE],
        content=content_document(content),
        issued_at=now(),
        issued_by=actor_id,
    )


def content_document(content: CertificateContent) -> dict[str, Any]:
    """The words of a certificate as a document."""
    document: dict[str, Any] = _CONTENT.dump_python(content, mode="json")
    return document


def content_of(certificate: Certificate) -> CertificateContent:
    """The words of an issued certificate, from which the same paper is drawn again."""
    return _CONTENT.validate_python(certificate.content)


def revoke_certificate(
    session: Session, actor_id: int | None, event: Event, certificate: Certificate, reason: str
) -> None:
    """Take a certificate back; whoever verifies it sees so at once. Raises RuleViolation without a reason or twice."""
    if certificate.revoked_at is not None:
        raise RuleViolation(Text("这张证书已经撤销。", "This certificate is revoked already."))
    if len(reason.strip()) < 4:
        raise RuleViolation(Text("请写明撤销的原因（至少 4 个字）。", "Give the reason (at least 4 characters)."))
    certificate.revoked_at, certificate.revoked_by = now(), actor_id
    certificate.revocation_reason = reason.strip()
    subject = f"certificate:{certificate.id}"
    details = {"number": certificate.number, "reason": certificate.revocation_reason}
    record(session, actor_id, Permission.CERTIFICATE_REVOKE, subject, details, event_code=event.code)
