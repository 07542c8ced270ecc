"""Ranks of very many entries at once: keys packed into one integer each, sorted once."""

from collections.abc import Sequence

Key = tuple[Sequence[int], bool]
"""One value an entry, and whether higher is better."""


def rank_all(groups: Sequence[int], keys: Sequence[Key]) -> list[int]:
    """Standard competition ranks (1, 2, 2, 4) of every entry inside its group, by the keys in order.

    `groups` and each key hold one integer an entry; the answer is in the order given. Raises ValueError where lengths
    differ. Source: package-format, How the numbers are made 4.
    """
    if not groups:
        return []
    lowest = min(groups)
    packed = [group - lowest for group in groups]
    width = 0
    for values, descending in keys:
        low, high = min(values), max(values)
        bits = (high - low).bit_length()
        width += bits
        if descending:
            packed = [head << bits | high - value for head, value in zip(packed, values, strict=True)]
        else:
            packed = [head << bits | value - low for head, value in zip(packed, values, strict=True)]
    return _ranks(packed, width)


def _ranks(packed: list[int], width: int) -> list[int]:
    """Ranks by packed keys, whose bits above `width` are the group; the place is packed below for the one sort."""
    places = len(packed).bit_length()
    mask = (1 << places) - 1
    ordered = [key << places | place for place, key in enumerate(packed)]
    ordered.sort()
    ranks = [0] * len(packed)
    last_key = last_group = -1
    first = rank = 0
    for position, item in enumerate(ordered, start=1):
        key = item >> places
        if key != last_key:
            last_key, rank = key, position
            if key >> width != last_group:
                last_group, first = key >> width, position - 1
        ranks[item & mask] = rank - first
    return ranks
