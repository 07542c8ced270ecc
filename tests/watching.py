"""A watch on an engine: which statements wrote, and which transactions wrote without telling the audit chain."""

import re
from typing import Any

from sqlalchemy import Connection, Engine, event

_WRITE = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|TRUNCATE)\s+\"?(\w+)", re.IGNORECASE)
UNTOLD = {("UPDATE", "login_sessions"), ("INSERT INTO", "login_tries"), ("DELETE FROM", "login_tries")}
"""Writes that are no acts: a session was used, a failed login is counted beside its audit event."""


class Watch:
    """`writes` are all statements that wrote, `silent` the committed transactions that left no audit event."""

    def __init__(self, engine: Engine) -> None:
        self.writes: list[str] = []
        self.silent: list[list[str]] = []
        event.listen(engine, "before_cursor_execute", self._note)
        event.listen(engine, "commit", self._judge)
        event.listen(engine, "rollback", self._forget)

    def _note(self, connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        found = _WRITE.match(statement)
        if found:
            self.writes.append(statement)
            connection.info.setdefault("written", []).append((found[1].upper(), found[2].lower()))

    def _judge(self, connection: Connection) -> None:
        written = connection.info.pop("written", [])
        acts = [one for one in written if one not in UNTOLD and not one[1].startswith("audit_")]
        if acts and ("INSERT INTO", "audit_events") not in written:
            self.silent.append([" ".join(one) for one in acts])

    def _forget(self, connection: Connection) -> None:
        connection.info.pop("written", None)
