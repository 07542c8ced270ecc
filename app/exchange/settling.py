"""The whole job without a page: a package in; results, grants, payout, certificates and findings out."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from app import tables
from app.config import Settings
from app.crypto import verification_code
from app.db import make_engine, transaction
from app.events.models import Event
from app.exchange.loading import load_package
from app.exchange.operations import import_package
from app.exchange.outputs import (
    FORMAT,
    OutputFolder,
    findings_document,
    grants_document,
    results_document,
)
from app.exchange.package import Package, PackageErrors
from app.grants.models import GrantRun
from app.grants.operations import decision_findings, evaluated_grants, keep_grants
from app.grants.payout import payout_workbook
from app.grants.queries import payout_rows
from app.issuing.queries import Due, due_certificates
from app.results.operations import freeze_result
from app.results.queries import computed_result, publications
from app.tariffs.queries import known_settings
from app.version import VERSION
from certificates.errors import CertificateError
from certificates.render import render
from scoring.findings import Finding, Severity, Where
from scoring.formula import FORMULA
from scoring.results import ContestResult
from scoring.tariff.grants import GrantOutcome
from scoring.text import Text

DONE, WRONG, BLOCKED = 0, 1, 2
"""Exit status: done; the package is wrong; done, but an error blocks publication (package-format, settle)."""


@dataclass(frozen=True)
class SettleOptions:
    """What the command was told; without `verify_key` certificates are samples."""

    base_url: str
    verify_key: bytes | None = None
    certificates: bool = True


@dataclass(frozen=True)
class Settled:
    """An event in a database with its computed results and grants."""

    event: Event
    results: dict[str, ContestResult]
    outcome: GrantOutcome
    run: GrantRun


def settle_package(source: Path, target: Path, options: SettleOptions) -> int:
    """Settle the package at `source` into the new or empty folder `target`; returns the exit status."""
    folder = OutputFolder(target)
    settings = Settings.headless()
    engine = make_engine(settings.database_url)
    tables.metadata.create_all(engine)
    try:
        package = load_package(source, known_settings())
        with Session(engine) as session:
            with transaction(session):
                event = import_package(session, None, package, settings.cipher)
                noticed = _check_decisions(session, event, package)
                settled = settle_event(session, None, event)
            findings = [*noticed, *_write_outputs(session, folder, package, settled, options)]
    except PackageErrors as error:
        folder.write_json("findings.json", findings_document(error.findings))
        return WRONG
    finally:
        engine.dispose()
    folder.write_json("findings.json", findings_document(findings))
    folder.write_json("manifest.json", _manifest(folder, settled))
    return BLOCKED if any(finding.severity is Severity.ERROR for finding in findings) else DONE


def _check_decisions(session: Session, event: Event, package: Package) -> list[Finding]:
    """Raises PackageErrors for a decision about a rule, setting or value that no applied tariff knows."""
    found = decision_findings(session, event)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise PackageErrors((*found, *package.warnings))
    return found


def settle_event(session: Session, actor_id: int | None, event: Event) -> Settled:
    """Compute and freeze every contest of an event and compute its grants; blocked contests stay provisional."""
    results = {contest.code: computed_result(session, contest) for contest in event.contests}
    for contest in event.contests:
        freeze_result(session, actor_id, event, contest, results[contest.code])
    frozen = publications(session, event.id)
    outcome = evaluated_grants(session, event, frozen)
    return Settled(event, results, outcome, keep_grants(session, actor_id, event, frozen, outcome))


def _write_outputs(
    session: Session, folder: OutputFolder, package: Package, settled: Settled, options: SettleOptions
) -> list[Finding]:
    folder.write_json("results.json", results_document(package, settled.results))
    folder.write_json("grants.json", grants_document(package, settled.outcome.grants))
    folder.write("payout.xlsx", payout_workbook(payout_rows(session, settled.event, settled.run)))
    findings = [*package.warnings, *settled.outcome.findings]
    for code, result in settled.results.items():
        findings += [_in_contest(finding, code) for finding in result.findings]
    if options.certificates:
        for due in due_certificates(session, settled.event, settled.run):
            findings += _write_certificate(folder, due, options)
    return findings


def _in_contest(finding: Finding, contest: str) -> Finding:
    return finding if finding.where.contest else replace(finding, where=replace(finding.where, contest=contest))


def _write_certificate(folder: OutputFolder, due: Due, options: SettleOptions) -> list[Finding]:
    sample = options.verify_key is None
    code = verification_code(options.verify_key or b"", *due.identity())
    number = f"{due.event.code}-{due.file_name.removesuffix('.pdf')}".upper()
    content = due.content(number, code, f"{options.base_url}/verify/{code}", sample=sample)
    try:
        folder.write(f"certificates/{due.file_name}", render(content))
    except CertificateError as error:
        where = Where(contest=due.contest.code, entry=due.entry.code)
        text = Text(f"证书未能生成：{error.text.zh}", f"The certificate was not made: {error.text.en}")
        return [Finding(Severity.WARNING, "certificate-unprintable", text, where)]
    return []


def _manifest(folder: OutputFolder, settled: Settled) -> dict[str, object]:
    return {
        "program": VERSION,
        "format": FORMAT,
        "formula": FORMULA,
        "tariffs": [one._asdict() for one in settled.outcome.applied],
        "files": folder.hashes,
    }
