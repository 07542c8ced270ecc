"""A tree that says why: every number with its rule and what it came from, as data and as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.rounding import to_decimal
from scoring.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One number or fact: what it is, its value as printed, the rule it follows, and what it came from."""

    label: Text
    value: str
    rule: str = ""
    children: tuple["Reason", ...] = ()


def as_data(reason: Reason) -> dict[str, Any]:
    """The tree as nested dictionaries of strings: label {zh, en}, value, rule, children."""
    return {
        "label": {"zh": reason.label.zh, "en": reason.label.en},
        "value": reason.value,
        "rule": reason.rule,
        "children": [as_data(child) for child in reason.children],
    }


def as_text(reason: Reason, language: str) -> str:
    """The tree as indented lines in "zh" or "en"; raises ValueError for another language."""
    if language not in {"zh", "en"}:
        raise ValueError(f"no texts in '{language}': ask for zh or en")
    return "\n".join(_lines(reason, language, 0))


def _lines(reason: Reason, language: str, depth: int) -> Iterator[str]:
    label, colon = (reason.label.zh, "：") if language == "zh" else (reason.label.en, ": ")
    rule = f"  [{reason.rule}]" if reason.rule else ""
    yield f"{'  ' * depth}{label}{colon}{reason.value}{rule}"
    for child in reason.children:
        yield from _lines(child, language, depth + 1)


def exact(value: Fraction) -> str:
    """A ratio as a decimal where it ends within twelve places, else as a fraction."""
    digits = next((digits for digits in range(13) if (value * 10**digits).denominator == 1), None)
    return str(value) if digits is None else str(to_decimal(int(value * 10**digits), digits))
