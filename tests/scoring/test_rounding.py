"""Rounding in integer arithmetic."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rounding import divide, to_decimal
from scoring.rules import RoundingMode

EVEN, UP, DOWN = RoundingMode.HALF_EVEN, RoundingMode.HALF_UP, RoundingMode.DOWN


@pytest.mark.parametrize(
    ("numerator", "denominator", "mode", "expected"),
    [
        (5, 2, UP, 3),
        (-5, 2, UP, -2),
        (5, 2, EVEN, 2),
        (7, 2, EVEN, 4),
        (-5, 2, EVEN, -2),
        (5, 2, DOWN, 2),
        (-5, 2, DOWN, -2),
        (8, 3, UP, 3),
        (7, 3, UP, 2),
        (8, 3, EVEN, 3),
        (7, 3, EVEN, 2),
        (8, 3, DOWN, 2),
        (0, 7, EVEN, 0),
    ],
)
def test_a_ratio_is_rounded_by_its_mode(numerator: int, denominator: int, mode: RoundingMode, expected: int) -> None:
    assert divide(numerator, denominator, mode) == expected


@given(st.integers(), st.integers(1, 10**6))
def test_rounding_agrees_with_exact_fractions(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    assert divide(numerator, denominator, UP) == floor(exact + Fraction(1, 2))
    assert divide(numerator, denominator, EVEN) == round(exact)
    assert divide(numerator, denominator, DOWN) == int(exact)


@given(st.integers(-(10**12), 10**12))
def test_rounding_agrees_with_decimal_arithmetic(units: int) -> None:
    exact = Decimal(units) / 1000
    assert to_decimal(divide(units, 10, EVEN), 2) == exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    assert to_decimal(divide(units, 10, DOWN), 2) == exact.quantize(Decimal("0.01"), ROUND_DOWN)


def test_decimals_have_their_places_whatever_the_context() -> None:
    with localcontext() as context:
        context.prec = 2
        assert str(to_decimal(1234567, 2)) == "12345.67"
    assert str(to_decimal(0, 2)) == "0.00"
    assert str(to_decimal(7, 0)) == "7"
