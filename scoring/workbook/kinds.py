"""Reads the type of an aspect: M and J of today, O, S and J of old, И and С, compact `M12`, words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from scoring.scheme import AspectType
from scoring.workbook.values import Value, fold, squeeze

M, J, S = AspectType.MEASUREMENT, AspectType.JUDGEMENT, AspectType.SCORED
LONGEST = 40
_COMPACT = re.compile(r"^([A-ZА-Яa-zа-яЈЅј])\s*[.\-]?\s*(\d{1,3})?$")
_RUSSIAN = {"И": M, "О": M, "O": M, "С": J, "C": J, "Э": J}
_LATIN = {"M": M, "O": M, "J": J, "S": S}
_WORDS: tuple[tuple[AspectType, str], ...] = (
    (M, r"^(meas|objecti|obj\b|измер|объектив|mesur|medi[dcç]|obyektif|mess)|^(测量|客观)(分|型|类|评分)?$"),
    (J, r"^(judg|jug|судейск|julg|juicio|subyektif|bewert|penilaian juri)|^(评价|评判|主观|判断)(分|型|类|评分)?$"),
    (S, r"^(scored?|评分|打分|逐人评分)$"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type cell as read; `folded` if a look-alike was read as Latin, `old` for S, subjective beside O."""

    type: AspectType
    number: str | None = None
    folded: bool = False
    old: bool = False


def is_russian(cells: list[Value]) -> bool:
    """Whether a type column uses И (измеримый) and С (судейский), so that С means judgement."""
    return any(isinstance(cell, str) and re.fullmatch(r"И\s?\d*", cell.strip().upper()) for cell in cells)


def read_kind(value: Value | None, russian: bool) -> Kind | None:
    """The type a cell names, None if it names none."""
    return _read(value, russian) if isinstance(value, str) and len(value) <= LONGEST else None


@lru_cache(maxsize=2048)
def _read(value: str, russian: bool) -> Kind | None:
    match = _COMPACT.match(value.strip())
    if match is None:
        return _word(value)
    letter = match[1].upper()
    number = str(int(match[2])) if match[2] else None
    if russian:
        kind = _RUSSIAN.get(letter)
        return Kind(kind, number, folded=letter in "CO") if kind else _latin(letter, number)
    return _latin(letter, number)


def _latin(letter: str, number: str | None) -> Kind | None:
    latin = fold(letter)
    kind = _LATIN.get(latin)
    return Kind(kind, number, folded=latin != letter, old=kind is S) if kind else None


def _word(value: str) -> Kind | None:
    words = squeeze(value)
    label = words.rstrip("0123456789").rstrip()
    number = words[len(label) :].strip()
    for kind, pattern in _WORDS:
        if re.match(pattern, label):
            return Kind(kind, str(int(number)) if number else None)
    return None
