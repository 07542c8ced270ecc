"""From what somebody typed into a cell to the exact value it means, or the sentence that says why it cannot be."""

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from scoring.calculations import CalculationUnclear, calculate
from scoring.results import MARK_SCALE
from scoring.scheme import Aspect, AspectType, MarkModel
from scoring.text import Text

NOT_ATTEMPTED = "na"
LONGEST = 32
_DECIMAL = re.compile(r"(\d{1,7})(?:\.(\d{0,9}))?", re.ASCII)
_POINTS = str.maketrans({"。": ".", "．": ".", "·": "."})


class Reading(NamedTuple):
    """What a cell says: `value` in 1/MARK_SCALE, None where not attempted or, with `cleared`, not yet marked."""

    value: int | None
    cleared: bool = False

    @property
    def attempted(self) -> bool:
        """Whether there is a number."""
        return self.value is not None


class ValueRefused(ValueError):
    """A text that is no mark of its aspect; `text` says why and what is right."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def normalized(typed: str | None) -> str | None:
    """The text as people mean it: full-width digits and points as ASCII, nothing around it, None where empty."""
    if typed is None:
        return None
    return unicodedata.normalize("NFKC", typed.strip().translate(_POINTS)).strip().lower() or None


def read_value(aspect: Aspect, typed: str | None) -> Reading:
    """Raises ValueRefused; a vote is 0 to 3, a measurement 0 to its maximum or what its calculation takes."""
    text = normalized(typed)
    if text is None:
        return Reading(None, cleared=True)
    if text == NOT_ATTEMPTED:
        return Reading(None)
    value = _number(text)
    _check(aspect, value)
    return Reading(value)


def _number(text: str) -> int:
    found = _DECIMAL.fullmatch(text)
    if found is None:
        raise ValueRefused(
            "请填数字，例如 4.5；未作答填 na。", "Type a number such as 4.5, or na where it was not attempted."
        )
    return int(found[1]) * MARK_SCALE + int((found[2] or "").ljust(9, "0"))


def _check(aspect: Aspect, value: int) -> None:
    if aspect.type is AspectType.JUDGEMENT:
        if value not in range(0, 4 * MARK_SCALE, MARK_SCALE):
            raise ValueRefused("评判只能给 0、1、2 或 3。", "A vote is 0, 1, 2 or 3.")
        return
    if aspect.calculation is not None and aspect.type is AspectType.MEASUREMENT:
        try:
            calculate(aspect, Fraction(value, MARK_SCALE))
        except CalculationUnclear as unclear:
            raise ValueRefused(unclear.text.zh, unclear.text.en) from None
        return
    maximum, top = aspect.maximum * MARK_SCALE, plain(int(aspect.maximum * MARK_SCALE))
    if value > maximum:
        raise ValueRefused(f"应为 0 至 {top}。", f"It must be 0 to {top}.")
    if aspect.model is MarkModel.FULL and aspect.type is AspectType.MEASUREMENT and value not in (0, maximum):
        raise ValueRefused(f"本项只给 0 或满分 {top}。", f"This aspect earns 0 or all of {top}.")


def plain(value: int) -> str:
    """A value of 1/MARK_SCALE as people write it: 4500000000 → "4.5"."""
    whole, rest = divmod(value, MARK_SCALE)
    return f"{whole}.{rest:09d}".rstrip("0").rstrip(".")


def shown(reading: Reading) -> str:
    """What the cell shows for a reading."""
    if reading.cleared:
        return ""
    return NOT_ATTEMPTED if reading.value is None else plain(reading.value)
