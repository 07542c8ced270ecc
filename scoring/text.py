"""A sentence for people in the two languages the product speaks."""

from typing import NamedTuple


class Text(NamedTuple):
    """One message, whole sentences in Chinese and in English."""

    zh: str
    en: str
