"""The body of a certificate as a column of lines that shares out the height it has."""

from dataclasses import dataclass, replace

from certificates.errors import TextDoesNotFit
from certificates.layout import Rule, Words
from certificates.sheet import PER_MM, Sheet

LOOSEST = 1.35
TIGHTEST = 0.8
"""How far the distances between lines may be stretched and pressed."""


@dataclass(frozen=True)
class Line:
    """Words and rules on one baseline (their `y` counted from it), `gap` points under the line before."""

    gap: float
    words: tuple[Words, ...]
    rules: tuple[Rule, ...] = ()


def place(lines: list[Line], sheet: Sheet) -> tuple[list[Words], list[Rule]]:
    """Set the lines between the sheet's `top` and `bottom`, stretched or pressed within limits; else TextDoesNotFit."""
    height = (sheet.bottom - sheet.top) * PER_MM
    natural = sum(line.gap for line in lines)
    scale = min(LOOSEST, height / natural)
    if scale < TIGHTEST:
        raise TextDoesNotFit("body", "".join(words.text for line in lines for words in line.words))
    # What is left over goes above and below alike, a little less above: the optical middle is high.
    y = sheet.up(sheet.top) - (height - natural * scale) * 0.45
    words: list[Words] = []
    rules: list[Rule] = []
    for line in lines:
        y -= line.gap * scale
        words += [replace(one, y=y + one.y) for one in line.words]
        rules += [replace(one, y=y + one.y) for one in line.rules]
    return words, rules
