"""A contest's rules and schemes as JSON documents and back."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from app.events.models import Contest, SchemeVersion
from scoring import rules
from scoring.scheme import Scheme

_RULES = TypeAdapter(rules.Contest)
_SCHEME = TypeAdapter(Scheme)


def rules_document(contest: rules.Contest) -> dict[str, Any]:
    """The rules without the schemes, which have versions of their own."""
    parts = tuple(replace(part, scheme=None) for part in contest.parts)
    document: dict[str, Any] = _RULES.dump_python(replace(contest, parts=parts), mode="json")
    return document


def scheme_document(scheme: Scheme) -> tuple[dict[str, Any], str]:
    """The scheme as a document, and the SHA-256 of its canonical form."""
    document = _SCHEME.dump_python(scheme, mode="json")
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return document, hashlib.sha256(canonical.encode()).hexdigest()


def scheme_of(version: SchemeVersion) -> Scheme:
    """The scheme a version holds."""
    return _SCHEME.validate_python(version.document)


def rules_of(contest: Contest, versions: dict[str, SchemeVersion]) -> rules.Contest:
    """The rules with the scheme of each part put in; `versions` by the part's code."""
    bare = _RULES.validate_python(contest.rules)
    parts = tuple(
        replace(part, scheme=scheme_of(versions[part.code])) if part.code in versions else part for part in bare.parts
    )
    return replace(bare, parts=parts)
