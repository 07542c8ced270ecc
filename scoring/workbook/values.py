"""Cell values as exact numbers, tidy text and letters of one alphabet."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

type_of_date = (date, datetime, time, timedelta)
Value = str | Decimal | date | time | timedelta

LOOK_ALIKE = str.maketrans("АВСЕНІЈКМОРЅТХУавсеіјкморѕтху", "ABCEHIJKMOPSTXYabceijkmopstxy")
_CYRILLIC = "АБВГДЕЖЗИКЛМНОП"
_NUMBER = re.compile(r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)$")
_LONGEST_NUMBER = 30
_SUFFIX = re.compile(r"\s*(分|балл(а|ов)?|б\.|points?|pts?\.?|marks?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number and, if it was not a plain number, the code of what was odd about it."""

    value: Fraction
    oddity: str | None = None


def plain(value: object) -> Value | None:
    """A cell as openpyxl gives it: text stripped, None if empty; numbers as decimals of at most 15 digits.

    Spreadsheets hold 15 significant digits; the digits after them are noise of binary arithmetic.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return tidy(value) or None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, type_of_date):
        return value
    number = Decimal(repr(value))
    return number if not number.is_finite() or len(number.as_tuple().digits) <= 15 else _fifteen(number)


def tidy(text: str) -> str:
    """Text without surrounding blanks, its lines ended by a line feed."""
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _fifteen(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(number.adjusted() - 14)).normalize()


def text_of(value: Value | None) -> str:
    """A value as a person would read it in the cell; a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return decimal_text(Fraction(value))
    return value if isinstance(value, str) else str(value)


def read_number(value: Value | None) -> Number | None:
    """A number out of a cell, also one written as text, with a comma or with a unit; None if it is none."""
    if isinstance(value, Decimal):
        return _number_of(value)
    # Most cells are sentences: they are let go before anything is compared.
    return _number_in(value) if isinstance(value, str) and len(value) <= _LONGEST_NUMBER else None


@lru_cache(maxsize=2048)
def _number_of(value: Decimal) -> Number | None:
    return Number(Fraction(value)) if value.is_finite() else None


@lru_cache(maxsize=2048)
def _number_in(value: str) -> Number | None:
    text = unicodedata.normalize("NFKC", value).strip().replace("\u00a0", "").lstrip("'")
    bare = _SUFFIX.sub("", text)
    if not _NUMBER.match(bare):
        return None
    oddity = "decimal-comma" if "," in bare else "number-with-unit" if bare != text else "number-as-text"
    return Number(Fraction(bare.replace(",", ".")), oddity)


def number_or_text(value: Value | None) -> str:
    """`1` for 1, `1.0` and `1,0`; any other text as it is."""
    number = read_number(value)
    return decimal_text(number.value) if number else text_of(value)


@lru_cache(maxsize=2048)
def decimal_text(number: Fraction) -> str:
    """The shortest exact decimal of a number, or `n/d` where it does not end."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(number * 10**places))).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}")


def squeeze(text: str) -> str:
    """Lower case, one space between words, no line breaks: how labels are compared."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


def fold(text: str) -> str:
    """Letters of other alphabets that look like Latin ones, as Latin; full-width forms narrowed."""
    return unicodedata.normalize("NFKC", text).translate(LOOK_ALIKE)


def cyrillic_order(letter: str) -> str | None:
    """The Latin letter at the place a Cyrillic letter has in its own alphabet (Б = B, Г = D)."""
    place = _CYRILLIC.find(letter.upper())
    return chr(ord("A") + place) if place >= 0 else None


def only_cyrillic(letter: str) -> bool:
    """Whether a letter belongs to the Cyrillic alphabet and looks like no Latin one."""
    return "А" <= letter.upper() <= "Я" and letter.upper().translate(LOOK_ALIKE) == letter.upper()


def column_letter(column: int) -> str:
    """`A` for 1, `AB` for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for `A`, 28 for `AB`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
