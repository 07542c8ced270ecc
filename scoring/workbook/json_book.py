"""Writes a scheme as JSON: the public form's fields with criteria, ids, models and calculations added."""

import json

from scoring.scheme import Aspect, AspectType, Criterion, MarkModel, Scheme, SubCriterion
from scoring.workbook.draft import Section
from scoring.workbook.json_calculations import written_calculation
from scoring.workbook.values import decimal_text

_TYPES = {
    AspectType.MEASUREMENT: "measurement",
    AspectType.JUDGEMENT: "judgement",
    AspectType.SCORED: "scored",
}


def export_json(scheme: Scheme, title: str = "", sections: tuple[Section, ...] = ()) -> bytes:
    """UTF-8 JSON, one-space indent, final newline; marks are exact decimals written as text."""
    root: dict[str, object] = {
        "title": title,
        "totalMark": decimal_text(scheme.total),
        "wsosSections": {section.code: section.name for section in sections},
        "wsosWeights": {s.code: decimal_text(s.weight) for s in sections if s.weight is not None},
        "criteria": [_criterion(criterion) for criterion in scheme.criteria],
    }
    return (json.dumps(root, ensure_ascii=False, indent=1) + "\n").encode()


def _criterion(criterion: Criterion) -> dict[str, object]:
    return {"id": criterion.code, "name": criterion.name, "subCriterions": [_sub(sub) for sub in criterion.subs]}


def _sub(sub: SubCriterion) -> dict[str, object]:
    day = {"day": sub.day} if sub.day is not None else {}
    return {"id": sub.code, "name": sub.name, **day, "aspects": [aspect_object(aspect) for aspect in sub.aspects]}


def aspect_object(aspect: Aspect) -> dict[str, object]:
    """One aspect; fields that are unknown are left out."""
    found: dict[str, object] = {
        "id": aspect.code,
        "type": _TYPES[aspect.type],
        "description": aspect.description,
        "maxMark": decimal_text(aspect.maximum),
    }
    if aspect.section is not None:
        found["wsosSection"] = aspect.section
    if aspect.requirement is not None:
        found["requirement"] = aspect.requirement
    if aspect.benchmarks:
        found["benchmarks"] = [[level.level, level.description] for level in aspect.benchmarks]
    if aspect.calculation is not None:
        found["calculation"] = written_calculation(aspect.calculation)
    if aspect.model is not (MarkModel.CALCULATED if aspect.calculation else MarkModel.ANY):
        found["model"] = aspect.model.value
    return found
