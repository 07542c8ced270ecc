"""Schemes as JSON: the public form with `subCriterions`, and our own with `criteria` around it."""

import json
from decimal import Decimal
from fractions import Fraction

from scoring.scheme import AspectType, Benchmark, Calculation, MarkModel
from scoring.workbook.building import Builder, OpenAspect, OpenSub
from scoring.workbook.checks import check_ids, check_sections, check_stated, check_total, check_types
from scoring.workbook.draft import Cure, DraftAspect, Edit, Place, Section
from scoring.workbook.errors import WorkbookError
from scoring.workbook.json_calculations import read_calculation
from scoring.workbook.messages import cure_text
from scoring.workbook.scheme_draft import SchemeDraft
from scoring.workbook.template import exact
from scoring.workbook.values import tidy

MAX_JSON = 5_000_000
TYPES = {
    "measurement": AspectType.MEASUREMENT,
    "judgement": AspectType.JUDGEMENT,
    "judgment": AspectType.JUDGEMENT,
    "scored": AspectType.SCORED,
    "m": AspectType.MEASUREMENT,
    "j": AspectType.JUDGEMENT,
    "s": AspectType.SCORED,
}
Object = dict[str, object]


def read_json(data: bytes) -> SchemeDraft:
    """The draft of a JSON scheme; raises WorkbookError for anything of another shape."""
    root = _load(data)
    reader = _Reader()
    listed = _objects(root.get("criteria"))
    criteria: list[Object] = listed or [{"id": "A", "name": root.get("name"), "subCriterions": _subs(root)}]
    for place, criterion in enumerate(criteria):
        reader.criterion(criterion, place, f"criteria[{place}]." if listed else "")
    if not any(criterion.subs for criterion in reader.builder.criteria.values()):
        raise _wrong()
    return reader.draft(root)


def _load(data: bytes) -> Object:
    if len(data) > MAX_JSON:
        raise _wrong()
    try:
        root = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError, ArithmeticError) as wrong:
        raise _wrong() from wrong
    if not isinstance(root, dict):
        raise _wrong()
    return root


def _wrong() -> WorkbookError:
    return WorkbookError(
        "bad-json",
        "JSON 文件无法读作评分方案：应含 subCriterions 或 criteria，每个考核点有 type、description、maxMark。",
        "The JSON is no scheme: it needs subCriterions or criteria, each aspect with type, description and maxMark.",
    )


def _objects(value: object) -> list[Object]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _subs(criterion: Object) -> list[Object]:
    for name in ("subCriterions", "subCriteria", "subcriteria"):
        if name in criterion:
            return _objects(criterion[name])
    return []


def text(value: object) -> str:
    """A JSON scalar as text, nothing for anything else."""
    if isinstance(value, bool) or value is None or isinstance(value, (dict, list)):
        return ""
    return tidy(str(value))


