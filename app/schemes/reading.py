"""Reads an uploaded scheme in the limited child process, and makes values of what the child said."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from app.errors import RuleViolation
from app.exchange.spreadsheet import read_sheets
from scoring.text import Text
from scoring.workbook import Choices, SchemeDraft

_DRAFT = TypeAdapter(SchemeDraft)
_CHOICES = TypeAdapter(Choices)


def read_file(content: bytes, choices: Choices) -> dict[str, Any]:
    """`{draft, refused, sheets}` as the child writes it (`scheme_preview.preview_document`).

    Call it outside a transaction: the child may take seconds. Raises RuleViolation for a file that no choice makes
    readable.
    """
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "upload"
        path.write_bytes(content)
        path.with_suffix(".choices").write_text(json.dumps(choices_document(choices)), encoding="utf-8")
        said = read_sheets([path], "previews")[0]
    if said.refused:
        raise RuleViolation(said.refused.text)
    storable: dict[str, Any] = _storable(said.draft)
    return storable


def _storable(value: Any) -> Any:
    """The same without what no database or page can hold: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(one) for key, one in value.items()}
    return value


def choices_document(choices: Choices) -> dict[str, Any]:
    """The choices as JSON holds them."""
    document: dict[str, Any] = json.loads(json.dumps(asdict(choices)))
    return document


def choices_of(document: Mapping[str, Any]) -> Choices:
    """The choices again."""
    return _CHOICES.validate_python(dict(document) if document else {})


def draft_of(reading: Mapping[str, Any]) -> SchemeDraft | None:
    """The draft of a reading; None while nobody told which columns hold what."""
    return _DRAFT.validate_python(reading["draft"]) if reading["draft"] else None


def refusal_of(reading: Mapping[str, Any]) -> Text | None:
    """Why there is no draft yet."""
    return Text(*reading["refused"]) if reading["refused"] else None
