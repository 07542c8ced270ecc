"""What changed between two versions of a scheme."""

from collections.abc import Callable
from dataclasses import dataclass

from scoring.workbook.deciding import aspect_codes
from scoring.workbook.draft import DraftAspect
from scoring.workbook.scheme_draft import SchemeDraft
from scoring.workbook.values import decimal_text, squeeze


@dataclass(frozen=True, slots=True)
class Located:
    """An aspect with its id and its sub-criterion's."""

    code: str
    sub: str
    aspect: DraftAspect


@dataclass(frozen=True, slots=True)
class Change:
    """An aspect of both versions; `fields` are (name, before, after)."""

    before: Located
    after: Located
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Aspects only in the new version, only in the old one, and those that changed; unchanged ones are left out."""

    added: tuple[Located, ...]
    removed: tuple[Located, ...]
    changed: tuple[Change, ...]


def difference(old: SchemeDraft, new: SchemeDraft) -> Difference:
    """Pair aspects by words and place, then by words alone, then by id, because ids move when rows are put in."""
    before, after = _located(old), _located(new)
    pairs: list[tuple[Located, Located]] = []
    for key in (_sub_and_words, _words, _code):
        pairs += _pair(before, after, key)
    changes = (Change(one, other, _fields(one, other)) for one, other in pairs)
    order = {item.aspect.key: place for place, item in enumerate(_located(new))}
    changed = sorted((change for change in changes if change.fields), key=lambda c: order[c.after.aspect.key])
    return Difference(tuple(after), tuple(before), tuple(changed))


def _located(draft: SchemeDraft) -> list[Located]:
    return [
        Located(code, sub.code, aspect)
        for criterion in draft.criteria
        for sub in criterion.subs
        for code, aspect in zip(aspect_codes(sub), sub.aspects, strict=True)
    ]


def _words(item: Located) -> str:
    return squeeze(item.aspect.description)


def _sub_and_words(item: Located) -> str:
    return f"{item.sub} {_words(item)} {squeeze(item.aspect.extra)}"


def _code(item: Located) -> str:
    return item.code


def _pair(before: list[Located], after: list[Located], key: Callable[[Located], str]) -> list[tuple[Located, Located]]:
    """Take out of both lists, in order, the items with the same key."""
    waiting: dict[str, list[Located]] = {}
    for item in before:
        waiting.setdefault(key(item), []).append(item)
    pairs = []
    for item in list(after):
        found = waiting.get(key(item))
        if found:
            pairs.append((found.pop(0), item))
    for one, other in pairs:
        before.remove(one)
        after.remove(other)
    return pairs


def _fields(one: Located, other: Located) -> tuple[tuple[str, str, str], ...]:
    shown = zip(_shown(one), _shown(other), strict=True)
    return tuple((name, was, now) for (name, was), (_, now) in shown if was != now)


def _shown(item: Located) -> tuple[tuple[str, str], ...]:
    aspect = item.aspect
    calculation = aspect.calculation
    return (
        ("code", item.code),
        ("type", aspect.type.value if aspect.type else ""),
        ("maximum", decimal_text(aspect.maximum) if aspect.maximum is not None else ""),
        ("description", "\n".join(filter(None, (aspect.description, aspect.extra, *aspect.lines)))),
        ("section", aspect.section or ""),
        ("requirement", aspect.requirement or ""),
        ("model", aspect.model.value),
        ("calculation", f"{calculation.name} {dict(calculation.parameters)}" if calculation else ""),
        ("levels", "\n".join(f"{level.level}: {level.description}" for level in aspect.levels)),
    )