def number(value: object) -> Fraction | None:
    """A JSON number, or one in a string, of sane size."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        decimal = Decimal(value)
        return Fraction(decimal) if decimal.is_finite() and abs(decimal.adjusted()) < 13 else None
    return exact(value) if isinstance(value, str) and len(value) < 30 else None


def read_aspect(raw: Object) -> DraftAspect:
    """One aspect of our own form, whatever was odd about it left unsaid."""
    return _Reader().aspect(raw, "").close()


class _Reader:
    """Reads criteria into a builder; places are JSON paths."""

    def __init__(self) -> None:
        self.builder = Builder()

    def criterion(self, criterion: Object, number_: int, path: str) -> None:
        code = text(criterion.get("id")) or chr(ord("A") + number_ % 26)
        opened = self.builder.criterion(code, text(criterion.get("name")), Place("json", path.rstrip(".") or "$"))
        for count, sub in enumerate(_subs(criterion)):
            here = f"{path}subCriterions[{count}]"
            open_sub = OpenSub(
                Place("json", here),
                f"json!{here}#sub",
                text(sub.get("id")) or f"{code}{count + 1}",
                text(sub.get("name")),
                day=text(sub.get("day")) or None,
            )
            opened.subs.append(open_sub)
            for nth, aspect in enumerate(_objects(sub.get("aspects"))):
                open_sub.aspects.append(self.aspect(aspect, f"{here}.aspects[{nth}]"))

    def aspect(self, raw: Object, here: str) -> OpenAspect:
        place = Place("json", here)
        kind = text(raw.get("type"))
        aspect = OpenAspect(place, TYPES.get(kind.casefold()), text(raw.get("description")), None, f"json!{here}")
        self.builder.count_aspect()
        aspect.code = text(raw.get("id")) or None
        if kind and aspect.type is None:
            self.builder.note("unknown-type", place, raw=kind[:40])
        aspect.extra = text(raw.get("extraDescription"))
        aspect.section = text(raw.get("wsosSection")) or None
        aspect.requirement = text(raw.get("requirement")) or None
        self.maximum(raw, aspect)
        self.levels(raw, aspect)
        self.calculation(raw, aspect)
        return aspect

    def maximum(self, raw: Object, aspect: OpenAspect) -> None:
        aspect.maximum = number(raw.get("maxMark"))
        if aspect.maximum is None or aspect.maximum < 0:
            aspect.maximum = None
            cure = Cure(cure_text("drop"), (Edit(aspect.key, "drop", "yes"),))
            self.builder.note("missing-maximum", aspect.place, cure)

    def levels(self, raw: Object, aspect: OpenAspect) -> None:
        pairs = raw.get("benchmarks")
        if isinstance(pairs, list):
            self.benchmarks(pairs, aspect)
            return
        listed = raw.get("judgementScoreDescription")
        texts = [text(item) for item in listed] if isinstance(listed, list) else []
        for level, words in enumerate(texts):
            if level > 3:
                self.builder.note("level-out-of-range", aspect.place, raw=str(level))
            else:
                aspect.levels.append((aspect.place, Benchmark(level, words)))
        if aspect.type is AspectType.JUDGEMENT and len(texts) != 4:
            code = "short-ladder" if texts else "judgement-without-levels"
            self.builder.note(code, aspect.place, read=", ".join(map(str, range(len(texts)))))
        elif texts and aspect.type is AspectType.MEASUREMENT:
            self.builder.note("levels-on-measurement", aspect.place)

    def benchmarks(self, pairs: list[object], aspect: OpenAspect) -> None:
        """Our own form: a list of [level, text]."""
        for pair in pairs:
            level = number(pair[0]) if isinstance(pair, list) and len(pair) == 2 else None
            if isinstance(pair, list) and level in (0, 1, 2, 3):
                aspect.levels.append((aspect.place, Benchmark(int(level), text(pair[1]))))
            else:
                self.builder.note("level-out-of-range", aspect.place, raw=str(pair)[:40])

    def calculation(self, raw: Object, aspect: OpenAspect) -> None:
        found = raw.get("calculation")
        calculation = read_calculation(found, aspect.maximum) if isinstance(found, dict) else None
        if isinstance(found, dict) and calculation is None:
            self.builder.note("calculation-unknown", aspect.place, raw=text(found.get("type"))[:40])
        self.model(raw, aspect, calculation)
        words = aspect.extra.casefold()
        if calculation and calculation.name == "PASS_FAIL" and ("deduct" in words or "扣" in words):
            self.builder.note("mixed-text", aspect.place)

    def model(self, raw: Object, aspect: OpenAspect, calculation: Calculation | None) -> None:
        model = text(raw.get("model"))
        aspect.calculation = calculation
        try:
            aspect.model = MarkModel(model) if model else MarkModel.CALCULATED if calculation else MarkModel.ANY
        except ValueError:
            self.builder.note("unknown-model", aspect.place, raw=model[:40])

    def draft(self, root: Object) -> SchemeDraft:
        names, weights = root.get("wsosSections"), root.get("wsosWeights")
        weight_of = weights if isinstance(weights, dict) else {}
        named = names if isinstance(names, dict) else {}
        sections = {
            code: (Section(code, text(name), number(weight_of.get(code))), Place("json", f"wsosSections.{code}"))
            for code, name in named.items()
        }
        check_ids(self.builder)
        check_types(self.builder)
        check_sections(self.builder, sections)
        stated = number(root.get("totalMark"))
        if stated is not None:
            check_stated(self.builder, [(None, Place("json", "totalMark"), stated)])
        check_total(self.builder, Place("json", "totalMark"))
        criteria = tuple(criterion.close() for criterion in self.builder.criteria.values())
        listed = tuple(section for section, _ in sections.values())
        return SchemeDraft("json", text(root.get("title")), criteria, tuple(self.builder.findings), listed)
