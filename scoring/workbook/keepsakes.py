"""What the CIS layout has no place for, kept on a sheet of its own and put back on reading.

A row holds an item's place, the item as the plain layout reads it, and the item as it is. It is put back only where
the plain reading is still the same, so that whoever edits the visible cells is heard.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from openpyxl import Workbook

from scoring.scheme import Criterion, Scheme, SubCriterion
from scoring.workbook.cells import Sheet
from scoring.workbook.deciding import finished_aspects
from scoring.workbook.draft import DraftAspect, DraftCriterion, DraftSub
from scoring.workbook.errors import WorkbookError
from scoring.workbook.json_book import aspect_object
from scoring.workbook.json_form import read_aspect
from scoring.workbook.same_bytes import write_cell
from scoring.workbook.values import text_of

SHEET = "Jiangheng"
Keepsake = tuple[str, str, str]


def _dump(item: object) -> str:
    return json.dumps(item, ensure_ascii=True, sort_keys=True)


def _criterion(criterion: Criterion | DraftCriterion) -> str:
    return _dump({"id": criterion.code, "name": criterion.name})


def _sub(sub: SubCriterion | DraftSub) -> str:
    return _dump({"id": sub.code, "name": sub.name, "day": sub.day})


def compare(read: tuple[DraftCriterion, ...], scheme: Scheme) -> list[Keepsake]:
    """The keepsakes that make `read`, the plain reading of an export, into `scheme` again."""
    wanted = [criterion for criterion in scheme.criteria if any(sub.aspects for sub in criterion.subs)]
    full = [replace(criterion, subs=tuple(sub for sub in criterion.subs if sub.aspects)) for criterion in read]
    try:
        rows = [row for one, other in zip(full, wanted, strict=True) for row in _compare(one, other)]
    except ValueError as wrong:
        raise WorkbookError(
            "not-exportable",
            "该方案无法用 CIS 格式表示：请改用我们的模板或 JSON 导出。",
            "The scheme does not fit the CIS layout: export our template or JSON instead.",
        ) from wrong
    return [row for row in rows if row[1] != row[2]]


def _compare(read: DraftCriterion, wanted: Criterion) -> Iterator[Keepsake]:
    yield read.key, _criterion(read), _criterion(wanted)
    subs = [sub for sub in wanted.subs if sub.aspects]
    for one, other in zip(read.subs, subs, strict=True):
        yield one.key, _sub(one), _sub(other)
        pairs = zip(one.aspects, finished_aspects(one), other.aspects, strict=True)
        for draft, plain, aspect in pairs:
            yield draft.key, _dump(aspect_object(plain)), _dump(aspect_object(aspect))


def write_keepsakes(book: Workbook, rows: list[Keepsake]) -> None:
    """Add the hidden sheet, unless there is nothing to keep."""
    if not rows:
        return
    sheet = book.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            write_cell(sheet, number, column, text)


def put_back(criteria: tuple[DraftCriterion, ...], sheets: list[Sheet]) -> tuple[DraftCriterion, ...]:
    """The criteria with every keepsake of the book whose plain reading is unchanged."""
    sheet = next((sheet for sheet in sheets if sheet.name == SHEET), None)
    if sheet is None:
        return criteria
    kept = {
        (text_of(cells.get(1)), text_of(cells.get(2))): exact
        for cells in sheet.rows.values()
        if (exact := _load(text_of(cells.get(3)))) is not None
    }
    return tuple(_back_criterion(criterion, kept) for criterion in criteria)


Kept = dict[tuple[str, str], dict[str, object]]


def _load(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _word(found: dict[str, object], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _back_criterion(criterion: DraftCriterion, kept: Kept) -> DraftCriterion:
    criterion = replace(criterion, subs=tuple(_back_sub(sub, kept) for sub in criterion.subs))
    found = kept.get((criterion.key, _criterion(criterion)))
    return replace(criterion, code=_word(found, "id"), name=_word(found, "name")) if found else criterion


def _back_sub(sub: DraftSub, kept: Kept) -> DraftSub:
    if all(aspect.type is not None and aspect.maximum is not None for aspect in sub.aspects):
        plain = [_dump(aspect_object(aspect)) for aspect in finished_aspects(sub)]
        aspects = (_back_aspect(a, kept.get((a.key, read))) for a, read in zip(sub.aspects, plain, strict=True))
        sub = replace(sub, aspects=tuple(aspects))
    found = kept.get((sub.key, _sub(sub)))
    if found is None:
        return sub
    return replace(sub, code=_word(found, "id"), name=_word(found, "name"), day=_word(found, "day") or None)


def _back_aspect(aspect: DraftAspect, found: dict[str, object] | None) -> DraftAspect:
    if found is None:
        return aspect
    exact = read_aspect(found)
    return replace(exact, key=aspect.key, place=aspect.place) if exact.maximum is not None else aspect
