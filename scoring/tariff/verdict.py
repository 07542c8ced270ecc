"""True, false or unknown, with the reasons, the missing evidence and the settings that led there."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from scoring.tariff.grants import Reason

Item = TypeVar("Item")


class Verdict(NamedTuple):
    """A three-valued answer (`value` None is unknown); `members` are the people of a team it holds for, None = all."""

    value: bool | None
    because: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    members: tuple[int, ...] | None = None


TRUE = Verdict(True)
FALSE = Verdict(False)


def both(verdicts: Iterable[Verdict]) -> Verdict:
    """All must hold: one false settles it, otherwise one unknown does (Kleene's strong conjunction)."""
    kept: list[Verdict] = []
    for verdict in verdicts:
        if verdict.value is False:
            return verdict
        if verdict is not TRUE:
            kept.append(verdict)
    if not kept:
        return TRUE
    if len(kept) == 1:
        return kept[0]
    unknown = any(verdict.value is None for verdict in kept)
    return _joined(None if unknown else True, kept)


def either(verdicts: Iterable[Verdict]) -> Verdict:
    """One that holds is enough; of the others only the settings asked on the way are then recorded."""
    kept: list[Verdict] = []
    for verdict in verdicts:
        if verdict.value is True:
            asked = [pair for one in (*kept, verdict) for pair in one.settings]
            return verdict._replace(settings=tuple(dict.fromkeys(asked)))
        kept.append(verdict)
    unknown = [verdict for verdict in kept if verdict.value is None]
    joined = _joined(None, unknown) if unknown else _joined(False, kept)
    return joined._replace(settings=tuple(dict.fromkeys(pair for one in kept for pair in one.settings)))


def opposite(verdict: Verdict) -> Verdict:
    """The contrary; unknown stays unknown."""
    value = None if verdict.value is None else not verdict.value
    return verdict._replace(value=value)


def _joined(value: bool | None, verdicts: list[Verdict]) -> Verdict:
    members = [verdict.members for verdict in verdicts if verdict.members is not None]
    return Verdict(
        value,
        _merged([verdict.because for verdict in verdicts]),
        _merged([verdict.missing for verdict in verdicts]),
        _merged([verdict.settings for verdict in verdicts]),
        tuple(sorted(set.intersection(*map(set, members)))) if members else None,
    )


def _merged(parts: list[tuple[Item, ...]]) -> tuple[Item, ...]:
    """All parts in order without repetition; most have one part that says anything."""
    said = [part for part in parts if part]
    if len(said) < 2:
        return said[0] if said else ()
    return tuple(dict.fromkeys(item for part in said for item in part))


def unique(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The same reasons without repetition, in order."""
    return tuple(dict.fromkeys(reasons))
