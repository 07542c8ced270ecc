"""What a computation of grants noticed on the way: payers nobody named, periods that are over, facts nobody reads."""

from collections.abc import Mapping, Sequence

from scoring.findings import Finding
from scoring.tariff.compiled import Tariff
from scoring.tariff.drafts import Draft
from scoring.tariff.model import Competition, ContestFacts, Decision, Person, SettingChoice


def notice(
    competition: Competition,
    contests: Sequence[ContestFacts],
    people: Mapping[str, Sequence[Person]],
    tariffs: Sequence[Tariff],
    settings: Sequence[SettingChoice],
    decisions: Sequence[Decision],
    drafts: Sequence[Draft],
) -> list[Finding]:
    """Warnings about the tariffs as applied here."""
    return []
