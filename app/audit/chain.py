"""How one row of the audit chain covers the row before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


def digest_of(
    previous: str,
    chain: str,
    sequence: int,
    at: datetime,
    actor_id: int | None,
    action: str,
    subject: str,
    details: Mapping[str, Any],
) -> str:
    """SHA-256 over the digest before and every field of the row, as canonical JSON."""
    fields = [previous, chain, sequence, at.isoformat(), actor_id, action, subject, details]
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
