"""Works out the simplest formulas a maximum may be written as; its result is only ever a proposal."""

import re
from fractions import Fraction

from scoring.workbook.cells import Sheet
from scoring.workbook.values import column_number, read_number

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|\$?([A-Z]{1,3})\$?(\d{1,7})|([-+*/()]))")
_SUM = re.compile(r"^=\s*SUM\(\$?([A-Z]{1,3})\$?(\d{1,5}):\$?([A-Z]{1,3})\$?(\d{1,5})\)$")
_DEEPEST = 20


class _NotSimple(ValueError):
    """The formula is more than sums and products of numbers and cells."""


def evaluate(formula: str, sheet: Sheet) -> Fraction | None:
    """The exact result of `=0.5*2`, `=A1+B2` or `=SUM(K3:K9)`, None for anything else."""
    if len(formula) > 200:
        return None
    try:
        if match := _SUM.match(formula):
            return _sum(match, sheet)
        return _Reader(_tokens(formula[1:], sheet)).whole()
    except (_NotSimple, ZeroDivisionError):
        return None


def _sum(match: re.Match[str], sheet: Sheet) -> Fraction:
    if match[1] != match[3]:
        raise _NotSimple
    column = column_number(match[1])
    values = (read_number(sheet.cell(row, column)) for row in range(int(match[2]), int(match[4]) + 1))
    return sum((number.value for number in values if number), Fraction(0))


def _tokens(text: str, sheet: Sheet) -> list[Fraction | str]:
    tokens: list[Fraction | str] = []
    place = 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _NotSimple
        place = match.end()
        if match[2]:
            number = read_number(sheet.cell(int(match[3]), column_number(match[2])))
            if number is None:
                raise _NotSimple
            tokens.append(number.value)
        else:
            tokens.append(Fraction(match[1]) if match[1] else match[4])
    return tokens


class _Reader:
    """Sums of products, by recursive descent."""

    def __init__(self, tokens: list[Fraction | str]) -> None:
        self.tokens = tokens
        self.depth = 0

    def whole(self) -> Fraction:
        value = self._sum()
        if self.tokens:
            raise _NotSimple
        return value

    def _take(self, *wanted: str) -> str | None:
        if self.tokens and self.tokens[0] in wanted:
            return str(self.tokens.pop(0))
        return None

    def _sum(self) -> Fraction:
        value = self._product()
        while sign := self._take("+", "-"):
            value = value + self._product() if sign == "+" else value - self._product()
        return value

    def _product(self) -> Fraction:
        value = self._atom()
        while sign := self._take("*", "/"):
            value = value * self._atom() if sign == "*" else value / self._atom()
        return value

    def _atom(self) -> Fraction:
        self.depth += 1
        if self.depth > _DEEPEST or not self.tokens:
            raise _NotSimple
        try:
            if self._take("-"):
                return -self._atom()
            if self._take("("):
                value = self._sum()
                if self._take(")") is None:
                    raise _NotSimple
                return value
            token = self.tokens.pop(0)
            if isinstance(token, str):
                raise _NotSimple
            return token
        finally:
            self.depth -= 1
