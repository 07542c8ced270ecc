"""Calculations of the JSON form, to and from those of the CIS workbook."""

from decimal import Decimal
from fractions import Fraction

from scoring.scheme import Calculation
from scoring.workbook.values import decimal_text

PASS_FAIL = "pass-or-fail"  # noqa: S105 - a calculation, not a password


def read_calculation(raw: dict[str, object], maximum: Fraction | None) -> Calculation | None:
    """`pass-or-fail`, `options` (a CHOICE whose deductions are counted from the maximum) or `parameters` by name."""
    kind = raw.get("type")
    if kind == PASS_FAIL:
        return Calculation("PASS_FAIL")
    if kind == "options":
        return _choice(raw.get("options"), maximum)
    parameters = raw.get("parameters")
    if not isinstance(kind, str) or not isinstance(parameters, list):
        return None
    pairs = [pair for pair in parameters if isinstance(pair, list) and len(pair) == 2]
    return Calculation(kind, tuple((str(key), str(text)) for key, text in pairs))


def _choice(options: object, maximum: Fraction | None) -> Calculation | None:
    if not isinstance(options, list) or maximum is None:
        return None
    pairs = [("DEDUCTION_TYPE", "UNIT")]
    for number, option in enumerate(options, start=1):
        value = option.get("value") if isinstance(option, dict) else None
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            return None
        if abs(Decimal(value).adjusted()) > 12:
            return None
        label = str(option.get("description") or decimal_text(Fraction(value)))
        pairs.append((f"CHOICE{number}_LABEL", label))
        pairs.append((f"CHOICE{number}_DEDUCTION", decimal_text(maximum - Fraction(value))))
    return Calculation("CHOICE", tuple(pairs))


def written_calculation(calculation: Calculation) -> dict[str, object]:
    """The JSON of a calculation; everything but pass or fail keeps its parameters as pairs."""
    if calculation == Calculation("PASS_FAIL"):
        return {"type": PASS_FAIL}
    return {"type": calculation.name, "parameters": [list(pair) for pair in calculation.parameters]}
