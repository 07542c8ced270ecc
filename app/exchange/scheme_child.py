"""What the limited child process tells of a scheme in any layout: summary, open questions, the scheme itself."""

from pathlib import Path
from typing import Any

from scoring.workbook import SchemeDraft, UndecidedError, WorkbookError, export_json, read_workbook
from scoring.workbook.archive import MAX_FILE


def draft_document(path: Path) -> dict[str, Any]:
    """`{summary, open, scheme}`: what `scheme show` prints; places and sentences of what must be decided; JSON or None.

    Raises WorkbookError for a file that is no readable scheme.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise WorkbookError(
                "too-large",
                f"文件超过 {MAX_FILE >> 20} MB：请只留下评分方案所在的工作表，删去图片后再试。",
                f"The file has more than {MAX_FILE >> 20} MB: keep only the sheet with the scheme, delete pictures.",
            )
        draft = read_workbook(path)
    except OSError as problem:
        raise WorkbookError(
            "unreadable-file",
            "无法打开文件：请核对路径和读取权限。",
            "The file cannot be opened: check its path and who may read it.",
        ) from problem
    summary = draft.summary()
    try:
        scheme, keys = export_json(draft.to_scheme({})).decode(), frozenset[str]()
    except UndecidedError as undecided:
        scheme, keys = None, frozenset(undecided.keys)
    return {"summary": summary, "open": _open(draft, summary, keys), "scheme": scheme}


def _open(draft: SchemeDraft, summary: dict[str, Any], keys: frozenset[str]) -> list[dict[str, Any]]:
    """Every question that stands in the way, as a finding: the errors, and what no finding asked about."""
    asked = zip(draft.findings, summary["findings"], strict=True)
    found = [shown for finding, shown in asked if shown["severity"] == "error" or finding.key in keys]
    unasked = keys - {finding.key for finding in draft.findings}
    places = {aspect.key: aspect.place for aspect in draft.aspects}
    for key in sorted(unasked):
        place = places.get(key.partition("@")[2])
        found.append({**_UNASKED, "sheet": place.sheet if place else "", "cell": place.cell if place else ""})
    return found


_UNASKED: dict[str, Any] = {
    "severity": "error",
    "code": "undecided",
    "text": {"zh": "该考核点缺少类型或满分。", "en": "The aspect has no type or no maximum mark."},
    "cure": None,
}
