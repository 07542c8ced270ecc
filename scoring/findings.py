"""What a check found: how grave, which rule, where, and what to do about it."""

from dataclasses import dataclass, field
from enum import StrEnum

from scoring.text import Text


class Severity(StrEnum):
    """Worst first; an error blocks publication of the contest it concerns."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding; every field that does not apply is None."""

    file: str | None = None
    row: int | str | None = None
    column: str | None = None
    contest: str | None = None
    entry: str | None = None
    aspect: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a named check; `code` is the kebab-case name of the check."""

    severity: Severity
    code: str
    text: Text
    where: Where = field(default_factory=Where)
