"""Exact money in 分: reading amounts, sharing them without losing one, shares with a stated rounding."""

from collections.abc import Sequence
from fractions import Fraction


def fen(yuan: str) -> int:
    """元 as written in a tariff → 分; raises ValueError where it is no amount."""
    whole, _, part = yuan.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def fraction(share: str) -> Fraction:
    """`30%`, `12.5` (percent too) or `1/2` → an exact fraction."""
    if "/" in share:
        return Fraction(share)
    return Fraction(share.rstrip("%")) / 100


def rounded(value: Fraction, mode: str) -> int:
    """A count by the stated rounding: up, down or half_up."""
    if mode == "up":
        return -(-value.numerator // value.denominator)
    shift = Fraction(1, 2) if mode == "half_up" else 0
    shifted = value + shift
    return shifted.numerator // shifted.denominator


def split(amount: int, parts: Sequence[int]) -> list[int]:
    """Share an amount in 分 by whole-number parts; the shares add up, the first get the 分 that do not divide."""
    if not parts or min(parts) < 0 or sum(parts) == 0:
        raise ValueError("sharing needs at least one part above zero")
    whole = sum(parts)
    shares = [amount * part // whole for part in parts]
    left = amount - sum(shares)
    order = sorted(range(len(parts)), key=lambda index: (-(amount * parts[index] % whole), index))
    for index in order[:left]:
        shares[index] += 1
    return shares


def share_equally(amount: int, people: int) -> list[int]:
    """The amount in equal shares, differing by at most one 分."""
    return split(amount, [1] * people)
