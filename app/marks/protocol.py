"""The sync protocol of mark entry, version 1: what devices send and are answered; shape only."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app.errors import RuleViolation
from app.marks.values import LONGEST, normalized
from scoring.text import Text

PROTOCOL = 1
MOST = 200
_LONGEST_CODE = 32
_MOST_ROUNDS = 20
_LONGEST_WAIT = timedelta(days=366)
_CLOCKS = range(2000, 2101)


class Outcome(StrEnum):
    """What became of a revision; AGAIN asks the device to keep it and send it after its parent."""

    APPLIED = "applied"
    SAME = "same"
    CONFLICT = "conflict"
    QUARANTINED = "quarantined"
    INVALID = "invalid"
    AGAIN = "error"


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable fact about a cell; `value` as typed, None takes the mark back.

    `orphan` says that the device holds no unsent parent: the parent will never come.
    """

    id: str
    aspect: str
    round: int
    value: str | None
    parent: str | None
    at: datetime | None
    orphan: bool = False

    def payload(self, sheet_id: int, user_id: int) -> str:
        """SHA-256 of everything that makes this revision what it is; the same id with another payload is another."""
        fields = [sheet_id, user_id, self.aspect, self.round, normalized(self.value), self.parent]
        return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Batch:
    """One request of a device; `malformed` are the items that are no revisions, by the id they claim."""

    device: str | None
    device_now: datetime | None
    scheme: int | None
    revisions: tuple[Revision, ...]
    malformed: tuple[str | None, ...] = ()

    def recorded_at(self, revision: Revision, received_at: datetime) -> datetime | None:
        """When the mark was typed, by the server's clock: as long ago as the device's own clock says."""
        if revision.at is None or self.device_now is None:
            return None
        return received_at - min(max(timedelta(0), self.device_now - revision.at), _LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one revision; `current` is the revision that counts in its cell now."""

    revision: str
    outcome: Outcome
    duplicate: bool = False
    reason: Text | None = None
    current: str | None = None


def read_batch(document: Any) -> Batch:
    """Raises RuleViolation for what is no batch of this protocol, or for more than MOST revisions."""
    if not isinstance(document, Mapping) or document.get("protocol") != PROTOCOL:
        raise _wrong("不认识的同步协议，请刷新页面。", "The sync protocol is unknown; reload the page.")
    items = document.get("revisions")
    if not isinstance(items, list) or len(items) > MOST:
        raise _wrong(f"一次最多上传 {MOST} 条。", f"Send at most {MOST} revisions at a time.")
    revisions, malformed = [], []
    for item in items:
        try:
            revisions.append(_read_revision(item))
        except (TypeError, ValueError, KeyError):
            claimed = item.get("rev_id") if isinstance(item, Mapping) else None
            malformed.append(claimed if isinstance(claimed, str) and len(claimed) <= _LONGEST_CODE + 4 else None)
    scheme = document.get("scheme")
    return Batch(
        device=_device(document.get("device")),
        device_now=_moment(document.get("client_now")),
        scheme=scheme if isinstance(scheme, int) else None,
        revisions=tuple(revisions),
        malformed=tuple(malformed),
    )


def _wrong(zh: str, en: str) -> RuleViolation:
    return RuleViolation(Text(zh, en))


def _read_revision(item: Any) -> Revision:
    value, parent, vote_round = item["value"], item.get("parent"), item.get("round", 1)
    if type(vote_round) is not int or not 1 <= vote_round <= _MOST_ROUNDS:
        raise ValueError("round")
    return Revision(
        id=str(uuid.UUID(_storable(item["rev_id"], 36))),
        aspect=_storable(item["aspect"], _LONGEST_CODE),
        round=vote_round,
        value=None if value is None else _storable(value, LONGEST),
        parent=None if parent is None else str(uuid.UUID(_storable(parent, 36))),
        at=_moment(item.get("client_ts")),
        orphan=item.get("orphan") is True,
    )


def _storable(value: Any, longest: int) -> str:
    """A text every database can hold: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise ValueError("no text of this length")
    value.encode()
    return value


def _device(value: Any) -> str | None:
    try:
        return _storable(value, 36)
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    """An aware time; what is none is no time, because the device's clock decides nothing."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None and found.year in _CLOCKS else None
