"""Checks of a draft as a whole: sums, sections, ids that repeat, items that hold nothing."""

from collections import defaultdict
from fractions import Fraction

from scoring.workbook.building import Builder, OpenAspect, OpenSub
from scoring.workbook.draft import Cure, Edit, Place, Section
from scoring.workbook.messages import cure_text
from scoring.workbook.values import decimal_text

Stated = tuple[str | None, Place, Fraction]
ALLOWED_VARIANCE = 5


def _subs(builder: Builder) -> list[OpenSub]:
    return [sub for criterion in builder.criteria.values() for sub in criterion.subs]


def _aspects(builder: Builder) -> list[OpenAspect]:
    return [aspect for sub in _subs(builder) for aspect in sub.aspects]


def _sum(aspects: list[OpenAspect]) -> Fraction:
    return sum((aspect.counted for aspect in aspects), Fraction(0))


def check_stated(builder: Builder, stated: list[Stated]) -> None:
    """Compare every total the file states with the sum of the aspects (the summaries of workbooks are often stale)."""
    sums: dict[str | None, Fraction] = defaultdict(Fraction)
    for criterion in builder.criteria.values():
        for sub in criterion.subs:
            for key in (None, criterion.code, sub.code):
                sums[key] += _sum(sub.aspects)
    for code, place, value in stated:
        if code in sums and abs(sums[code] - value) >= Fraction(1, 10**9):
            cure = Cure(cure_text("recompute"), assumed=True)
            builder.note("stale-summary", place, cure, raw=decimal_text(value), read=decimal_text(sums[code]))


def check_total(builder: Builder, place: Place) -> None:
    """A whole scheme has 100 marks; a partial one is told."""
    total = _sum(_aspects(builder))
    if total != 100:
        builder.note("total-not-100", place, read=decimal_text(total))


def check_types(builder: Builder) -> None:
    """Every aspect without a type is a question; levels under it speak for a judgement."""
    for aspect in _aspects(builder):
        if aspect.type is None:
            proposed = "J" if aspect.levels or unnumbered_levels(aspect) else "M"
            cure = Cure(cure_text("type", read=proposed), (Edit(aspect.key, "type", proposed),))
            builder.note("untyped-aspect", aspect.place, cure)
        if not aspect.description and not aspect.extra:
            builder.note("missing-description", aspect.place)


def unnumbered_levels(aspect: OpenAspect) -> bool:
    """Three or four lines under an aspect of no other text read like judgement levels without their numbers."""
    return not aspect.levels and len(aspect.lines) in (3, 4) and not aspect.extra


def check_ids(builder: Builder) -> None:
    """Repeated ids of sub-criteria, each with the next free one as its cure; and empty sub-criteria."""
    taken = {sub.code for sub in _subs(builder)}
    last: dict[str, int] = {}
    met: set[str] = set()
    for sub in _subs(builder):
        if sub.code in met:
            free = _next_free(sub.code, taken, last)
            taken.add(free)
            cure = Cure(cure_text("code", read=free), (Edit(sub.key, "code", free),))
            builder.note("duplicate-sub", sub.place, cure, raw=sub.code)
        met.add(sub.code)
        if not sub.aspects:
            builder.note("sub-without-aspects", sub.place, raw=sub.code)


def _next_free(code: str, taken: set[str], last: dict[str, int]) -> str:
    """The first number not taken; `last` remembers how far each stem has been searched."""
    stem = code.rstrip("0123456789")
    number = last.get(stem, 0) + 1
    while f"{stem}{number}" in taken:
        number += 1
    last[stem] = number
    return f"{stem}{number}"


def check_sections(builder: Builder, sections: dict[str, tuple[Section, Place]]) -> None:
    """Variance of each section (DOMAIN 4: up to 5 allowed, warn and never block), missing and unknown sections."""
    aspects = _aspects(builder)
    if not sections and not any(aspect.section for aspect in aspects):
        return
    sums: dict[str, Fraction] = defaultdict(Fraction)
    usual = 2 * sum(aspect.section is not None for aspect in aspects) >= len(aspects)
    for aspect in aspects:
        if aspect.section is None and usual:
            builder.note("missing-section", aspect.place)
        elif aspect.section is not None:
            sums[aspect.section] += aspect.counted
            if sections and aspect.section not in sections:
                builder.note("unknown-section", aspect.place, raw=aspect.section[:20])
    for code, (section, place) in sections.items():
        variance = abs(sums[code] - section.weight) if section.weight is not None else Fraction(0)
        if section.weight is not None and variance:
            builder.note(
                "wsos-variance",
                place,
                mild=variance <= ALLOWED_VARIANCE,
                raw=code,
                weight=decimal_text(section.weight),
                read=decimal_text(sums[code]),
                variance=decimal_text(variance),
            )
