"""The five calculations of the CIS workbook: from a counted, chosen or measured value to marks."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from scoring.scheme import Aspect, Calculation
from scoring.text import Text


class CalculationUnclear(ValueError):
    """A calculation that cannot be done without guessing; `text` says which parameter and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def calculate(aspect: Aspect, value: Fraction) -> Fraction:
    """The mark, 0 to the maximum, that a value earns by the aspect's calculation (DOMAIN 4, Measurement).

    Raises CalculationUnclear for an unknown name, a missing parameter, a zero step or bound, or an impossible value.
    """
    calculation, maximum = aspect.calculation or Calculation("PASS_FAIL"), aspect.maximum
    rule = _RULES.get(calculation.name)
    if rule is None:
        raise CalculationUnclear(
            f"不认识计算方式“{calculation.name}”：请改用五种 CIS 计算之一。",
            f"The calculation '{calculation.name}' is unknown: use one of the five of CIS.",
        )
    return min(maximum, max(Fraction(0), rule(dict(calculation.parameters), maximum, value)))


def _number(parameters: Mapping[str, str], key: str) -> Fraction:
    try:
        return Fraction(parameters.get(key, ""))
    except (ValueError, ZeroDivisionError):
        raise CalculationUnclear(
            f"计算参数 {key} 缺失或不是数：请在评分标准中补上。",
            f"The parameter {key} of the calculation is missing or no number: state it in the scheme.",
        ) from None


def _positive(parameters: Mapping[str, str], key: str) -> Fraction:
    number = _number(parameters, key)
    if number <= 0:
        raise CalculationUnclear(
            f"计算参数 {key} 必须大于 0：请在评分标准中更正，系统不猜测。",
            f"The parameter {key} of the calculation must be above 0: correct the scheme, nothing is guessed.",
        )
    return number


def _impossible(value: Fraction, zh: str, en: str) -> CalculationUnclear:
    return CalculationUnclear(
        f"录入值 {value} 不可能：{zh}请更正录入值。", f"The value {value} is impossible: {en} Correct it."
    )


def _amount(parameters: Mapping[str, str], key: str, maximum: Fraction) -> Fraction:
    """A deduction in marks, or in percent of the maximum where DEDUCTION_TYPE says PERCENT."""
    amount = _number(parameters, key)
    unit = parameters.get("DEDUCTION_TYPE", "UNIT").upper()
    if unit not in {"UNIT", "PERCENT"}:
        raise CalculationUnclear(
            f"扣分单位“{unit}”不明：请写 UNIT 或 PERCENT。", f"The unit '{unit}' is unclear: write UNIT or PERCENT."
        )
    return amount * maximum / 100 if unit == "PERCENT" else amount


def _pass_fail(parameters: Mapping[str, str], maximum: Fraction, value: Fraction) -> Fraction:
    """The full mark or nothing; the value is 1 or the full mark for a pass, 0 for a fail."""
    if value not in (0, 1, maximum):
        raise _impossible(value, "通过为 1 或满分，不通过为 0。", "a pass is 1 or the full mark, a fail is 0.")
    return maximum if value else Fraction(0)


def _number_completed(parameters: Mapping[str, str], maximum: Fraction, value: Fraction) -> Fraction:
    """max·k/n for k of NUM_POSSIBLE done."""
    possible = _positive(parameters, "NUM_POSSIBLE")
    if not 0 <= value <= possible:
        raise _impossible(value, f"应在 0 到 {possible} 之间。", f"it lies outside 0 to {possible}.")
    return maximum * value / possible


def _choice(parameters: Mapping[str, str], maximum: Fraction, value: Fraction) -> Fraction:
    """The maximum less the deduction of the chosen answer, numbered from 1."""
    key = f"CHOICE{value}_DEDUCTION"
    if key not in parameters:
        raise _impossible(value, "没有这个选项。", "there is no such choice.")
    return maximum - _amount(parameters, key, maximum)


def _regular_difference(parameters: Mapping[str, str], maximum: Fraction, value: Fraction) -> Fraction:
    """The maximum less DEDUCTION for each whole DIFFERENCE between the value and TARGET_VALUE.

    DIFFERENCE_TYPE UNIT counts it in the unit of the value, PERCENT in percent of the target.
    """
    target, step = _number(parameters, "TARGET_VALUE"), _positive(parameters, "DIFFERENCE")
    kind = parameters.get("DIFFERENCE_TYPE", "UNIT").upper()
    if kind == "PERCENT":
        step = step * abs(target) / 100
    if kind not in {"UNIT", "PERCENT"} or step == 0:
        raise CalculationUnclear(
            f"差值单位“{kind}”不明或目标值为 0：请更正评分标准。",
            f"The unit '{kind}' of the difference is unclear, or the target is 0: correct the scheme.",
        )
    return maximum - (abs(value - target) // step) * _amount(parameters, "DEDUCTION", maximum)


def _ranged_score(parameters: Mapping[str, str], maximum: Fraction, value: Fraction) -> Fraction:
    """The maximum less the deduction of the range the value lies in; ranges are numbered from 1, bounds included.

    RANGEn_FROM and RANGEn_TO bound it, RANGEn_DEDUCTION is its deduction; a value on two ranges belongs to the first.
    """
    number = 1
    while f"RANGE{number}_DEDUCTION" in parameters:
        low, high = _number(parameters, f"RANGE{number}_FROM"), _number(parameters, f"RANGE{number}_TO")
        if low >= high:
            raise CalculationUnclear(
                f"第 {number} 档的上下限不明（{low} 到 {high}）：请在评分标准中更正。",
                f"The bounds of range {number} are unclear ({low} to {high}): correct the scheme.",
            )
        if low <= value <= high:
            return maximum - _amount(parameters, f"RANGE{number}_DEDUCTION", maximum)
        number += 1
    raise _impossible(value, "不在任何一档之内。", "it lies in no range.")


_RULES: Mapping[str, Callable[[Mapping[str, str], Fraction, Fraction], Fraction]] = {
    "PASS_FAIL": _pass_fail,
    "NUMBER_COMPLETED": _number_completed,
    "CHOICE": _choice,
    "REGULAR_DIFFERENCE_DEDUCTION": _regular_difference,
    "RANGED_SCORE": _ranged_score,
}
