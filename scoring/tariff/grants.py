"""What a tariff gives: grants with their reasons, in the words and the order of grants.json."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.findings import Finding
from scoring.text import Text

GRANTED = "granted"
PENDING = "pending"
REFUSED = "refused"


class Reason(NamedTuple):
    """A fact a grant rests on: its name, its value as a word, where that is written, and what a rule wanted."""

    fact: str
    value: str
    source: str
    wanted: str = ""

    def to_json(self) -> dict[str, str]:
        """The three fields grants.json carries."""
        return {"fact": self.fact, "value": self.value, "source": self.source}


class Beneficiary(NamedTuple):
    """Who receives a grant; `code` is a body's code where known."""

    kind: str
    name: str
    code: str | None = None


class Instalment(NamedTuple):
    """A part of an amount (in 分): its number from 1, the years after the decision, or the first day of its month."""

    number: int
    amount: int
    years_later: int = 0
    month: date | None = None


class Grant(NamedTuple):
    """One grant (package-format, grants.json); `amount` in 分, None where it is not money or not yet known.

    Outside the file: `persons` are the positions of the people concerned in their entry, `schedule` the instalments or
    the months of an allowance (then `amount` is the whole run, not what is due now);
    `comparator` (exactly, at_least, at_most, about) and `taxed` (before, after, free) are what the clause says;
    `claim_until` is the last day of the claim where the clause sets one and the decision has a day.
    """

    entry: str | None
    contest: str
    kind: str
    status: str
    beneficiary: Beneficiary
    amount: int | None
    title: str | None
    level: int | None
    payer: str | None
    fund: str | None
    tariff: str
    version: str
    rule: str
    clause: str
    because: tuple[Reason, ...]
    missing: tuple[str, ...]
    settings: Mapping[str, str]
    displaced_by: str | None
    text: Text
    persons: tuple[int, ...] = ()
    schedule: tuple[Instalment, ...] = ()
    comparator: str = "exactly"
    taxed: str | None = None
    claim_until: date | None = None

    def to_json(self) -> dict[str, object]:
        """The grant as grants.json has it, keys in the documented order."""
        return {
            "entry": self.entry,
            "contest": self.contest,
            "kind": self.kind,
            "status": self.status,
            "beneficiary": self.beneficiary._asdict(),
            "amount": None if self.amount is None else yuan(self.amount),
            "title": self.title,
            "level": self.level,
            "payer": self.payer,
            "fund": self.fund,
            "tariff": self.tariff,
            "version": self.version,
            "rule": self.rule,
            "clause": self.clause,
            "because": [reason.to_json() for reason in self.because],
            "missing": list(self.missing),
            "settings": dict(self.settings),
            "displaced_by": self.displaced_by,
            "text": self.text._asdict(),
        }


class AppliedTariff(NamedTuple):
    """A tariff version that was applied, pinned by the hash of its file."""

    tariff: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class GrantOutcome:
    """Every grant in the documented order, what was found on the way, and the tariff versions applied."""

    grants: tuple[Grant, ...]
    findings: tuple[Finding, ...]
    applied: tuple[AppliedTariff, ...]


def yuan(fen: int) -> str:
    """分 as 元 with two decimals: 250000 → "2500.00"."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"
