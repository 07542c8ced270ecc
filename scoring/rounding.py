"""Rounding of exact ratios in integer arithmetic, and the decimals people see."""

from decimal import Decimal

from scoring.rules import RoundingMode


def divide(numerator: int, denominator: int, mode: RoundingMode) -> int:
    """The integer nearest to numerator / denominator by `mode`; `denominator` > 0.

    A half goes up (towards positive infinity) or to the even neighbour; DOWN cuts off towards zero.
    """
    if mode is RoundingMode.HALF_UP:
        return (2 * numerator + denominator) // (2 * denominator)
    if mode is RoundingMode.DOWN:
        return numerator // denominator if numerator >= 0 else -(-numerator // denominator)
    quotient, rest = divmod(numerator, denominator)
    if 2 * rest == denominator:
        return quotient + quotient % 2
    return quotient + (2 * rest > denominator)


def to_decimal(units: int, places: int) -> Decimal:
    """`units` of 10**-places as a decimal with exactly `places` decimals, whatever the decimal context."""
    return Decimal(f"{units}E-{places}")
