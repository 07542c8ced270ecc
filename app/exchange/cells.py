"""Reads single values: codes, numbers, days and words, each exactly as package-format 1 allows it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from scoring.results import MARK_SCALE
from scoring.text import Text

CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
MOST_DECIMALS = 9
LARGEST = 10**9
"""Marks are stored as 64-bit counts of 1/MARK_SCALE, so larger numbers have no place."""

_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,400})?")
_WHOLE = re.compile(r"[0-9]{1,10}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_CONTROL_IN_PROSE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Value = TypeVar("Value")
Reader = Callable[[str], Value]


class Unreadable(ValueError):
    """A value that does not mean anything in its place; `text` says what may stand there."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def starts_like_formula(cell: str) -> bool:
    """True for what a spreadsheet would execute: `=`, `+`, `@`, a tab, or `-` that is neither alone nor a number."""
    return cell[0] in "=+@\t" or (cell[0] == "-" and cell != "-" and not _NUMBER.fullmatch(cell))


def shown(value: str) -> str:
    """The value as a message may repeat it: short and on one line."""
    flat = _CONTROL.sub("�", value)
    return flat if len(flat) <= 40 else flat[:39] + "…"


def code(value: str) -> str:
    """A code of a contest, part, entry, judge or aspect."""
    if not CODE.fullmatch(value):
        raise Unreadable(
            f"“{shown(value)}”不能作代码：只能用 1 至 32 个英文字母、数字、点、下划线或连字符。",
            f"“{shown(value)}” is no code: use 1 to 32 letters, digits, dots, underscores or hyphens.",
        )
    return value


def line(value: str) -> str:
    """A name or another text on one line, as it is; `-` is none and has no meaning here."""
    if value == "-" or not value.strip():
        raise Unreadable(
            "这里不能填“-”或空白；不知道就留空。", "“-” or blanks mean nothing here; leave it empty if unknown."
        )
    if _CONTROL.search(value):
        raise Unreadable(
            "文字中有换行或控制字符，请删去。", "The text holds a line break or control character; remove it."
        )
    return _bounded(value, 500)


def line_or_none(value: str) -> str:
    """A text on one line, where `-` says that there is none."""
    return value if value == "-" else line(value)


def prose(value: str) -> str:
    """A text that may have several lines."""
    if _CONTROL_IN_PROSE.search(value):
        raise Unreadable("文字中有控制字符，请删去。", "The text holds a control character; remove it.")
    return _bounded(value, 20_000)


def _bounded(value: str, most: int) -> str:
    if len(value) > most:
        raise Unreadable(f"文字超过 {most} 个字符，请缩短。", f"The text has more than {most} characters; shorten it.")
    return value


def exact(value: str) -> Fraction:
    """A decimal number of at most MOST_DECIMALS decimals, as an exact rational."""
    if not _NUMBER.fullmatch(value):
        raise Unreadable(
            f"“{shown(value)}”不是数字：请写成 12.5 的形式，不带单位、逗号或空格。",
            f"“{shown(value)}” is no number: write it like 12.5, without unit, comma or blank.",
        )
    if len(value.partition(".")[2]) > MOST_DECIMALS:
        raise Unreadable(
            f"“{shown(value)}”的小数超过 {MOST_DECIMALS} 位，请先四舍五入再填。",
            f"“{shown(value)}” has more than {MOST_DECIMALS} decimals; round it before entering it.",
        )
    number = Fraction(value)
    if abs(number) > LARGEST:
        raise Unreadable(f"“{shown(value)}”太大。", f"“{shown(value)}” is too large.")
    return number


def amount(value: str) -> Fraction:
    """A number that is not below zero."""
    number = exact(value)
    if number < 0:
        raise Unreadable(f"“{shown(value)}”不能小于 0。", f"“{shown(value)}” must not be below 0.")
    return number


def units(value: str) -> int:
    """A decimal number in units of 1/MARK_SCALE."""
    return int(exact(value) * MARK_SCALE)


def money(value: str) -> Decimal:
    """An amount of yuan with at most two decimals."""
    amount(value)
    if len(value.partition(".")[2]) > 2:
        raise Unreadable(
            f"金额“{shown(value)}”最多两位小数。", f"The amount “{shown(value)}” has more than two decimals."
        )
    return Decimal(value)


def whole(least: int, most: int) -> Reader[int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(value: str) -> int:
        if not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
            raise Unreadable(
                f"“{shown(value)}”应是 {least} 至 {most} 的整数。",
                f"“{shown(value)}” must be a whole number from {least} to {most}.",
            )
        return int(value)

    return read


def share(value: str) -> Fraction:
    """A share of a field above 0 and up to 1: `1/2`, `10%` or `0.1`."""
    ratio = _SHARE.fullmatch(value)
    if ratio and int(ratio[2]):
        number = Fraction(int(ratio[1]), int(ratio[2]))
    else:
        number = exact(value[:-1]) / 100 if value.endswith("%") else exact(value)
    if not 0 < number <= 1:
        raise Unreadable(
            f"比例“{shown(value)}”应大于 0、不超过 1。", f"The share “{shown(value)}” must be above 0 and at most 1."
        )
    return number


def day(value: str) -> date:
    """A day as ISO, 2023-06-05."""
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Unreadable(
        f"“{shown(value)}”不是日期：请写成 2023-06-05 的形式。",
        f"“{shown(value)}” is no day: write it like 2023-06-05.",
    )


def moment(value: str) -> datetime:
    """A time as ISO, 2023-06-05T09:30:00, with or without an offset."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise Unreadable(
            f"“{shown(value)}”不是时间：请写成 2023-06-05T09:30:00 的形式。",
            f"“{shown(value)}” is no time: write it like 2023-06-05T09:30:00.",
        ) from None


def matching(pattern: str, zh: str, en: str) -> Reader[str]:
    """A reader of texts that match the whole pattern; the sentences say what may stand there."""
    compiled = re.compile(pattern)

    def read(value: str) -> str:
        if not compiled.fullmatch(value):
            raise Unreadable(f"“{shown(value)}”不对：{zh}", f"“{shown(value)}” is wrong: {en}")
        return value

    return read


def one_of(*values: str) -> Reader[str]:
    """A reader of one of the words of a list."""

    def read(value: str) -> str:
        if value not in values:
            listed = " / ".join(values)
            raise Unreadable(f"“{shown(value)}”不在允许的值中：{listed}。", f"“{shown(value)}” is not one of {listed}.")
        return value

    return read


def mapped(values: dict[str, Value]) -> Reader[Value]:
    """A reader of the words of a mapping, which gives what they stand for."""
    word = one_of(*values)
    return lambda value: values[word(value)]


yes_no: Reader[bool] = mapped({"yes": True, "no": False})
