"""Makes scheme workbooks of every family, with the oddities the tests ask for."""

import io
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.scheme import Aspect, AspectType, Benchmark, Criterion, Scheme, SubCriterion
from scoring.workbook import SchemeDraft
from scoring.workbook.values import decimal_text

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases" / "schemes"

LABELS = {
    "cis": {
        "id": "Sub\nCriterion\nID",
        "name": "Sub Criterion\nName or Description",
        "day": "Day of Marking",
        "type": "Aspect\nType\nM = Meas\nJ = Judg",
        "description": "Aspect - Description",
        "score": "Judg Score",
        "extra": "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
        "requirement": "Requirement\n(Measurement Only)",
        "section": "WSOS Section",
        "maximum": "Max\nMark",
    },
    "older": {
        "id": "Sub\nCriteria\nID",
        "name": "Sub Criteria\n\nName or Description",
        "type": "Aspect\nType\nO = Obj\nS = Sub\nJ = Judg",
        "description": "Aspect - Description",
        "score": "Judg Score",
        "extra": "Extra Aspect Description (Obj or Subj)\nOR\nJudgement Score Description (Judg only)",
        "requirement": "Requirement\nor Nominal\nSize (Obj Only)",
        "section": "WSSS Section",
        "maximum": "Max\nMark",
    },
    "russian": {
        "id": "Код",
        "name": "Подкритерий",
        "type": "Тип аспекта",
        "description": "Аспект",
        "score": "Судейский балл",
        "extra": "Методика проверки аспекта",
        "requirement": "Требование или номинальный размер",
        "section": "Проф. задача",
        "maximum": "Макс. балл",
    },
    "portuguese": {
        "id": "ID do\nSubcritério",
        "name": "Subcritério\nNome ou descrição",
        "day": "Dia da avaliação",
        "type": "Tipo de\nAspecto",
        "description": "Aspecto - Descrição",
        "score": "Judg Score",
        "extra": "Descrição adicional do aspecto",
        "requirement": "Requisito",
        "section": "Seção WSOS",
        "maximum": "Pontuação\nMáx",
    },
    "spanish": {
        "id": "ID del subcriterio",
        "name": "Subcriterio",
        "type": "Tipo de aspecto",
        "description": "Aspecto - Descripción",
        "score": "Nivel",
        "extra": "Descripción adicional",
        "section": "Sección",
        "maximum": "Puntuación máxima",
    },
    "german": {
        "id": "Nr.",
        "name": "Teilkriterium",
        "type": "Typ",
        "description": "Beschreibung des Aspekts",
        "score": "Stufe",
        "extra": "Zusätzliche Angaben",
        "section": "Abschnitt",
        "maximum": "Max. Punkte",
    },
    "indonesian": {
        "id": "Kode",
        "name": "Sub Kriteria",
        "type": "Jenis Aspek",
        "description": "Deskripsi Aspek",
        "score": "Nilai Juri",
        "extra": "Keterangan",
        "section": "Section",
        "maximum": "Nilai Maks",
    },
    "chinese": {
        "id": "编号",
        "name": "评价项目",
        "type": "类型",
        "description": "评分要点",
        "score": "评价等级",
        "extra": "评分标准",
        "section": "标准部分",
        "maximum": "配分",
    },
    "nonsense": {
        "id": "aaa",
        "name": "bbb",
        "type": "ccc",
        "description": "ddd",
        "score": "eee",
        "extra": "fff",
        "requirement": "ggg",
        "section": "hhh",
        "maximum": "iii",
    },
}
LETTERS = {
    "cis": {"M": "M", "J": "J", "S": "S"},
    "older": {"M": "O", "J": "J", "S": "S"},
    "russian": {"M": "И", "J": "С", "S": "S"},
    "chinese": {"M": "测量", "J": "评价", "S": "评分"},
}


@dataclass
class Sheet:
    """How one sheet is laid out; the defaults are the current CIS layout in its usual order."""

    labels: str = "cis"
    order: list[str] = field(default_factory=list)
    down: int = 0
    right: int = 0
    number: str = "number"
    header_each: bool = True
    first_on_sub: bool = False
    repeat_ids: bool = False
    compact: bool = False
    level_zero_on_aspect: bool = False
    russian_ids: bool = False
    blank_rows: bool = False
    split_head: bool = False
    table: bool = False
    total_row: bool = True
    letters: str | None = None


def scheme_of(*subs: tuple[str, str, list[tuple[str, str, str]]]) -> Scheme:
    """A scheme from `(code, name, [(type, description, maximum)])`; the letter of the code is the criterion."""
    criteria: dict[str, list[SubCriterion]] = {}
    for code, name, aspects in subs:
        counts: dict[str, int] = {}
        made = []
        for kind, description, maximum in aspects:
            counts[kind] = counts.get(kind, 0) + 1
            levels = tuple(Benchmark(n, f"level {n} of it") for n in range(4)) if kind == "J" else ()
            made.append(
                Aspect(
                    f"{code}.{kind}{counts[kind]}",
                    AspectType(kind),
                    description,
                    Fraction(maximum),
                    benchmarks=levels,
                    section=str(1 + len(made) % 3),
                )
            )
        criteria.setdefault(code[0], []).append(SubCriterion(code, name, tuple(made)))
    return Scheme(tuple(Criterion(letter, "", tuple(found)) for letter, found in criteria.items()))


