"""Checks identity numbers: 18 characters carry a check digit, a birth date and a sex (GB 11643).

The region digits are not checked: python-stdnum's list refuses codes that people really hold.
Messages never repeat the number.
"""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from app.exchange.cells import Unreadable

_EIGHTEEN = re.compile(r"[0-9]{17}[0-9Xx]")
_OTHER = re.compile(r"[0-9A-Za-z()（）/-]{5,30}")


def id_number(value: str) -> str:
    """An identity number in upper case; 18 characters must have a right check digit and a real birth date."""
    if len(value) != 18:
        return _other_document(value)
    if not _EIGHTEEN.fullmatch(value):
        raise Unreadable(
            "身份证号码应为 17 位数字加 1 位数字或 X。",
            "An ID number of 18 characters is 17 digits and a digit or X.",
        )
    number = value.upper()
    if number[-1] != ric.calc_check_digit(number):
        raise Unreadable(
            "身份证号码的校验位不对，请核对原件；在 Excel 中须把该列设为文本。",
            "The check digit of the ID number is wrong; compare it with the document (in Excel, make the column text).",
        )
    birth_date_in(number)
    return number


def birth_date_in(number: str) -> date:
    """The birth date inside an 18-character number; Unreadable where there is no such day."""
    try:
        return ric.get_birth_date(number)
    except ValidationError:
        raise Unreadable(
            "身份证号码中的出生日期不存在，请核对原件。",
            "The birth date in the ID number does not exist; compare it with the document.",
        ) from None


def gender_in(number: str) -> str:
    """The sex inside an 18-character number: odd is male."""
    return "male" if int(number[16]) % 2 else "female"


def _other_document(value: str) -> str:
    if not _OTHER.fullmatch(value):
        raise Unreadable(
            "证件号码只能有字母、数字、括号、斜线和连字符，5 至 30 个字符。",
            "A document number has 5 to 30 letters, digits, brackets, slashes or hyphens.",
        )
    return value.upper()
