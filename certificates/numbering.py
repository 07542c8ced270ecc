"""Certificate numbers by an issuer's template, such as HLJ-{year}-{seq:06}: made, read back, checked."""

import re
import string
from dataclasses import dataclass

from certificates.errors import NumberTooLarge, WrongTemplate
from certificates.fonts import is_printable, missing_characters

PLACE = "number_template"
WIDEST = 12


@dataclass(frozen=True)
class NumberTemplate:
    """A template with {year} once and {seq} or {seq:0N} once; `width` is N, or 0 where the number has no fixed width.

    Numbers are counted for each issuer and year from 1, without gaps; counting is the caller's, in its transaction.
    """

    text: str
    width: int

    def number(self, year: int, sequence: int) -> str:
        """The number for a year of four digits and a sequence from 1; NumberTooLarge where the width is used up."""
        digits = f"{sequence:0{self.width}d}" if self.width else str(sequence)
        if not 1000 <= year <= 9999 or sequence < 1 or (self.width and len(digits) > self.width):
            raise NumberTooLarge(self.text, year, sequence)
        return "".join(
            literal + (str(year) if name == "year" else digits if name == "seq" else "")
            for literal, name, _, _ in string.Formatter().parse(self.text)
        )

    def read(self, number: str) -> tuple[int, int] | None:
        """The year and sequence of a number of this template; None for any other text."""
        found = re.fullmatch(self._pattern(), number, re.ASCII)
        if found is None or int(found["seq"]) < 1:
            return None
        return int(found["year"]), int(found["seq"])

    def _pattern(self) -> str:
        digits = f"[0-9]{{{self.width}}}" if self.width else "[1-9][0-9]*"
        groups = {"year": "(?P<year>[1-9][0-9]{3})", "seq": f"(?P<seq>{digits})"}
        parts = string.Formatter().parse(self.text)
        return "".join(re.escape(literal) + groups.get(name or "", "") for literal, name, _, _ in parts)


def parse_number_template(text: str) -> NumberTemplate:
    """Read a template strictly; WrongTemplate says what is wrong with it."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise WrongTemplate(PLACE, "花括号不成对", "has a brace without its pair") from None
    widths = [_width(name, form, conversion) for _, name, form, conversion in parts if name is not None]
    names = [name for _, name, _, _ in parts if name is not None]
    if sorted(names) != ["seq", "year"]:
        raise WrongTemplate(PLACE, "应各含一个 {year} 和 {seq}", "must hold {year} and {seq} once each")
    literals = "".join(literal for literal, _, _, _ in parts)
    if not all(is_printable(one) for one in literals) or missing_characters(literals):
        raise WrongTemplate(PLACE, "含有不可打印的字符", "holds a character that cannot be printed")
    # Of two fields one has four digits always, so every number reads back in one way only.
    return NumberTemplate(text, max(widths))


def _width(name: str, form: str | None, conversion: str | None) -> int:
    found = re.fullmatch(r"0([1-9][0-9]?)", form or "", re.ASCII)
    fits = not form or (name == "seq" and found is not None and int(found[1]) <= WIDEST)
    if name not in {"year", "seq"} or conversion or not fits:
        raise WrongTemplate(PLACE, f"没有字段 {{{name}}}", f"names a field that does not exist: {{{name}}}")
    return int(found[1]) if found else 0