SMALL = scheme_of(
    (
        "A1",
        "Layout of the page",
        [
            ("M", "The header is on every page", "0.5"),
            ("J", "The colours go well together", "1"),
            ("M", "Every link leads somewhere", "1.25"),
        ],
    ),
    ("A2", "Standards", [("M", "The page is valid", "2"), ("M", "Images have texts", "0.75")]),
    ("B1", "Database", [("M", "All tables are there", "3"), ("J", "The names are clear", "1.5")]),
    ("B2", "Queries", [("M", "Search works", "2.5"), ("M", "Sorting works", "0.25"), ("M", "Paging works", "1")]),
)


def made(scheme: Scheme, sheet: Sheet | None = None, *more: tuple[str, Scheme, Sheet]) -> bytes:
    """The workbook's bytes; `more` are further sheets by name."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Scheme"
    fill(first, scheme, sheet or Sheet())
    for name, other, layout in more:
        fill(book.create_sheet(name), other, layout)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_book(*rows: list[object]) -> bytes:
    """A workbook of one sheet with these rows from A1."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return saved(book)


def fill(target: Worksheet, scheme: Scheme, sheet: Sheet) -> None:  # noqa: C901 - one oddity a line
    """Write the scheme into a worksheet."""
    labels = LABELS[sheet.labels]
    order = sheet.order or list(labels)
    letters = LETTERS.get(sheet.letters or sheet.labels, LETTERS["cis"])
    state = {"row": 1 + sheet.down}

    def put(**cells: object) -> None:
        for column, role in enumerate(order, start=1 + sheet.right):
            if cells.get(role) is not None:
                target.cell(state["row"], column).value = cells[role]
        state["row"] += 1

    def header() -> None:
        if sheet.split_head:
            tops = {role: label for role, label in labels.items() if role not in ("maximum", "extra")}
            put(**tops)
            put(maximum=labels["maximum"], extra=labels["extra"])
        else:
            put(**{role: label for role, label in labels.items() if role in order})

    if sheet.table:
        put(id="Criteria")
        put(id="ID", name="Name", maximum="Mark")
        for criterion in scheme.criteria:
            total = sum(aspect.maximum for sub in criterion.subs for aspect in sub.aspects)
            put(id=criterion.code, name=f"Criterion {criterion.code} it is", maximum=_number(total, "number"))
        put()
    if not sheet.header_each:
        header()
    running: dict[str, int] = {}
    for place, criterion in enumerate(scheme.criteria):
        if sheet.header_each:
            header()
        if sheet.russian_ids:
            put(id="АБВГДЕ"[place], name=f"Критерий номер {place}")
        for sub in criterion.subs:
            ident: object = int(sub.code[1:]) if sheet.russian_ids else sub.code
            if not sheet.first_on_sub:
                put(id=ident, name=sub.name, day=1)
            for nth, aspect in enumerate(sub.aspects):
                running[aspect.type.value] = running.get(aspect.type.value, 0) + 1
                kind = letters[aspect.type.value]
                show = sheet.repeat_ids or (sheet.first_on_sub and nth == 0)
                levels = list(aspect.benchmarks)
                zero = levels.pop(0) if levels and sheet.level_zero_on_aspect else None
                put(
                    id=ident if show else None,
                    name=sub.name if show else None,
                    type=f"{kind}{running[aspect.type.value]}" if sheet.compact else kind,
                    description=aspect.description,
                    maximum=_number(aspect.maximum, sheet.number),
                    section=int(aspect.section or 1),
                    score=zero.level if zero else None,
                    extra=zero.description if zero else None,
                )
                for level in levels:
                    put(score=level.level, extra=level.description)
                if sheet.blank_rows:
                    state["row"] += 2
    if sheet.total_row:
        put(description="Total", maximum=_number(scheme.total, "number"))


def _number(number: Fraction, how: str) -> object:
    text = decimal_text(number)
    if how == "number":
        return float(number) if "." in text else int(number)
    return text.replace(".", ",") if how == "comma" else text


def counts(draft: SchemeDraft) -> tuple[int, int, dict[str, int], str]:
    """(criteria, subs, aspects by type, total) of a draft."""
    summary = draft.summary()
    return summary["criteria"], summary["subs"], summary["aspects"], summary["total"]


def codes(draft: SchemeDraft) -> list[str]:
    """The codes of all findings."""
    return [finding.code for finding in draft.findings]


def shape(scheme: Scheme) -> list[tuple[str, list[tuple[str, str, Fraction, int]]]]:
    """What every layout must carry: sub ids, types, words, maxima, number of levels."""
    return [
        (sub.code, [(a.type.value, a.description, a.maximum, len(a.benchmarks)) for a in sub.aspects])
        for criterion in scheme.criteria
        for sub in criterion.subs
    ]
