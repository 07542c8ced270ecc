"""Which tariffs there are, and which apply to an event."""

from app.events.models import Event
from scoring.tariff.compiled import Tariff
from scoring.tariff.loading import builtin_tariffs


def all_tariffs() -> dict[str, list[Tariff]]:
    """Every built-in tariff with its versions, by name."""
    return builtin_tariffs()


def tariffs_for(event: Event) -> list[Tariff]:
    return [v[-1] for k, v in builtin_tariffs().items() if k in (event.tariffs or [k])]
