"""The fonts of a certificate: which face draws which character, loaded once a process."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"


class Face(StrEnum):
    """The two faces a designer chooses between: 楷体 and 宋体."""

    KAI = "kai"
    SONG = "song"


CHAINS = {Face.KAI: ("kai", "song"), Face.SONG: ("song", "kai")}
"""The files tried in order for each face."""


@dataclass(frozen=True)
class Run:
    """Characters that one font file draws."""

    font: str
    text: str


@cache
def load(name: str) -> TTFont:
    """Read the font file `name` and register it with ReportLab; OSError when it is missing."""
    font = TTFont(f"Jiangheng-{name}", str(FOLDER / f"{name}.ttf"), asciiReadable=0)
    pdfmetrics.registerFont(font)
    return font


def covers(name: str, character: str) -> bool:
    """Whether the font file `name` has a glyph for the character."""
    return ord(character) in load(name).face.charToGlyph


def missing_characters(text: str, face: Face = Face.KAI) -> list[str]:
    """The characters of `text`, each once, in order, that no font of the chain of `face` can draw."""
    return [one for one in dict.fromkeys(text) if not any(covers(name, one) for name in CHAINS[face])]


def is_printable(character: str) -> bool:
    """False for control, format (bidirectional, zero-width), surrogate, unassigned and line-breaking characters."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def runs(text: str, face: Face) -> list[Run]:
    """Split `text` between the fonts of the chain: all of it by the first font that has all, else each character."""
    chain = CHAINS[face]
    whole = next((name for name in chain if all(covers(name, one) for one in text)), None)
    if whole is not None:
        return [Run(whole, text)]
    found: list[Run] = []
    for one in text:
        name = next(name for name in chain if covers(name, one))
        if found and found[-1].font == name:
            found[-1] = Run(name, found[-1].text + one)
        else:
            found.append(Run(name, one))
    return found


def width(text: str, face: Face, size: float, tracking: float = 0) -> float:
    """The length of `text` in points; `tracking` is added after every character but the last."""
    drawn = sum(load(run.font).stringWidth(run.text, size) for run in runs(text, face))
    return float(drawn) + tracking * max(len(text) - 1, 0)
