"""Our own template of a scheme (package-format, Schemes): one row an aspect, benchmarks in the rows after it."""

import re
from fractions import Fraction

from scoring.scheme import AspectType, Benchmark, Calculation, MarkModel
from scoring.workbook.building import Builder, OpenAspect, OpenCriterion, OpenSub
from scoring.workbook.calculation_rows import NAMES, parse_parameters
from scoring.workbook.cells import Sheet, address
from scoring.workbook.checks import check_ids, check_total, check_types
from scoring.workbook.draft import Cure, Edit, Place
from scoring.workbook.errors import WorkbookError
from scoring.workbook.messages import cure_text
from scoring.workbook.scheme_draft import SchemeDraft
from scoring.workbook.template_csv import is_dangerous, unguarded
from scoring.workbook.values import Value, read_number, text_of, tidy

COLUMNS = {
    "criterion": "标准编号",
    "criterion_name": "标准名称",
    "sub": "子标准编号",
    "sub_name": "子标准名称",
    "day": "评分日",
    "type": "类型",
    "aspect": "考核点编号",
    "description": "考核点说明",
    "judge_score": "评判等级",
    "max": "满分",
    "section": "职业标准部分",
    "requirement": "要求",
    "model": "评分方式",
    "calculation": "计算方式",
    "parameters": "计算参数",
}
REQUIRED = ("criterion", "sub", "type", "description")
_NAMES = {**{name: name for name in COLUMNS}, **{chinese: name for name, chinese in COLUMNS.items()}}
_CODE = re.compile(r"^[A-Za-z0-9._-]{1,32}$")


def template_sheet(sheet: Sheet) -> bool:
    """Whether the first row is the template's header."""
    names = {_NAMES.get(text_of(value).strip()) for value in sheet.rows.get(1, {}).values()}
    return set(REQUIRED) <= names


def read_template(sheet: Sheet) -> SchemeDraft:
    """The draft of a template; raises WorkbookError where a required column is missing."""
    if not template_sheet(sheet):
        needed = ", ".join(REQUIRED)
        raise WorkbookError(
            "no-template",
            f"表头不是评分方案模板：必须有 {needed} 列。",
            f"The first row is not the template's header: the columns {needed} are required.",
        )
    reader = _Reader(sheet)
    for row in sorted(sheet.rows)[1:]:
        reader.read(row)
    builder = reader.builder
    if not builder.criteria:
        raise WorkbookError(
            "no-scheme", "模板中没有考核点：请至少填写一行。", "The template holds no aspects: add rows."
        )
    check_ids(builder)
    check_types(builder)
    check_total(builder, Place(sheet.name, "A1"))
    criteria = tuple(criterion.close() for criterion in builder.criteria.values())
    return SchemeDraft("template", sheet.name, criteria, tuple(builder.findings), sheets=(sheet.name,))


