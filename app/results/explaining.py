"""Why an entry has its total and its rank: the trees of what went into them, from the marks as they stand now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.entrants.models import Entry
from app.errors import NotFound
from app.events.models import Contest
from app.events.queries import contest_rules
from app.results.models import ExternalResult
from app.results.queries import contest_entries, contest_input, external_results
from scoring.explain import explain_rank, explain_total
from scoring.text import Text
from scoring.trace import Reason


@dataclass(frozen=True, slots=True)
class Explained:
    """An entry with the reasons of its total (None where another body decided) and of its rank.

    `name` is its code, or its station where whoever asks may not know more.
    """

    entry: Entry
    name: str
    total: Reason | None
    rank: Reason

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What there is, the total first."""
        return (self.rank,) if self.total is None else (self.total, self.rank)


def explained_entry(session: Session, contest: Contest, name: str, *, masked: bool = False) -> Explained:
    """Why an entry of this contest stands where it stands; raises NotFound for an entry of no or another contest.

    `masked`: entries are asked for and shown by their stations, so that nobody learns whose marks they look at.
    """
    names = {one.code: (one.station or one.code) if masked else one.code for one in contest_entries(session, contest)}
    entry = next((one for one in contest_entries(session, contest) if names[one.code] == name), None)
    if entry is None:
        raise NotFound(Text(f"本赛项没有参赛编号“{name}”。", f"This contest has no entry “{name}”."))
    elsewhere = external_results(session, contest)
    if elsewhere:
        return Explained(entry, name, None, _renamed(_decided_elsewhere(entry.code, elsewhere.get(entry.code)), names))
    rules, data = contest_rules(session, contest), contest_input(session, contest)
    total, rank = explain_total(rules, data, entry.code), explain_rank(rules, data, entry.code)
    return Explained(entry, name, _renamed(total, names), _renamed(rank, names))


def _renamed(reason: Reason, names: Mapping[str, str]) -> Reason:
    """The tree with every entry under another name."""
    changed = {code: name for code, name in names.items() if code != name}
    if not changed:
        return reason
    codes = "|".join(re.escape(code) for code in sorted(changed, key=len, reverse=True))
    whole = re.compile(rf"(?<![A-Za-z0-9._-])(?:{codes})(?![A-Za-z0-9._-])")

    def renamed(text: str) -> str:
        return whole.sub(lambda match: changed[match[0]], text)

    def under(one: Reason) -> Reason:
        label = Text(renamed(one.label.zh), renamed(one.label.en))
        return Reason(label, renamed(one.value), one.rule, tuple(map(under, one.children)))

    return under(reason)


def _decided_elsewhere(code: str, given: ExternalResult | None) -> Reason:
    """The rank another body gave, with its document."""
    label = Text(f"{code} 名次（由别处评定）", f"Rank of {code} (decided elsewhere)")
    if given is None:
        return Reason(label, "-")
    found = (
        (Text("奖项", "medal"), given.medal.value if given.medal else None),
        (Text("标准分", "scale"), given.scale),
        (Text("文件", "document"), given.document),
    )
    children = tuple(Reason(name, str(value)) for name, value in found if value is not None)
    return Reason(label, "-" if given.rank is None else str(given.rank), "", children)
