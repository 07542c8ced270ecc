"""Reads what was marked: marks/CONTEST, scores/CONTEST and penalties/CONTEST."""

import re
from collections.abc import Iterator

from app.exchange.cells import Unreadable, amount, code, moment, one_of, prose, shown, units, whole
from app.exchange.package import PackagedContest, PackagedMark, PackagedPenalty, PackagedScore
from app.exchange.report import Report
from app.exchange.tables import Column, RawTable, Record, Shape, records
from scoring.findings import Where
from scoring.results import MARK_SCALE
from scoring.rules import TeamMarking
from scoring.scheme import Aspect, AspectType
from scoring.text import Text

Target = tuple[str, int]
"""An entry's code and the member, 0 where the entry is marked as one."""

_TARGET = re.compile(r"([A-Za-z0-9._-]{1,32})(?:/([1-9][0-9]{0,2}))?")
_WORDS = ("yes", "no", "na")


def _target(value: str) -> Target:
    found = _TARGET.fullmatch(value)
    if not found:
        raise Unreadable(f"“{shown(value)}”不是参赛编号。", f"“{shown(value)}” is no entry.")
    return found[1], int(found[2] or 0)


def _mark(value: str) -> int | str:
    return value if value in _WORDS else units(value)


def _penalty(value: str) -> int:
    return int(amount(value) * MARK_SCALE)


MARKS = Shape(
    (
        Column("entry", "参赛编号", required=True, read=_target),
        Column("aspect", "评分点", required=True, read=code),
        Column("judge", "裁判编号", read=code),
        Column("value", "分值", required=True, read=_mark),
        Column("entered_by", "录入人"),
        Column("at", "录入时间", read=moment),
        Column("version", "轮次", read=whole(1, 1_000_000)),
    )
)
SCORES = Shape(
    (
        Column("entry", "参赛编号", required=True, read=_target),
        Column("part", "模块", required=True, read=code),
        Column("score", "成绩", required=True, read=units),
    )
)
PENALTIES = Shape(
    (
        Column("entry", "参赛编号", required=True, read=_target),
        Column("kind", "类别", required=True, read=one_of("points", "seconds")),
        Column("amount", "数量", required=True, read=_penalty),
        Column("reason", "理由", required=True, read=prose),
        Column("by", "决定人"),
    )
)


