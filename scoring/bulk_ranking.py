"""Ranks of very many entries at once: keys packed into one integer each, sorted group by group."""

from collections.abc import Sequence

Key = tuple[Sequence[int], bool]
"""One value an entry, and whether higher is better."""


def rank_all(groups: Sequence[int], keys: Sequence[Key]) -> list[int]:
    """Standard competition ranks (1, 2, 2, 4) of every entry inside its group, by the keys in order.

    `groups` and each key hold one integer an entry; the answer is in the order given. Raises ValueError where lengths
    differ. Source: package-format, How the numbers are made 4.
    """
    packed = [0] * len(groups)
    for values, descending in keys:
        low, high = min(values, default=0), max(values, default=0)
        bits = (high - low).bit_length()
        if descending:
            packed = [head << bits | high - value for head, value in zip(packed, values, strict=True)]
        else:
            packed = [head << bits | value - low for head, value in zip(packed, values, strict=True)]
    members: dict[int, list[int]] = {group: [] for group in set(groups)}
    places = len(groups).bit_length()
    for place, (group, key) in enumerate(zip(groups, packed, strict=True)):
        members[group].append(key << places | place)
    ranks = [0] * len(groups)
    for items in members.values():
        _rank_group(items, places, ranks)
    return ranks


def _rank_group(items: list[int], places: int, ranks: list[int]) -> None:
    """Writes the ranks of one group's items, each a key with the entry's place in its lowest `places` bits."""
    items.sort()
    mask = (1 << places) - 1
    last_key = rank = -1
    for position, item in enumerate(items, start=1):
        key = item >> places
        if key != last_key:
            last_key, rank = key, position
        ranks[item & mask] = rank
