"""Reads who stands behind the entries and who judges them: backers.csv and judges.csv."""

from collections.abc import Collection, Mapping
from typing import Any

from app.exchange.package import Backer, Judge, PackagedContest
from app.exchange.people_tables import BACKERS, JUDGES, no_contest
from app.exchange.report import Report
from app.exchange.tables import RawTable, Record, records
from scoring.findings import Where
from scoring.text import Text


def read_backers(table: RawTable, entries: Collection[str], report: Report) -> tuple[Backer, ...]:
    """The backers of the entries; the same code must be the same body everywhere."""
    bodies: dict[tuple[str, str], Record] = {}
    backers: list[Backer] = []
    for record in records(table, BACKERS, report):
        refuse_unknown_entry(table.file, record, entries, report)
        _check_backer(table.file, record, report)
        if record["code"] not in (None, "-"):
            first = bodies.setdefault((record["kind"], record["code"]), record)
            _refuse_contradiction(table.file, record, first, ("name", "id_number", "grade"), "code", report)
        backers.append(Backer(**_required(record, ("entry", "kind", "name")), **_rest(record, _BACKER), row=record.row))
    return tuple(backers)


def read_judges(
    table: RawTable, contests: Mapping[str, PackagedContest], report: Report
) -> dict[str, tuple[Judge, ...]]:
    """The judges by contest; the same code must be the same person everywhere."""
    people: dict[str, Record] = {}
    judges: dict[str, list[Judge]] = {contest: [] for contest in contests}
    for record in records(table, JUDGES, report):
        contest = record["contest"]
        if contest is not None and contest not in contests:
            report.error(
                "unknown-contest", no_contest(contest), Where(file=table.file, row=record.row, column="contest")
            )
        if record["judge"] is None or contest not in contests:
            continue
        first = people.setdefault(record["judge"], record)
        _refuse_contradiction(table.file, record, first, ("name", "id_number", "unit", "delegation"), "judge", report)
        named = _required(record, ("name", "contest", "role"))
        judges[contest].append(Judge(code=record["judge"], **named, **_rest(first, _JUDGE), row=record.row))
    return {contest: tuple(listed) for contest, listed in judges.items()}


def refuse_unknown_entry(file: str, record: Record, entries: Collection[str], report: Report) -> None:
    """Report an entry that entrants.csv does not have."""
    entry = record["entry"]
    if entry is not None and entry not in entries:
        text = Text(f"entrants 中没有参赛编号 {entry}。", f"There is no entry {entry} in entrants.")
        report.error("unknown-entry", text, Where(file=file, row=record.row, column="entry", entry=entry))


def _check_backer(file: str, record: Record, report: Report) -> None:
    if record["grade"] and record["kind"] not in ("base", None):
        text = Text("只有 base（基地）有级别，请留空。", "Only a base has a grade; leave it empty.")
        report.error("unreadable-value", text, Where(file=file, row=record.row, column="grade"))
    if record["chief"] and record["kind"] not in ("coach", None):
        text = Text("只有 coach（教练）可以是主教练。", "Only a coach can be chief.")
        report.error("unreadable-value", text, Where(file=file, row=record.row, column="chief"))


def _refuse_contradiction(
    file: str, record: Record, first: Record, columns: tuple[str, ...], key: str, report: Report
) -> None:
    for column in columns:
        if None not in (record[column], first[column]) and record[column] != first[column]:
            text = Text(
                f"{key} 与第 {first.row} 行相同，但 {column} 不同；请改成一致，或换一个代码。",
                f"The same {key} as in row {first.row}, but another {column}; make them agree or use another code.",
            )
            report.error("contradiction", text, Where(file=file, row=record.row, column=column))


def _required(record: Record, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: record[name] or "?" for name in names}


def _rest(record: Record, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: record[name] for name in names}


_BACKER = ("code", "id_number", "chief", "grade")
_JUDGE = ("id_number", "unit", "delegation")
