"""What a new version of a scheme changes: aspects added, removed, changed, and marks given that no longer fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.marks.values import Reading, ValueRefused, read_value, shown
from scoring.scheme import Aspect, Scheme
from scoring.text import Text
from scoring.workbook import Difference, SchemeDraft, difference, export_json, read_workbook


@dataclass(frozen=True, slots=True)
class GivenMark:
    """One mark that counts now; `value` in 1e-9 marks, None where not attempted."""

    id: int
    aspect: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Unfit:
    """Marks of an aspect that a new version has no place for."""

    aspect: str
    count: int
    why: Text


def draft_of_scheme(scheme: Scheme) -> SchemeDraft:
    """A finished scheme as a draft, so that it can be compared with one."""
    return read_workbook(export_json(scheme))


def changes(old: Scheme, new: Scheme) -> Difference:
    """What was added, removed and changed."""
    return difference(draft_of_scheme(old), draft_of_scheme(new))


def heirs(old: Scheme, new: Scheme) -> dict[str, Aspect]:
    """The aspect of the new version that each old one became, by the old code; removed ones are missing."""
    found = changes(old, new)
    codes = {code: code for code in old.aspects}
    codes.update({change.before.code: change.after.code for change in found.changed})
    gone = {item.code for item in found.removed}
    return {code: new.aspects[heir] for code, heir in codes.items() if code not in gone and heir in new.aspects}


def misfit(old: Aspect, heir: Aspect | None, value: int | None) -> Text | None:
    """Why a mark given under the old aspect cannot stand under its heir; None where it can."""
    if heir is None:
        return Text("评分点已删除。", "The aspect was removed.")
    if heir.type is not old.type:
        return Text("评分点的类型改变。", "The type of the aspect changed.")
    if heir.calculation != old.calculation:
        return Text(
            "计算方式改变，录入的值意义不同。", "The calculation changed: the value entered means something else."
        )
    try:
        read_value(heir, shown(Reading(value)))
    except ValueRefused as refused:
        return refused.text
    return None


def unfit_marks(old: Scheme, new: Scheme, marks: Iterable[GivenMark]) -> list[Unfit]:
    """The marks that would not be carried over, by aspect and reason, in the order of the old scheme."""
    inherited = heirs(old, new)
    counts: dict[tuple[str, Text], int] = {}
    for mark in marks:
        why = misfit(old.aspects[mark.aspect], inherited.get(mark.aspect), mark.value)
        if why:
            counts[mark.aspect, why] = counts.get((mark.aspect, why), 0) + 1
    order = {code: place for place, code in enumerate(old.aspects)}
    return [Unfit(code, count, why) for (code, why), count in sorted(counts.items(), key=lambda one: order[one[0][0]])]


def fitting(old: Scheme, new: Scheme, marks: Iterable[GivenMark]) -> Mapping[int, Aspect]:
    """The aspect under which each mark is carried on, by the mark's key."""
    inherited = heirs(old, new)
    return {
        mark.id: inherited[mark.aspect]
        for mark in marks
        if misfit(old.aspects[mark.aspect], inherited.get(mark.aspect), mark.value) is None
    }
