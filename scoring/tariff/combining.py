"""What happens where rules meet: not twice, highest only, the difference, quotas, caps."""

from collections.abc import Mapping

from scoring.findings import Finding
from scoring.tariff.drafts import Draft


def combine(drafts: list[Draft], used_quotas: Mapping[str, int]) -> list[Finding]:
    """Combine the drafts of all tariffs and contests in place."""
    return []
