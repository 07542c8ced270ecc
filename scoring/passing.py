"""Whether an entry reached the pass mark of every part."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from scoring.rules import Contest, TeamMarking


def has_passed(parts: Mapping[str, Decimal], contest: Contest) -> bool | None:
    """Whether every part as printed reaches its pass mark, in percent of full.

    None where no part has a pass mark, where the entry has no printed parts, or where they are sums over members.
    Source: package-format, competition.yaml, `pass`.
    """
    gates = [part for part in contest.parts if part.pass_percent is not None]
    if not gates or not parts or contest.team is TeamMarking.SUM:
        return None
    return all(
        Fraction(parts[part.code]) * 100 >= part.pass_percent * part.full
        for part in gates
        if part.pass_percent is not None
    )
