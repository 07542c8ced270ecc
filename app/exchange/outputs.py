"""The files `settle` writes, byte for byte the same for the same package (package-format, settle)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.exchange.package import Package, PackagedContest
from app.results.operations import finding_document
from scoring.findings import Finding, Severity
from scoring.results import ContestResult, EntryResult
from scoring.tariff.grants import Grant

FORMAT = 1
_WORST_FIRST = tuple(Severity)


class OutputFolder:
    """A new or empty folder that remembers the hash of every file written into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes: dict[str, str] = {}

    def write(self, name: str, content: bytes) -> None:
        """Write one file."""
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self._hashes[name] = hashlib.sha256(content).hexdigest()

    def write_json(self, name: str, document: Any) -> None:
        """Write a document: UTF-8, LF, one-space indent, keys in their order, a final newline."""
        self.write(name, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of every file written so far, by name."""
        return dict(sorted(self._hashes.items()))


def findings_document(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Every finding, worst first, then by place."""
    return [finding_document(finding) for finding in sorted(findings, key=_by_gravity_and_place)]


def _by_gravity_and_place(finding: Finding) -> tuple[Any, ...]:
    where = finding.where
    row = f"{where.row:09d}" if isinstance(where.row, int) else where.row or ""
    places = (where.file, row, where.column, where.contest, where.entry, where.aspect, where.rule)
    return (_WORST_FIRST.index(finding.severity), *(place or "" for place in places), finding.code, finding.text)


def results_document(package: Package, results: Mapping[str, ContestResult]) -> dict[str, Any]:
    """results.json."""
    contests = [_contest_document(contest, results[contest.code]) for contest in package.contests]
    return {"format": FORMAT, "competition": package.code, "contests": contests}


def _contest_document(contest: PackagedContest, result: ContestResult) -> dict[str, Any]:
    people = {entry.code: [person.name for person in entry.people] for entry in contest.entries}
    document: dict[str, Any] = {
        "code": contest.code,
        "name": contest.name,
        "started": result.started,
        "competed": result.competed,
        "entries": [_entry_document(line, people[line.entry]) for line in result.entries],
    }
    if result.groups:
        document["groups"] = [
            {"group": one.group.value, "started": one.started, "competed": one.competed} for one in result.groups
        ]
    return document


def _entry_document(line: EntryResult, people: list[str]) -> dict[str, Any]:
    return {
        "entry": line.entry,
        "status": line.status.value,
        "group": line.group.value if line.group else None,
        "total": None if line.total is None else f"{line.total:f}",
        "parts": {code: f"{value:f}" for code, value in line.parts.items()},
        "criteria": {code: f"{value:f}" for code, value in line.criteria.items()},
        "rank": line.rank,
        "award_rank": line.award_rank,
        "medal": line.medal.value if line.medal else None,
        "scale": line.scale,
        "people": people,
    }


def grants_document(package: Package, grants: Iterable[Grant]) -> dict[str, Any]:
    """grants.json."""
    return {"format": FORMAT, "competition": package.code, "grants": [grant.to_json() for grant in grants]}
