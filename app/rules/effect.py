"""What rules do to the invented field, and what another set of rules would change about it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.rules.invented import inventable, invented_field
from scoring.checks import checked_results
from scoring.findings import Finding
from scoring.results import ContestResult, EntryResult
from scoring.rules import Contest, MedalModel, TieBand

_GIVEN = frozenset({"scheme-not-100", "full-differs", "judge-outlier"})
COMPARED = ("total", "rank", "medal", "scale")


@dataclass(frozen=True, slots=True)
class Line:
    """One invented entry under the rules being edited; `before` under those in force, `changed` names what differs."""

    now: EntryResult
    before: EntryResult
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """The invented field under the rules being edited, beside those in force.

    `fresh` are the codes of findings that only the edited rules have.
    """

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    fresh: frozenset[str]

    @property
    def moved(self) -> int:
        """How many invented entries have anything different."""
        return sum(bool(line.changed) for line in self.lines)


def effect_of(in_force: Contest, edited: Contest) -> Effect:
    """Compute the invented field twice; nothing is read from or written to a database."""
    data = invented_field(inventable(in_force))
    before, now = (checked_results(inventable(rules), data) for rules in (in_force, edited))
    old = {line.entry: line for line in before.entries}
    fresh = {finding.code for finding in now.findings} - {finding.code for finding in before.findings}
    return Effect(tuple(_line(line, old[line.entry]) for line in now.entries), _telling(now), frozenset(fresh))


def _line(now: EntryResult, before: EntryResult) -> Line:
    return Line(now, before, frozenset(name for name in COMPARED if _shown(now, name) != _shown(before, name)))


def _shown(line: EntryResult, name: str) -> str:
    """As printed: 85.0 and 85.00 differ."""
    value: Decimal | int | str | None = getattr(line, name)
    return str(value)


def _telling(result: ContestResult) -> tuple[Finding, ...]:
    """The findings, but not those that no rule of the form can change: the scheme's, and how judges were invented."""
    return tuple(finding for finding in result.findings if finding.code not in _GIVEN)


def what_counts(contest: Contest) -> Contest:
    """The rules without what the chosen way of giving awards does not read, for telling whether results can change."""
    awards = contest.awards
    return replace(
        contest,
        awards=replace(
            awards,
            grades=awards.grades if awards.medals is MedalModel.RATIO else None,
            fixed=awards.fixed if awards.medals is MedalModel.FIXED else None,
            tie_band=awards.tie_band if awards.medals is MedalModel.WORLDSKILLS else TieBand(),
            merit=None if awards.medals is MedalModel.WORLDSKILLS else awards.merit,
        ),
    )
