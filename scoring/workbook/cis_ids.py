"""The ids a scheme gets in the CIS layout, which knows only letters and a letter with a number."""

import re
from dataclasses import dataclass

from scoring.scheme import Criterion, Scheme, SubCriterion
from scoring.workbook.errors import WorkbookError


@dataclass(frozen=True, slots=True)
class CisIds:
    """Letters by criterion and ids by sub-criterion, both by their own codes."""

    letters: dict[str, str]
    subs: dict[tuple[str, str], str]

    def criterion(self, criterion: Criterion) -> str:
        """The letter."""
        return self.letters[criterion.code]

    def sub(self, criterion: Criterion, sub: SubCriterion) -> str:
        """The letter with a number."""
        return self.subs[criterion.code, sub.code]


def cis_ids(scheme: Scheme) -> CisIds:
    """Own codes where they fit the layout, else the next free ones; raises WorkbookError beyond 26 criteria."""
    codes = [criterion.code for criterion in scheme.criteria]
    free = [chr(ord("A") + place) for place in range(26) if chr(ord("A") + place) not in codes]
    letters: dict[str, str] = {}
    for code in codes:
        if not re.fullmatch("[A-Z]", code) and not free:
            raise WorkbookError(
                "too-many-criteria",
                "CIS 格式最多 26 个标准：请改用我们的模板或 JSON 导出。",
                "The CIS layout holds at most 26 criteria: export our template or JSON instead.",
            )
        letters[code] = code if re.fullmatch("[A-Z]", code) else free.pop(0)
    subs: dict[tuple[str, str], str] = {}
    for criterion in scheme.criteria:
        _sub_ids(criterion, letters[criterion.code], subs)
    return CisIds(letters, subs)


def _sub_ids(criterion: Criterion, letter: str, subs: dict[tuple[str, str], str]) -> None:
    fitting = re.compile(f"{letter}[1-9][0-9]{{0,2}}")
    taken = {sub.code for sub in criterion.subs if fitting.fullmatch(sub.code)}
    number = 0
    for sub in criterion.subs:
        if sub.code in taken:
            subs[criterion.code, sub.code] = sub.code
            continue
        number += 1
        while f"{letter}{number}" in taken:
            number += 1
        subs[criterion.code, sub.code] = f"{letter}{number}"
