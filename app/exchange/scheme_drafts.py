"""Takes a scheme that came in another layout than our template into a package: nothing undecided passes."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from app.exchange.cells import CODE, LARGEST, MOST_DECIMALS, shown
from app.exchange.report import Report
from scoring.findings import Finding, Severity, Where
from scoring.scheme import Scheme
from scoring.text import Text

_ROW = re.compile(r"[0-9]+$")
_DECIDE = Text(
    "请在工作簿中改好此格后重新导入，或先在评分方案预览中确认并导出。",
    "Correct the cell in the workbook and load it again, or decide it in the scheme preview and export from there.",
)


def taken_scheme(file: str, document: dict[str, Any], report: Report) -> Scheme | None:
    """The scheme of a draft (`scheme_child.draft_document`); None after the report where a question is open.

    Every finding of the draft becomes one of the package, with the row and, as column, `sheet!cell`.
    """
    from scoring.workbook import read_workbook  # brings openpyxl along, which no other package needs here

    questions = document["open"]
    for question in questions:
        report.error(question["code"], _asking(question), _where(file, question))
    for told in document["summary"]["findings"]:
        if told not in questions:
            report.add(Finding(Severity(told["severity"]), told["code"], _told(told), _where(file, told)))
    if questions or document["scheme"] is None:
        return None
    scheme = read_workbook(document["scheme"].encode()).to_scheme({})
    wrong = list(_unfit(scheme))
    for text in wrong:
        report.error("unreadable-value", text, Where(file=file))
    return None if wrong else scheme


def _where(file: str, told: dict[str, Any]) -> Where:
    row = _ROW.search(told["cell"])
    return Where(file=file, row=int(row[0]) if row else None, column=f"{told['sheet']}!{told['cell']}")


def _told(told: dict[str, Any]) -> Text:
    said, cure = told["text"], told["cure"]
    if cure is None:
        return Text(said["zh"], said["en"])
    return Text(f"{said['zh']}处理：{cure['zh']}", f"{said['en']} Cure: {cure['en']}")


def _asking(question: dict[str, Any]) -> Text:
    said, cure = question["text"], question["cure"]
    zh = f"建议：{cure['zh']}" if cure else ""
    en = f" Proposed: {cure['en']}" if cure else ""
    return Text(f"{said['zh']}{zh}{_DECIDE.zh}", f"{said['en']}{en} {_DECIDE.en}")


def _unfit(scheme: Scheme) -> Iterator[Text]:
    """What package-format does not allow although the workbook does: other codes, marks too fine or too large."""
    subs = [sub.code for criterion in scheme.criteria for sub in criterion.subs]
    for name in (*(criterion.code for criterion in scheme.criteria), *subs, *scheme.aspects):
        if not CODE.fullmatch(name):
            yield Text(
                f"编号“{shown(name)}”不能作代码：请改用 1 至 32 个英文字母、数字、点、下划线或连字符。",
                f"The id “{shown(name)}” is no code: use 1 to 32 letters, digits, dots, underscores or hyphens.",
            )
    for aspect in scheme.aspects.values():
        if aspect.maximum > LARGEST or (aspect.maximum * Fraction(10) ** MOST_DECIMALS).denominator != 1:
            yield Text(
                f"评分点 {aspect.code} 的满分超过 {MOST_DECIMALS} 位小数或太大：请在工作簿中改短。",
                f"The maximum of {aspect.code} has more than {MOST_DECIMALS} decimals or is too large: shorten it.",
            )
