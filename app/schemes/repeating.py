"""What was chosen and decided for one file, found again in the next: by the words of a row, never by its number."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scoring.workbook import Choices, ColumnMapping, DraftFinding, Role, SchemeDraft
from scoring.workbook.values import squeeze

Reading = Mapping[str, Any]
HEADER_ROWS = 60
FEWEST_LABELS = 3
_ROW = re.compile(r"[0-9]+$")


def repeated_choices(before: Choices, sheets: Sequence[str]) -> Choices:
    """The earlier choices that speak of sheets which are still there."""
    kept = tuple(name for name in before.sheets if name in sheets)
    mappings = tuple(one for one in before.mappings if one.sheet in sheets)
    return Choices(kept if kept == before.sheets else (), mappings)


def repeated_decisions(
    old: Reading, old_draft: SchemeDraft, decisions: Mapping[str, bool | str], new: Reading, new_draft: SchemeDraft
) -> dict[str, bool | str]:
    """The decisions whose question is asked again about the same words, by the keys of the new file.

    Two findings are the same where their code and the text of their row are; the first with the first, and so on.
    """
    waiting: dict[tuple[str, str], list[bool | str]] = {}
    for signature, finding in _signed(old, old_draft):
        if finding.key in decisions:
            waiting.setdefault(signature, []).append(decisions[finding.key])
    again: dict[str, bool | str] = {}
    for signature, finding in _signed(new, new_draft):
        if waiting.get(signature):
            again[finding.key] = waiting[signature].pop(0)
    return again


def _signed(reading: Reading, draft: SchemeDraft) -> Iterator[tuple[tuple[str, str], DraftFinding]]:
    rows = {
        (sheet["name"], number): "\x1f".join(squeeze(text) for _column, text in cells)
        for sheet in reading["sheets"]
        for number, cells in sheet["rows"]
    }
    for finding in draft.findings:
        found = _ROW.search(finding.place.cell)
        place = (finding.place.sheet, int(found[0]) if found else 0)
        yield (finding.code, rows.get(place, finding.text.zh)), finding


def labels_digest(cells: Sequence[Sequence[str]]) -> str | None:
    """SHA-256 of the labels of a header row; None for a row with too few to be one."""
    labels = [f"{column}={squeeze(text)}" for column, text in cells if text]
    if len(labels) < FEWEST_LABELS:
        return None
    return hashlib.sha256("\x1f".join(labels).encode()).hexdigest()


def header_digests(reading: Reading) -> dict[str, list[tuple[str, int]]]:
    """Where each possible header row stands: `(sheet, row)` by the digest of its labels."""
    found: dict[str, list[tuple[str, int]]] = {}
    for sheet in reading["sheets"]:
        for number, cells in sheet["rows"][:HEADER_ROWS]:
            digest = labels_digest(cells)
            if digest:
                found.setdefault(digest, []).append((sheet["name"], number))
    return found


def remembered_mappings(reading: Reading, memories: Mapping[str, Sequence[Sequence[str]]]) -> tuple[ColumnMapping, ...]:
    """A mapping for each sheet with a header row whose columns were named before."""
    found: dict[str, ColumnMapping] = {}
    for digest, places in header_digests(reading).items():
        for sheet, row in places if digest in memories else ():
            columns = tuple((Role(role), letter) for role, letter in memories[digest])
            found.setdefault(sheet, ColumnMapping(sheet, row, columns))
    return tuple(found.values())
