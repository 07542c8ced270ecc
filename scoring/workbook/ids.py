"""Reads the ids of criteria, sub-criteria and aspects, in whatever alphabet and notation."""

import re
from dataclasses import dataclass
from enum import StrEnum

from scoring.workbook.values import cyrillic_order, fold, only_cyrillic

_SUB = re.compile(r"^([A-Za-zА-ЯЁа-яё])\s?[.\-]?\s?(\d{1,3})\.?$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,3})\.?$")
_LETTER = re.compile(r"^([A-Za-zА-ЯЁа-яё])[.)、]?$")
_ASPECT = re.compile(r"^([A-Za-z]\d{1,3}|\d{1,2}\.\d{1,3})\s?[.\-]\s?([MJSmjs]?\d{1,3})$")
_COUNT = re.compile(r"^(\d{1,3})[.)、]?$")
_CHINESE = re.compile(r"^[（(]?([一二三四五六七八九十]{1,3})[)）]?[、.．]?$")
_MODULE = re.compile(
    r"^(?:模块|module|модуль|módulo|modul)\s?([A-Za-zА-Я]|\d{1,2}|[一二三四五六七八九十])\s?[：:.、]?", re.IGNORECASE
)


class Level(StrEnum):
    """What an id names."""

    CRITERION = "criterion"
    SUB = "sub"
    COUNT = "count"
    CHINESE = "chinese"
    ASPECT = "aspect"


@dataclass(frozen=True, slots=True)
class Id:
    """An id as read: its level, the letter or number of the criterion (if it tells) and its own number."""

    level: Level
    criterion: str | None
    number: str
    folded: bool = False


def is_sub_id(text: str) -> bool:
    """Whether a cell reads like `A1`."""
    return _SUB.match(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Alphabet:
    """How the criterion letters of one sheet are written; `cyrillic` if А, Б, В, Г stand for A, B, C, D."""

    cyrillic: bool
    dotted: bool

    def latin(self, letter: str) -> str:
        """The letter of the code."""
        upper = letter.upper()
        if self.cyrillic:
            return cyrillic_order(upper) or fold(upper)
        return fold(upper)


def alphabet_of(texts: list[str]) -> Alphabet:
    """Judge all ids of a sheet together: one Cyrillic-only letter decides for the Russian alphabet."""
    letters = [match[1] for text in texts if (match := _LETTER.match(text) or _SUB.match(text))]
    cyrillic = any(only_cyrillic(letter) and cyrillic_order(letter) for letter in letters)
    return Alphabet(cyrillic, any(_DOTTED.match(text) for text in texts))


def read_id(text: str, alphabet: Alphabet) -> Id | None:
    """The id a cell holds, None if it is something else."""
    text = text.strip().translate({0xFF0E: ".", 0x3000: " "})
    if match := _SUB.match(text):
        latin = alphabet.latin(match[1])
        return Id(Level.SUB, latin, str(int(match[2])), folded=latin != match[1].upper())
    if match := _DOTTED.match(text):
        return Id(Level.SUB, match[1], match[2])
    if match := _LETTER.match(text):
        latin = alphabet.latin(match[1])
        return Id(Level.CRITERION, latin, "", folded=latin != match[1].upper())
    if match := _ASPECT.match(fold(text)):
        return Id(Level.ASPECT, match[1].upper(), match[2].upper())
    if match := _COUNT.match(text):
        return Id(Level.CRITERION, match[1], "") if alphabet.dotted else Id(Level.COUNT, None, str(int(match[1])))
    if match := _CHINESE.match(text):
        return Id(Level.CHINESE, None, match[1])
    if match := _MODULE.match(text):
        return Id(Level.CRITERION, fold(match[1]).upper(), "")
    return None
