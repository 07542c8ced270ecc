"""Which tariffs there are."""

from functools import cache

from scoring.tariff.compiled import Tariff
from scoring.tariff.document import Setting
from scoring.tariff.loading import builtin_tariffs


@cache
def all_tariffs() -> dict[str, list[Tariff]]:
    """Every built-in tariff with its versions, by name; read once, because the files come with the program."""
    return builtin_tariffs()


def known_settings() -> dict[str, dict[str, Setting]]:
    """The settings of each tariff by name, in any of its versions; the newest version's where they differ."""
    return {
        name: {setting: what for version in versions for setting, what in version.file.settings.items()}
        for name, versions in all_tariffs().items()
    }
