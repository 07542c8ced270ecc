"""The `Calculations` sheet: its rows and the text form of their parameters."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.scheme import Calculation
from scoring.workbook.cells import Sheet
from scoring.workbook.values import decimal_text, text_of

NAMES = ("PASS_FAIL", "NUMBER_COMPLETED", "CHOICE", "REGULAR_DIFFERENCE_DEDUCTION", "RANGED_SCORE")
BETWEEN_PARAMETERS, AFTER_KEY, AFTER_NUMBER = "#-#", ":::", "#x~x#"


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """One row of the sheet: the label and the flag in front of the calculation, and what could not be read."""

    sheet: str
    row: int
    label: str
    flag: bool
    calculation: Calculation
    unclear: tuple[str, ...] = ()


def read_calculations(sheets: list[Sheet]) -> dict[int, CalculationRow]:
    """The rows of the sheet named Calculations by their number, counted from 1; empty if there is none."""
    sheet = next((sheet for sheet in sheets if sheet.name.strip().casefold() == "calculations"), None)
    rows: dict[int, CalculationRow] = {}
    for number, cells in (sheet.rows if sheet else {}).items():
        name = text_of(cells.get(2))
        if sheet is None or not name or name.casefold() in ("type", "calculation", "name"):
            continue
        parameters, unclear = parse_parameters(text_of(cells.get(4)))
        flag = text_of(cells.get(3)).casefold() in ("true", "1", "yes")
        calculation = Calculation(name.strip().upper(), parameters)
        rows[number] = CalculationRow(sheet.name, number, text_of(cells.get(1)), flag, calculation, unclear)
    return rows


def parse_parameters(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """`KEY:::number#x~x#text` joined by `#-#`, as (key, text) pairs, and the pieces that are unclear.

    A number becomes its shortest exact decimal (`0E-8` is `0`); a key with both a number and a text, with neither,
    or repeated, is unclear. So is a bound of 0 of a range (DOMAIN 4).
    """
    pairs: list[tuple[str, str]] = []
    unclear: list[str] = []
    for piece in filter(None, text.split(BETWEEN_PARAMETERS)):
        key, arrow, value = piece.partition(AFTER_KEY)
        number, cross, words = value.partition(AFTER_NUMBER)
        read = _exact(number) if number else None
        pairs.append((key.strip(), words if read is None else read))
        whole = arrow and cross and (read is None) == (not number)
        if not whole or (read is None) == (not words) or _zero_bound(key, read):
            unclear.append(piece)
    keys = [key for key, _ in pairs]
    unclear.extend(sorted({key for key in keys if keys.count(key) > 1}))
    return tuple(pairs), tuple(unclear)


def _zero_bound(key: str, number: str | None) -> bool:
    return number == "0" and any(word in key for word in ("RANGE", "BOUND", "UPPER", "LOWER", "_TO", "_FROM"))


def _exact(number: str) -> str | None:
    if len(number) > 30:
        return None
    try:
        value = Fraction(number.strip())
    except ValueError:
        return None
    # An exponent beyond any mark would make a number of a million digits.
    return decimal_text(value) if abs(value) < 10**12 and value.denominator < 10**12 else None


def parameters_text(calculation: Calculation) -> str:
    """The text form: what is written exactly as a shortest decimal goes into the number's place."""
    return BETWEEN_PARAMETERS.join(
        f"{key}{AFTER_KEY}{text}{AFTER_NUMBER}" if _is_plain(text) else f"{key}{AFTER_KEY}{AFTER_NUMBER}{text}"
        for key, text in calculation.parameters
    )


def _is_plain(text: str) -> bool:
    return _exact(text) == text
