"""A phrase in the two languages a certificate can speak."""

from typing import NamedTuple


class Text(NamedTuple):
    """One phrase or message in Chinese and in English; an empty string means "not given"."""

    zh: str
    en: str = ""
