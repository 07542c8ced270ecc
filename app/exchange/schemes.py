"""Reads marking schemes written in our own template; `scheme_drafts` reads the workbooks of others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from app.exchange.cells import amount, code, mapped, matching, one_of, prose, shown, whole
from app.exchange.report import Report
from app.exchange.tables import Column, RawTable, Record, Shape, records
from scoring.findings import Where
from scoring.scheme import Aspect, AspectType, Benchmark, Calculation, Criterion, MarkModel, Scheme, SubCriterion
from scoring.text import Text

CALCULATIONS = ("PASS_FAIL", "NUMBER_COMPLETED", "CHOICE", "REGULAR_DIFFERENCE_DEDUCTION", "RANGED_SCORE")

_text = matching(r"[^\x00-\x1f]{1,2000}", "删去换行或控制字符。", "remove line breaks and control characters.")

TEMPLATE = Shape(
    (
        Column("criterion", "评分标准", required=True, read=code),
        Column("criterion_name", "评分标准名称", read=prose),
        Column("sub", "子标准", required=True, read=code),
        Column("sub_name", "子标准名称", read=prose),
        Column("day", "比赛日", read=_text),
        Column("type", "类型", required=True, read=mapped({kind.value: kind for kind in AspectType})),
        Column("aspect", "评分点", read=code),
        Column("description", "说明", required=True, read=prose),
        Column("judge_score", "评价等级", read=whole(0, 3)),
        Column("max", "最高分", read=amount),
        Column("section", "标准章节", read=_text),
        Column("requirement", "要求", read=prose),
        Column(
            "model", "给分方式", read=mapped({model.value: model for model in MarkModel if model is not MarkModel.ANY})
        ),
        Column("calculation", "计算方法", read=one_of(*CALCULATIONS)),
        Column("parameters", "计算参数", read=prose),
    )
)


@dataclass
class _Draft:
    """One aspect while its benchmarks are still being read."""

    record: Record
    benchmarks: list[Benchmark] = field(default_factory=list)


def read_scheme(table: RawTable, report: Report) -> Scheme | None:
    """The scheme in a table of our template; None after the report where it has an error."""
    return _Template(table.file, report).read(records(table, TEMPLATE, report))


class _Template:
    def __init__(self, file: str, report: Report) -> None:
        self._file = file
        self._report = report
        self._names: dict[str, str] = {}
        self._days: dict[str, str] = {}
        self._subs: dict[str, dict[str, list[_Draft]]] = {}
        self._failed = False

    def read(self, rows: Iterator[Record]) -> Scheme | None:
        draft: _Draft | None = None
        for record in rows:
            if record["judge_score"] is not None:
                self._benchmark(record, draft)
            else:
                draft = self._aspect(record)
            self._failed = self._failed or bool(record.bad)
        scheme = Scheme(tuple(self._criteria()))
        if not scheme.aspects and not self._failed:
            self._error(1, "description", "empty-scheme", Text("评分表没有评分点。", "The scheme has no aspects."))
        return None if self._failed else scheme

    def _benchmark(self, record: Record, draft: _Draft | None) -> None:
        of = draft.record if draft else None
        if of is None or of["type"] is not AspectType.JUDGEMENT or self._differs(record, of):
            self._error(record.row, "judge_score", "misplaced-benchmark", _MISPLACED)
        elif draft and any(record["judge_score"] == benchmark.level for benchmark in draft.benchmarks):
            text = Text("同一评分点的等级重复。", "The level is repeated for this aspect.")
            self._error(record.row, "judge_score", "misplaced-benchmark", text)
        elif draft and record["description"]:
            draft.benchmarks.append(Benchmark(record["judge_score"], record["description"]))

    @staticmethod
    def _differs(record: Record, of: Record) -> bool:
        same = ("criterion", "sub", "type", "aspect", "max")
        return any(record[name] is not None and record[name] != of[name] for name in same if of[name] is not None)

    def _aspect(self, record: Record) -> _Draft:
        draft = _Draft(record)
        criterion, sub = record["criterion"], record["sub"]
        if record["max"] is None and "max" not in record.bad:
            text = Text("评分点缺少最高分 max。", "The aspect has no maximum mark (max).")
            self._error(record.row, "max", "required-cell-empty", text)
        self._check_model(record)
        if criterion is None or sub is None or record["type"] is None:
            return draft
        if any(sub in subs for other, subs in self._subs.items() if other != criterion):
            text = Text(
                f"子标准 {sub} 已属于另一个评分标准。", f"The sub-criterion {sub} already belongs to another criterion."
            )
            self._error(record.row, "sub", "repeated-code", text)
        self._remember(f"criterion {criterion}", record, "criterion_name", self._names)
        self._remember(f"sub {sub}", record, "sub_name", self._names)
        self._remember(sub, record, "day", self._days)
        self._subs.setdefault(criterion, {}).setdefault(sub, []).append(draft)
        return draft

    def _check_model(self, record: Record) -> None:
        measured = record["type"] in (AspectType.MEASUREMENT, None)
        if record["model"] and not measured:
            text = Text("只有 M 类评分点有给分方式。", "Only aspects of type M have a model.")
            self._error(record.row, "model", "unreadable-value", text)
        calculated = record["model"] is MarkModel.CALCULATED
        if calculated != bool(record["calculation"]) and not record.bad & {"model", "calculation"}:
            text = Text(
                "model 为 calc 时必须写 calculation，否则不能写。",
                "calculation goes with model calc, and only with it.",
            )
            self._error(record.row, "calculation", "unreadable-value", text)
        for piece in _parameters(record["parameters"])[1]:
            text = Text(f"计算参数不明确：{shown(piece)}", f"A parameter is unclear: {shown(piece)}")
            where = Where(file=self._file, row=record.row, column="parameters")
            self._report.warn("calculation-unclear", text, where)

    def _remember(self, key: str, record: Record, column: str, known: dict[str, str]) -> None:
        value = record[column]
        if value is not None and known.setdefault(key, value) != value:
            text = Text(f"{column} 与前面的行不一致。", f"{column} differs from the rows above.")
            self._error(record.row, column, "contradiction", text)

    def _criteria(self) -> Iterator[Criterion]:
        seen: set[str] = set()
        for criterion, subs in self._subs.items():
            built = tuple(self._sub(sub, drafts, seen) for sub, drafts in subs.items())
            yield Criterion(criterion, self._names.get(f"criterion {criterion}", criterion), built)

    def _sub(self, sub: str, drafts: list[_Draft], seen: set[str]) -> SubCriterion:
        counts = dict.fromkeys(AspectType, 0)
        aspects: list[Aspect] = []
        for draft in drafts:
            kind = draft.record["type"]
            counts[kind] += 1
            aspect = _built(draft, draft.record["aspect"] or f"{sub}.{kind}{counts[kind]}")
            if aspect.code in seen:
                text = Text(f"评分点编号 {aspect.code} 重复。", f"The aspect id {aspect.code} is repeated.")
                self._error(draft.record.row, "aspect", "repeated-code", text)
            seen.add(aspect.code)
            aspects.append(aspect)
        return SubCriterion(sub, self._names.get(f"sub {sub}", sub), tuple(aspects), self._days.get(sub))

    def _error(self, row: int, column: str, code: str, text: Text) -> None:
        self._failed = True
        self._report.error(code, text, Where(file=self._file, row=row, column=column))


def _built(draft: _Draft, aspect_code: str) -> Aspect:
    values: Mapping[str, Any] = draft.record.values
    calculation = values.get("calculation")
    parameters, _ = _parameters(values.get("parameters"))
    return Aspect(
        code=aspect_code,
        type=values["type"],
        description=values.get("description") or "",
        maximum=values.get("max") or Fraction(0),
        model=values.get("model") or MarkModel.ANY,
        benchmarks=tuple(sorted(draft.benchmarks, key=lambda benchmark: benchmark.level)),
        calculation=Calculation(calculation, parameters) if calculation else None,
        section=values.get("section"),
        requirement=values.get("requirement"),
    )


def _parameters(text: str | None) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The pairs of `KEY:::number#x~x#text` joined by `#-#`, and what is unclear; `KEY:::value` is clear too."""
    if not text:
        return (), []
    from scoring.workbook.calculation_rows import AFTER_KEY, AFTER_NUMBER, parse_parameters  # brings openpyxl along

    pairs, unclear = parse_parameters(text)
    return pairs, [piece for piece in unclear if AFTER_NUMBER in piece or AFTER_KEY not in piece]


_MISPLACED = Text(
    "等级说明行应紧跟在它的 J 类评分点之后，编号与该评分点相同或留空。",
    "A benchmark row must follow its J aspect and repeat its ids or leave them empty.",
)