class RecordReader:
    """Reads the tables of one contest, whose rules, entries and judges are already known."""

    def __init__(self, contest: PackagedContest, report: Report) -> None:
        self._contest = contest
        self._report = report
        self._summed = contest.rules.team is TeamMarking.SUM
        self._members = {entry.code: len(entry.people) for entry in contest.entries}
        self._judges = {judge.code for judge in contest.judges}
        schemes = [part.scheme for part in contest.rules.parts if part.scheme]
        self._aspects: dict[str, Aspect] = {}
        for scheme in schemes:
            self._aspects.update(scheme.aspects)
        self._complete = len(schemes) == len(contest.scheme_files)
        self._ready = {part.code for part in contest.rules.parts if part.scheme is None}

    def marks(self, table: RawTable) -> tuple[PackagedMark, ...]:
        """The marks by aspect, all versions in the order of the file."""
        return tuple(self._marks(table))

    def scores(self, table: RawTable) -> tuple[PackagedScore, ...]:
        """The ready scores of parts."""
        scores: list[PackagedScore] = []
        for record in records(table, SCORES, self._report):
            target = self._known_target(table.file, record)
            part = record["part"]
            if part is not None and part not in self._ready:
                text = Text(f"本项目没有以 full 给分的模块 {part}。", f"This contest has no part {part} with a full.")
                self._error(table.file, record, "part", "unknown-part", text)
            elif target and part and record["score"] is not None:
                scores.append(PackagedScore(*target, part, record["score"], record.row))
        return tuple(scores)

    def penalties(self, table: RawTable) -> tuple[PackagedPenalty, ...]:
        """The points and seconds taken off on site."""
        penalties: list[PackagedPenalty] = []
        for record in records(table, PENALTIES, self._report):
            target = self._known_target(table.file, record)
            if target and not record.bad:
                kind, count = record["kind"], record["amount"]
                penalties.append(PackagedPenalty(*target, kind, count, record["reason"], record["by"], record.row))
        return tuple(penalties)

    def _marks(self, table: RawTable) -> Iterator[PackagedMark]:
        for record in records(table, MARKS, self._report):
            target = self._known_target(table.file, record)
            aspect = self._known_aspect(table.file, record)
            if not target or not aspect:
                continue
            self._check_judge(table.file, record, aspect)
            value = self._value(table.file, record, aspect)
            values = record.values
            yield PackagedMark(
                *target,
                aspect.code,
                values.get("judge"),
                value,
                values.get("version") or 1,
                values.get("entered_by"),
                values.get("at"),
                record.row,
            )

    def _known_target(self, file: str, record: Record) -> Target | None:
        target: Target | None = record["entry"]
        if target is None:
            return None
        entry, member = target
        if entry not in self._members:
            text = Text(f"本项目没有参赛编号 {entry}。", f"This contest has no entry {entry}.")
        elif self._summed != bool(member) or member > self._members[entry]:
            text = _member_text(entry, self._members[entry], self._summed)
        else:
            return target
        self._error(file, record, "entry", "unknown-entry", text)
        return None

    def _known_aspect(self, file: str, record: Record) -> Aspect | None:
        name = record["aspect"]
        aspect = self._aspects.get(name)
        if name is not None and aspect is None and self._complete:
            text = Text(f"评分表中没有评分点 {name}。", f"The scheme has no aspect {name}.")
            self._error(file, record, "aspect", "unknown-aspect", text)
        return aspect

    def _check_judge(self, file: str, record: Record, aspect: Aspect) -> None:
        judge = record["judge"]
        measured = aspect.type is AspectType.MEASUREMENT
        if measured and judge is not None:
            text = Text("M 类评分点不填裁判，请留空。", "A measurement has no judge; leave the cell empty.")
            self._error(file, record, "judge", "judge-not-expected", text)
        elif not measured and judge is None and "judge" not in record.bad:
            text = Text("J 类和 S 类评分点必须填裁判编号。", "Aspects of type J and S need the judge's code.")
            self._error(file, record, "judge", "required-cell-empty", text)
        elif judge is not None and judge not in self._judges:
            text = Text(f"judges 中没有本项目的裁判 {judge}。", f"judges has no judge {judge} of this contest.")
            self._error(file, record, "judge", "unknown-judge", text)

    def _value(self, file: str, record: Record, aspect: Aspect) -> int | None:
        value = record["value"]
        if aspect.type is AspectType.JUDGEMENT and isinstance(value, int) and value not in _VOTES:
            text = Text("评价应是 0、1、2 或 3。", "A judgement is 0, 1, 2 or 3.")
            self._error(file, record, "value", "unreadable-value", text)
        if value == "na" or value is None:
            return None
        if isinstance(value, int):
            return value
        if aspect.type is not AspectType.MEASUREMENT:
            text = Text("yes 和 no 只用于 M 类评分点，请填数字。", "yes and no are for type M only; enter a number.")
            self._error(file, record, "value", "unreadable-value", text)
        if value == "no":
            return 0
        return MARK_SCALE if aspect.calculation else int(aspect.maximum * MARK_SCALE)

    def _error(self, file: str, record: Record, column: str, finding: str, text: Text) -> None:
        target = record["entry"]
        entry = target[0] if target else None
        self._report.error(finding, text, Where(file, record.row, column, self._contest.code, entry))


def _member_text(entry: str, members: int, summed: bool) -> Text:
    if summed:
        return Text(
            f"本项目按队员计分，应写成 {entry}/1 至 {entry}/{members}。",
            f"Members are marked one by one here: write {entry}/1 to {entry}/{members}.",
        )
    return Text(f"本项目按参赛单元计分，应写成 {entry}。", f"The entry is marked as one here: write {entry}.")


_VOTES = frozenset(vote * MARK_SCALE for vote in range(4))
