"""Reads what was decided by people: results/CONTEST of contests held elsewhere, and decisions.csv."""

import re
from collections.abc import Mapping

from app.exchange.backer_tables import refuse_unknown_entry
from app.exchange.cells import Unreadable, code, mapped, matching, money, shown, whole
from app.exchange.contest_rules import FACT
from app.exchange.package import PackagedContest, PackagedDecision, PackagedResult
from app.exchange.people_tables import no_contest
from app.exchange.report import Report
from app.exchange.tables import Column, RawTable, Record, Shape, records
from scoring.findings import Where
from scoring.rules import Medal
from scoring.text import Text

OVERLAPS = ("sum", "highest", "difference")

Question = tuple[str, str | None]

_QUESTION = re.compile(rf"(tie_order|displaced_award|overlap)|(evidence|setting):({FACT})")
_rule = matching("[A-Za-z0-9._-]{1,64}", "应是规则条目的名称。", "name a rule of a tariff.")


def _question(value: str) -> Question:
    found = _QUESTION.fullmatch(value)
    if not found:
        raise Unreadable(
            f"“{shown(value)}”不是可决定的事项：tie_order、evidence:事实、setting:名称、displaced_award、overlap。",
            f"“{shown(value)}” is no question: tie_order, evidence:FACT, setting:NAME, displaced_award, overlap.",
        )
    return found[1] or found[2], found[3]


RESULTS = Shape(
    (
        Column("entry", "参赛编号", required=True, read=code),
        Column("rank", "名次", read=whole(1, 100_000)),
        Column("medal", "奖项", read=mapped({medal.value: medal for medal in Medal})),
        Column("scale", "标准分", read=whole(0, 100_000)),
        Column("prize_paid", "已发奖金", read=money),
        Column("document", "文件", required=True),
    )
)
DECISIONS = Shape(
    (
        Column("contest", "项目代码", required=True, read=code),
        Column("entry", "参赛编号", read=code),
        Column("person", "人员"),
        Column("rule", "规则条目", read=_rule),
        Column("question", "事项", required=True, read=_question),
        Column("value", "决定", required=True),
        Column("decided_by", "决定人", required=True),
        Column("document", "文件"),
    )
)


def read_results(table: RawTable, contest: PackagedContest, report: Report) -> tuple[PackagedResult, ...]:
    """The results of a contest decided elsewhere, at most one an entry."""
    entries = {entry.code for entry in contest.entries}
    results: dict[str, PackagedResult] = {}
    for record in records(table, RESULTS, report):
        refuse_unknown_entry(table.file, record, entries, report)
        if record["entry"] in results:
            text = Text("同一参赛编号只能有一行结果。", "An entry has one row of results only.")
            report.error("repeated-entry", text, Where(table.file, record.row, "entry", contest.code, record["entry"]))
        elif not record.bad and record["entry"]:
            values = {name: record[name] for name in PackagedResult._fields if name != "row"}
            results[record["entry"]] = PackagedResult(**values, row=record.row)
    return tuple(results.values())


def read_decisions(
    table: RawTable, contests: Mapping[str, PackagedContest], report: Report
) -> dict[str, tuple[PackagedDecision, ...]]:
    """The decisions by contest, in the order of the file."""
    decisions: dict[str, list[PackagedDecision]] = {}
    for record in records(table, DECISIONS, report):
        contest = contests.get(record["contest"] or "")
        if contest is None:
            if record["contest"]:
                where = Where(file=table.file, row=record.row, column="contest")
                report.error("unknown-contest", no_contest(record["contest"]), where)
            continue
        _DecisionCheck(table.file, record, contest, report).run()
        if not record.bad:
            decisions.setdefault(contest.code, []).append(_decision(record))
    return {code: tuple(listed) for code, listed in decisions.items()}


def _decision(record: Record) -> PackagedDecision:
    question, subject = record["question"]
    value, entry, person, rule = record["value"], record["entry"], record["person"], record["rule"]
    by, document = record["decided_by"], record["document"]
    return PackagedDecision(record["contest"], entry, person, rule, question, subject, value, by, document, record.row)


class _DecisionCheck:
    """Checks that one decision speaks of things that exist, in words that its question knows."""

    def __init__(self, file: str, record: Record, contest: PackagedContest, report: Report) -> None:
        self._file = file
        self._record = record
        self._contest = contest
        self._report = report
        self._entries = {entry.code: entry for entry in contest.entries}

    def run(self) -> None:
        refuse_unknown_entry(self._file, self._record, self._entries, self._report)
        self._check_person()
        question, value = self._record["question"], self._record["value"]
        if question is None or value is None:
            return
        if question[0] == "tie_order":
            self._check_order(value.split(">"))
        elif question[0] == "evidence" and value not in ("yes", "no"):
            self._error("value", "unreadable-value", Text("应填 yes 或 no。", "Write yes or no."))
        elif question[0] == "overlap" and value not in OVERLAPS:
            listed = " / ".join(OVERLAPS)
            self._error("value", "unreadable-value", Text(f"应填 {listed} 之一。", f"Write one of {listed}."))
        elif question[0] == "displaced_award" and value not in self._entries:
            self._error("value", "unknown-entry", _no_entry(value))

    def _check_order(self, order: list[str]) -> None:
        for entry in order:
            if entry not in self._entries:
                self._error("value", "unknown-entry", _no_entry(entry))
        if len(order) < 2 or len(set(order)) < len(order):
            text = Text("应写出两个以上不同的参赛编号，如 17-003>17-007。", "Write two or more entries: 17-003>17-007.")
            self._error("value", "unreadable-value", text)

    def _check_person(self) -> None:
        entry = self._entries.get(self._record["entry"] or "")
        person = self._record["person"]
        if person is None or (self._record["entry"] and entry is None):
            return
        if entry is None:
            text = Text("写了人员就必须写参赛编号。", "A person needs the entry.")
            self._error("entry", "required-cell-empty", text)
        elif person not in {member.name for member in entry.people} | {str(n) for n in range(1, len(entry.people) + 1)}:
            self._error("person", "unknown-person", _NO_PERSON)

    def _error(self, column: str, code: str, text: Text) -> None:
        where = Where(self._file, self._record.row, column, self._contest.code, self._record["entry"])
        self._report.error(code, text, where)


_NO_PERSON = Text(
    "该参赛单元没有此人；请写姓名或队内序号。",
    "The entry has no such person; give the name or the number in the team.",
)


def _no_entry(entry: str) -> Text:
    return Text(f"本项目没有参赛编号“{shown(entry)}”。", f"This contest has no entry “{shown(entry)}”.")
