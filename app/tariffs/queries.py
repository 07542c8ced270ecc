"""Which tariffs there are."""

from functools import cache

from scoring.tariff.compiled import Tariff
from scoring.tariff.loading import builtin_tariffs


@cache
def all_tariffs() -> dict[str, list[Tariff]]:
    """Every built-in tariff with its versions, by name; read once, because the files come with the program."""
    return builtin_tariffs()


def known_settings() -> dict[str, frozenset[str]]:
    """The names of the settings of each tariff, in any of its versions."""
    return {
        name: frozenset(setting for version in versions for setting in version.file.settings)
        for name, versions in all_tariffs().items()
    }
