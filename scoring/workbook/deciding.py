"""Applies what the organizer decided to a draft and turns it into a scheme."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from scoring.scheme import Aspect, AspectType, Benchmark, Criterion, Scheme, SubCriterion
from scoring.workbook.draft import Decisions, DraftAspect, DraftCriterion, DraftFinding, DraftSub, Edit
from scoring.workbook.errors import UndecidedError, WorkbookError
from scoring.workbook.values import read_number

Criteria = tuple[DraftCriterion, ...]
Findings = tuple[DraftFinding, ...]


def decided(criteria: Criteria, findings: Findings, decisions: Decisions) -> Criteria:
    """The criteria after the decisions.

    Decisions about findings that the draft does not have are left alone: they belong to another version of the file.
    """
    edits: dict[str, list[Edit]] = {}
    for edit in _edits(findings, decisions):
        edits.setdefault(edit.item, []).append(edit)
    return tuple(_criterion(criterion, edits) for criterion in criteria) if edits else criteria


def _edits(findings: Findings, decisions: Decisions) -> Iterator[Edit]:
    for finding in findings:
        decision = decisions.get(finding.key)
        if decision is None or finding.cure is None:
            continue
        if isinstance(decision, str):
            aims = finding.cure.accept or finding.cure.refusal
            # An aspect that is proposed to be left out lacks its maximum: a value given is that.
            yield from (
                replace(edit, field="maximum" if edit.field == "drop" else edit.field, value=decision)
                for edit in aims[:1]
            )
        else:
            yield from finding.cure.accept if decision else finding.cure.refusal


def _criterion(criterion: DraftCriterion, edits: dict[str, list[Edit]]) -> DraftCriterion:
    for edit in edits.get(criterion.key, []):
        criterion = replace(criterion, code=edit.value) if edit.field == "code" else replace(criterion, name=edit.value)
    return replace(criterion, subs=tuple(_sub(sub, edits) for sub in criterion.subs))


def _sub(sub: DraftSub, edits: dict[str, list[Edit]]) -> DraftSub:
    for edit in edits.get(sub.key, []):
        sub = replace(sub, code=edit.value) if edit.field == "code" else replace(sub, name=edit.value)
    aspects = (_aspect(aspect, edits.get(aspect.key, [])) for aspect in sub.aspects)
    return replace(sub, aspects=tuple(aspect for aspect in aspects if aspect is not None))


def _aspect(aspect: DraftAspect, edits: list[Edit]) -> DraftAspect | None:
    for edit in edits:
        if edit.field == "drop":
            return None
        aspect = _edited(aspect, edit)
    return aspect


def _edited(aspect: DraftAspect, edit: Edit) -> DraftAspect:
    match edit.field:
        case "type":
            return replace(aspect, type=_type(edit.value))
        case "maximum":
            return replace(aspect, maximum=_maximum(edit.value))
        case "section":
            return replace(aspect, section=edit.value or None)
        case "code":
            return replace(aspect, code=edit.value or None)
        case "levels":
            levels = tuple(Benchmark(level, text) for level, text in enumerate(aspect.lines))
            return replace(aspect, levels=levels, lines=())
        case _:
            return replace(aspect, description=edit.value)


def _type(value: str) -> AspectType | None:
    try:
        return AspectType(value.strip().upper()) if value else None
    except ValueError as wrong:
        raise WorkbookError(
            "bad-decision", f"类型应为 M、J 或 S，不是“{value}”。", f"The type must be M, J or S, not “{value}”."
        ) from wrong


def _maximum(value: str) -> Fraction | None:
    number = read_number(value) if value else None
    if value and (number is None or number.value < 0):
        raise WorkbookError(
            "bad-decision",
            f"满分应为不小于 0 的数值，不是“{value}”。",
            f"The maximum must be a number not below 0, not “{value}”.",
        )
    return number.value if number else None


def finished(criteria: Criteria, findings: Findings, decisions: Decisions) -> Scheme:
    """The scheme the decisions make of a draft; raises UndecidedError while a question is open."""
    after = decided(criteria, findings, decisions)
    open_keys = _open(after, findings, decisions)
    if open_keys:
        raise UndecidedError(open_keys)
    return Scheme(
        tuple(
            Criterion(
                criterion.code,
                criterion.name,
                tuple(
                    SubCriterion(sub.code, sub.name, tuple(finished_aspects(sub)), sub.day)
                    for sub in criterion.subs
                    if sub.aspects
                ),
            )
            for criterion in after
            if any(sub.aspects for sub in criterion.subs)
        )
    )


def _open(criteria: Criteria, findings: Findings, decisions: Decisions) -> tuple[str, ...]:
    """The keys of what still stands in the way: unknown types and maxima, ids that repeat, values that cannot be."""
    subs = [sub for criterion in criteria for sub in criterion.subs]
    aspects = [aspect for sub in subs for aspect in sub.aspects]
    keys = [_key(findings, aspect, "type") for aspect in aspects if aspect.type is None]
    keys += [_key(findings, aspect, "maximum") for aspect in aspects if aspect.maximum is None]
    codes = [sub.code for sub in subs]
    if len(set(codes)) < len(codes):
        keys += [finding.key for finding in findings if finding.code == "duplicate-sub"]
    names = [code for sub in subs for code in aspect_codes(sub)]
    if len(set(names)) < len(names):
        keys += [finding.key for finding in findings if finding.code == "duplicate-aspect"]
    keys += [finding.key for finding in findings if finding.code in _BLOCKING and not decisions.get(finding.key)]
    return tuple(dict.fromkeys(keys))


_BLOCKING = {"two-schemes", "unknown-model", "bad-value", "unknown-column"}


def _key(findings: Findings, aspect: DraftAspect, field: str) -> str:
    """The finding that asks for a field of an aspect."""
    for finding in findings:
        edits = finding.cure.accept + finding.cure.refusal if finding.cure else ()
        if any(edit.item == aspect.key and edit.field in (field, "drop") for edit in edits):
            return finding.key
    return f"{field}@{aspect.key}"


def aspect_codes(sub: DraftSub) -> list[str]:
    """The id of each aspect: the file's own, else its position in the sub-criterion by type (package-format)."""
    counts: dict[str, int] = {}
    placed: list[str] = []
    carried: list[str] = []
    for aspect in sub.aspects:
        letter = aspect.type.value if aspect.type else "X"
        counts[letter] = counts.get(letter, 0) + 1
        placed.append(aspect.code or f"{sub.code}.{letter}{counts[letter]}")
        carried.append(aspect.code or f"{sub.code}.{letter}{aspect.number or counts[letter]}")
    return carried if len(set(carried)) == len(carried) else placed


def finished_aspects(sub: DraftSub) -> Iterator[Aspect]:
    """The aspects of a sub-criterion; raises UndecidedError at one without type or maximum."""
    for code, aspect in zip(aspect_codes(sub), sub.aspects, strict=True):
        if aspect.type is None or aspect.maximum is None:
            raise UndecidedError((aspect.key,))
        yield Aspect(
            code=code,
            type=aspect.type,
            description=_whole_text(aspect),
            maximum=aspect.maximum,
            model=aspect.model,
            benchmarks=aspect.levels if aspect.type is AspectType.JUDGEMENT else (),
            calculation=aspect.calculation,
            section=aspect.section,
            requirement=aspect.requirement,
        )


def _whole_text(aspect: DraftAspect) -> str:
    """Description, extra text and the lines under it; levels that belong to no judgement stay as text."""
    stray = () if aspect.type is AspectType.JUDGEMENT else aspect.levels
    levels = tuple(f"{level.level}: {level.description}" for level in stray)
    return "\n".join(filter(None, (aspect.description, aspect.extra, *aspect.lines, *levels)))
