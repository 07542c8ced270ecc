"""A scheme as the editor sends and gets it, JSON with marks as decimals, and every fault of what was typed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from app.exchange.cells import CODE, LARGEST, MOST_DECIMALS
from scoring.scheme import Aspect, AspectType, Benchmark, Calculation, Criterion, MarkModel, Scheme, SubCriterion
from scoring.text import Text
from scoring.workbook import Section
from scoring.workbook.values import decimal_text, read_number

LONGEST_TEXT = 40_000
MOST_ASPECTS = 3000
CALCULATIONS = ("PASS_FAIL", "NUMBER_COMPLETED", "CHOICE", "REGULAR_DIFFERENCE_DEDUCTION", "RANGED_SCORE")


class Fault(NamedTuple):
    """What is wrong with one field; `path` is its place in the document, as `criteria.0.subs.1.code`."""

    path: str
    text: Text


class Typed(NamedTuple):
    """What was typed as a scheme (with placeholders where there are faults), its sections, and the faults."""

    scheme: Scheme
    sections: tuple[Section, ...]
    faults: tuple[Fault, ...]

    def aspects(self) -> Iterator[Aspect]:
        """Every aspect in order, also those whose ids are repeated for now."""
        return (one for criterion in self.scheme.criteria for sub in criterion.subs for one in sub.aspects)


def editor_document(scheme: Scheme, sections: Iterable[Section] = ()) -> dict[str, Any]:
    """A scheme as the editor shows it."""
    criteria = [
        {"code": one.code, "name": one.name, "subs": [_sub(sub) for sub in one.subs]} for one in scheme.criteria
    ]
    return {"criteria": criteria, "sections": section_documents(sections)}


def _sub(sub: SubCriterion) -> dict[str, Any]:
    return {"code": sub.code, "name": sub.name, "day": sub.day or "", "aspects": [_aspect(one) for one in sub.aspects]}


def _aspect(aspect: Aspect) -> dict[str, Any]:
    calculation = aspect.calculation
    return {
        "code": aspect.code,
        "type": aspect.type.value,
        "description": aspect.description,
        "maximum": decimal_text(aspect.maximum),
        "model": aspect.model.value,
        "section": aspect.section or "",
        "requirement": aspect.requirement or "",
        "benchmarks": [[level.level, level.description] for level in aspect.benchmarks],
        "calculation": calculation.name if calculation else "",
        "parameters": [list(pair) for pair in calculation.parameters] if calculation else [],
    }


def section_documents(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Sections as JSON holds them; a weight is a decimal, or empty."""
    return [
        {"code": one.code, "name": one.name, "weight": "" if one.weight is None else decimal_text(one.weight)}
        for one in sections
    ]