class _Reader:
    """Reads rows into a builder."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.builder = Builder()
        self.columns: dict[str, int] = {}
        self.sub: OpenSub | None = None
        self.aspect: OpenAspect | None = None
        self.codes: set[str] = set()
        for column, value in sheet.rows[1].items():
            name = _NAMES.get(text_of(value).strip())
            if name is None or name in self.columns:
                self.builder.note("unknown-column", Place(sheet.name, address(1, column)), raw=text_of(value)[:40])
            else:
                self.columns[name] = column

    def value(self, row: int, name: str) -> Value | None:
        return self.sheet.cell(row, self.columns.get(name))

    def place(self, row: int, name: str) -> Place:
        return Place(self.sheet.name, address(row, self.columns.get(name, 1)))

    def text(self, row: int, name: str) -> str:
        """The cell's text; one that could run as a formula is an error (package-format)."""
        value = self.value(row, name)
        text = text_of(value)
        if isinstance(value, str) and is_dangerous(text):
            self.bad(row, name, "不以 = + - @ 开头的文字", "text that does not start with = + - or @")
        return tidy(unguarded(text))

    def bad(self, row: int, name: str, zh: str, en: str) -> None:
        raw = text_of(self.value(row, name))[:40]
        self.builder.note("bad-value", self.place(row, name), column=name, raw=raw, zh=zh, en=en)

    def code(self, row: int, name: str) -> str:
        text = self.text(row, name)
        if text and not _CODE.match(text):
            self.bad(row, name, "1-32 个字母、数字或 . _ -", "1 to 32 letters, digits or . _ -")
        return text

    def read(self, row: int) -> None:
        if self.value(row, "judge_score") is not None and self.value(row, "max") is None:
            self.benchmark(row)
            return
        criterion, sub = self.code(row, "criterion"), self.code(row, "sub")
        for name, text in (("criterion", criterion), ("sub", sub)):
            if not text:
                self.bad(row, name, "编号", "an id")
        self.open(row, criterion, sub)
        self.add(row)

    def open(self, row: int, criterion: str, sub: str) -> None:
        place = self.place(row, "sub")
        opened: OpenCriterion = self.builder.criterion(criterion, self.text(row, "criterion_name"), place)
        self.sub = next((other for other in opened.subs if other.code == sub), None)
        if self.sub is None:
            day = self.text(row, "day") or None
            self.sub = OpenSub(place, f"{place.sheet}!{row}#sub", sub, self.text(row, "sub_name"), sub, day)
            opened.subs.append(self.sub)

    def add(self, row: int) -> None:
        place = self.place(row, "type")
        kind = self.text(row, "type").strip().upper()
        aspect = OpenAspect(place, None, self.text(row, "description"), None, f"{place.sheet}!{row}")
        if kind in ("M", "J", "S"):
            aspect.type = AspectType(kind)
        elif kind:
            self.builder.note("unknown-type", place, raw=kind[:40])
        aspect.code = self.code(row, "aspect") or None
        if aspect.code in self.codes:
            self.builder.note("duplicate-aspect", self.place(row, "aspect"), raw=aspect.code)
        self.codes |= {aspect.code} if aspect.code else set()
        aspect.section = self.text(row, "section") or None
        aspect.requirement = self.text(row, "requirement") or None
        self.maximum(row, aspect)
        self.calculation(row, aspect)
        self.aspect = aspect
        self.builder.count_aspect()
        if self.sub:
            self.sub.aspects.append(aspect)

    def maximum(self, row: int, aspect: OpenAspect) -> None:
        value = self.value(row, "max")
        aspect.maximum = exact(value)
        if aspect.maximum is None or aspect.maximum < 0:
            aspect.maximum = None
            cure = Cure(cure_text("drop"), (Edit(aspect.key, "drop", "yes"),))
            self.builder.note("missing-maximum", self.place(row, "max"), cure)

    def calculation(self, row: int, aspect: OpenAspect) -> None:
        model, name = self.text(row, "model"), self.text(row, "calculation")
        try:
            aspect.model = MarkModel(model) if model else MarkModel.CALCULATED if name else MarkModel.ANY
        except ValueError:
            self.builder.note("unknown-model", self.place(row, "model"), raw=model[:40])
        if not name:
            return
        if name not in NAMES:
            self.builder.note("calculation-unknown", self.place(row, "calculation"), raw=name[:40])
        parameters, unclear = parse_parameters(self.text(row, "parameters"))
        aspect.calculation = Calculation(name, parameters)
        for piece in unclear:
            self.builder.note("calculation-unclear", self.place(row, "parameters"), raw=piece[:80])

    def benchmark(self, row: int) -> None:
        number = read_number(self.value(row, "judge_score"))
        place = self.place(row, "judge_score")
        if number is None or number.value not in (0, 1, 2, 3) or self.aspect is None:
            self.bad(row, "judge_score", "考核点之后的 0、1、2 或 3", "0, 1, 2 or 3 after an aspect")
            return
        if self.aspect.type is not AspectType.JUDGEMENT:
            self.builder.note("levels-on-measurement", place)
        self.aspect.levels.append((place, Benchmark(int(number.value), self.text(row, "description"))))


def exact(value: Value | None) -> Fraction | None:
    """A maximum as our own files write it: a decimal, or `n/d` where none ends."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,12}/[1-9]\d{0,11}", value.strip()):
        return Fraction(value.strip())
    number = read_number(value)
    return number.value if number and number.oddity in (None, "number-as-text") else None
