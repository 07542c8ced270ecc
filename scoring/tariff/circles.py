"""References that come back to where they began, or grow without measure: conditions, amounts, rules on rules."""

from collections.abc import Iterator, Mapping

from scoring.tariff.document import TariffFile
from scoring.tariff.language import Test

MAX_SIZE = 5000
"""Most conditions one named condition may stand for; every evaluation is that short."""

MAX_DEPTH = 60
"""Longest chain of named conditions."""


def circles(file: TariffFile) -> Iterator[tuple[str, list[str]]]:
    """Every circle with its key path; an evaluation of a tariff without circles always ends."""
    conditions = {name: _named(test) for name, test in file.conditions.items()}
    amounts = {
        rule.id: [name for name in (rule.amount.same_as, rule.amount.part_of) if name] if rule.amount else []
        for rule in file.rules
    }
    rings = _rings(conditions)
    for ring in rings:
        yield "conditions", ring
    for ring in _rings(amounts):
        yield "rules", ring
    if not rings:
        yield from _too_large(file, conditions)
        yield from _later(file)


def _later(file: TariffFile) -> Iterator[tuple[str, list[str]]]:
    """A rule that hangs on one that stands behind it, or on itself."""
    order = {rule.id: number for number, rule in enumerate(file.rules)}
    for number, rule in enumerate(file.rules):
        tests = [rule.results, *rule.requires, *((rule.applies,) if rule.applies else ())]
        for name in (name for test in tests for name in _granted(test, file.conditions)):
            if order.get(name, -1) >= number:
                yield f"rules.{number}", [rule.id, name, rule.id]


def _too_large(file: TariffFile, references: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    sizes: dict[str, tuple[int, int]] = {}
    left = dict(references)
    while left:
        ready = [name for name, others in left.items() if all(one in sizes or one not in references for one in others)]
        for name in ready:
            below = [sizes[one] for one in left.pop(name) if one in sizes]
            own = sum(1 for _ in _walk(file.conditions[name]))
            sizes[name] = own + sum(size for size, _ in below), 1 + max((depth for _, depth in below), default=0)
    for name, (size, depth) in sizes.items():
        if size > MAX_SIZE or depth > MAX_DEPTH:
            yield f"conditions.{name}", [name, "…", name]


def _named(test: Test) -> list[str]:
    return [part.condition for part in _walk(test) if part.condition is not None]


def _walk(test: Test) -> Iterator[Test]:
    yield test
    for part in (*test.all_, *test.any_, *((test.not_,) if test.not_ else ())):
        yield from _walk(part)


def _granted(test: Test, named: Mapping[str, Test]) -> Iterator[str]:
    """The rules a condition hangs on, named conditions included."""
    seen: set[str] = set()
    pending = [test]
    while pending:
        for part in _walk(pending.pop()):
            if part.granted is not None:
                yield part.granted
            name = part.condition
            if name is not None and name in named and name not in seen:
                seen.add(name)
                pending.append(named[name])


def _rings(references: Mapping[str, list[str]]) -> list[list[str]]:
    """Depth first, every name entered once; a name met while it is still open closes a ring."""
    found, state = [], dict.fromkeys(references, "new")
    for start in references:
        trail: list[tuple[str, Iterator[str]]] = []
        if state[start] == "new":
            trail.append((start, iter(references[start])))
            state[start] = "open"
        while trail:
            name, others = trail[-1]
            other = next(others, None)
            if other is None:
                state[name] = "done"
                trail.pop()
            elif state.get(other) == "open":
                names = [one for one, _ in trail]
                found.append([*names[names.index(other) :], other])
            elif state.get(other) == "new":
                state[other] = "open"
                trail.append((other, iter(references[other])))
    return found