def sections_of(documents: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    """The sections again."""
    return tuple(
        Section(one["code"], one["name"], Fraction(one["weight"]) if one["weight"] else None) for one in documents
    )


def read_document(document: Any) -> Typed:
    """What the editor sent; never raises: everything that cannot be is a fault with its place."""
    reader = _Reader()
    criteria = tuple(reader.criterion(*one) for one in _objects(_field(document, "criteria"), "criteria"))
    sections = tuple(reader.section(*one) for one in _objects(_field(document, "sections"), "sections"))
    if not reader.codes["aspect"]:
        reader.fault("criteria", "方案还没有评分点。", "The scheme has no aspects yet.")
    if len(reader.codes["aspect"]) > MOST_ASPECTS:
        reader.fault("criteria", f"评分点最多 {MOST_ASPECTS} 个。", f"At most {MOST_ASPECTS} aspects.")
    return Typed(Scheme(criteria), sections, tuple(reader.faults))


def _field(document: Any, name: str) -> Any:
    return document.get(name) if isinstance(document, dict) else None


def _objects(listed: Any, path: str) -> Iterator[tuple[dict[str, Any], str]]:
    for place, one in enumerate(listed if isinstance(listed, list) else []):
        yield (one if isinstance(one, dict) else {}), f"{path}.{place}"


def _text(value: Any) -> str:
    """A text without what no database and no form holds."""
    said = value if isinstance(value, str) else ""
    kept = said.replace("\r\n", "\n").replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return kept.strip()[:LONGEST_TEXT]


class _Reader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.codes: dict[str, set[str]] = {"criterion": set(), "sub": set(), "aspect": set(), "section": set()}

    def fault(self, path: str, zh: str, en: str) -> None:
        self.faults.append(Fault(path, Text(zh, en)))

    def criterion(self, one: dict[str, Any], path: str) -> Criterion:
        code = self._code(one, path, "criterion")
        subs = tuple(self._sub(*each) for each in _objects(one.get("subs"), f"{path}.subs"))
        if not subs:
            self.fault(f"{path}.code", "标准下没有子标准。", "The criterion has no sub-criteria.")
        return Criterion(code, _text(one.get("name")) or code, subs)

    def _sub(self, one: dict[str, Any], path: str) -> SubCriterion:
        code, counts = self._code(one, path, "sub"), dict.fromkeys(AspectType, 0)
        aspects = tuple(
            self._aspect(each, place, code, counts) for each, place in _objects(one.get("aspects"), f"{path}.aspects")
        )
        if not aspects:
            self.fault(f"{path}.code", "子标准下没有评分点。", "The sub-criterion has no aspects.")
        return SubCriterion(code, _text(one.get("name")) or code, aspects, _text(one.get("day"))[:64] or None)

    def _code(self, one: dict[str, Any], path: str, kind: str, otherwise: str = "") -> str:
        code = _text(one.get("code")) or otherwise
        if not CODE.fullmatch(code):
            self.fault(
                f"{path}.code",
                "编号为 1 至 32 个英文字母、数字、点、下划线或连字符。",
                "An id has 1 to 32 letters, digits, dots, underscores or hyphens.",
            )
        elif code in self.codes[kind]:
            self.fault(f"{path}.code", f"编号 {code} 重复。", f"The id {code} is repeated.")
        self.codes[kind].add(code)
        return code

    def _aspect(self, one: dict[str, Any], path: str, sub: str, counts: dict[AspectType, int]) -> Aspect:
        kind = self._one_of(AspectType, one, path, "type", AspectType.MEASUREMENT)
        counts[kind] += 1
        description = _text(one.get("description"))
        if not description:
            self.fault(f"{path}.description", "请写评分点说明。", "Describe the aspect.")
        measured = kind is AspectType.MEASUREMENT
        calculation = self._calculation(one, path) if measured else None
        model = self._one_of(MarkModel, one, path, "model", MarkModel.ANY) if measured else MarkModel.ANY
        if calculation or model is MarkModel.CALCULATED:
            model = MarkModel.CALCULATED if calculation else MarkModel.ANY
        return Aspect(
            code=self._code(one, path, "aspect", f"{sub}.{kind.value}{counts[kind]}"),
            type=kind,
            description=description,
            maximum=self._amount(one, path, "maximum") or Fraction(0),
            model=model,
            benchmarks=tuple(self._benchmarks(one, path)) if kind is AspectType.JUDGEMENT else (),
            calculation=calculation,
            section=_text(one.get("section"))[:64] or None,
            requirement=_text(one.get("requirement")) or None,
        )

    def _one_of(self, kind: Any, one: dict[str, Any], path: str, name: str, otherwise: Any) -> Any:
        said = one.get(name, otherwise.value)
        found = next((member for member in kind if member.value == said), None)
        if found is None:
            words = ", ".join(member.value for member in kind)
            self.fault(f"{path}.{name}", f"应为以下之一：{words}。", f"It must be one of: {words}.")
        return found or otherwise

    def _amount(self, one: dict[str, Any], path: str, name: str, *, optional: bool = False) -> Fraction | None:
        said = _text(one.get(name))
        if optional and not said:
            return None
        number = read_number(said)
        value = number.value if number else None
        if value is None or value < 0 or (value == 0 and not optional) or value > LARGEST:
            self.fault(f"{path}.{name}", "请填大于 0 的数。", "Type a number above 0.")
            return None
        if (value * 10**MOST_DECIMALS).denominator != 1:
            zh, en = f"最多 {MOST_DECIMALS} 位小数。", f"At most {MOST_DECIMALS} decimals."
            self.fault(f"{path}.{name}", zh, en)
            return None
        return value

    def _benchmarks(self, one: dict[str, Any], path: str) -> Iterator[Benchmark]:
        listed = one.get("benchmarks")
        words = {
            pair[0]: _text(pair[1])
            for pair in (listed if isinstance(listed, list) else [])
            if isinstance(pair, list) and len(pair) == 2 and pair[0] in (0, 1, 2, 3) and isinstance(pair[0], int)
        }
        for level in sorted(words):
            if words[level]:
                yield Benchmark(level, words[level])

    def _calculation(self, one: dict[str, Any], path: str) -> Calculation | None:
        name = _text(one.get("calculation"))
        if not name:
            return None
        if name not in CALCULATIONS:
            self.fault(
                f"{path}.calculation", f"没有名为“{name[:40]}”的计算。", f"There is no calculation “{name[:40]}”."
            )
        listed = one.get("parameters")
        pairs = (
            (_text(pair[0]), _text(pair[1]))
            for pair in (listed if isinstance(listed, list) else [])
            if isinstance(pair, list) and len(pair) == 2
        )
        return Calculation(name, tuple((key, value) for key, value in pairs if key))

    def section(self, one: dict[str, Any], path: str) -> Section:
        code = _text(one.get("code"))[:64]
        if not code or code in self.codes["section"]:
            self.fault(f"{path}.code", "部分编号为空或重复。", "The section's id is empty or repeated.")
        self.codes["section"].add(code)
        return Section(code, _text(one.get("name")), self._amount(one, path, "weight", optional=True))


def unfit(scheme: Scheme, sections: Iterable[Section] = ()) -> tuple[Fault, ...]:
    """What a scheme read from a file has that package-format does not allow, such as other codes or marks too fine."""
    return read_document(editor_document(scheme, sections)).faults
