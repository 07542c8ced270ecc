"""The tables in front of a scheme: sections of the standards with their weights, and the list of criteria."""

import re
from dataclasses import dataclass
from fractions import Fraction

from scoring.workbook.cells import Sheet, address
from scoring.workbook.draft import Place, Section
from scoring.workbook.values import Value, number_or_text, read_number, squeeze, text_of

_SECTION = re.compile(r"^(section|секция|раздел|se[cç][aã]o|secci[oó]n|abschnitt|标准部分|章节|部分|序号)\b")
_VARIANCE = re.compile(r"vari|отклон|偏差|差异")
_WEIGHT = re.compile(r"ws[os]s|weight|вес|权重|标准分|peso")
_ASPECTS = re.compile(r"aspect|аспект|考核点")
_STANDARDS = re.compile(r"задач|standard|specification|wsos|wsss|职业标准|стандарт")
_LETTER = re.compile(r"^[A-Za-zА-Яа-я]$")


@dataclass(frozen=True, slots=True)
class StatedSection:
    """A row of the standards table; `aspects` is the sum the table itself claims."""

    section: Section
    place: Place
    aspects: Fraction | None
    aspects_place: Place


@dataclass(frozen=True, slots=True)
class StatedCriterion:
    """A row of the criteria table."""

    letter: str
    name: str
    place: Place
    mark: Fraction | None
    mark_place: Place


def standards_table(sheet: Sheet, before: int) -> list[StatedSection]:
    """The sections of the first standards table above row `before`; empty if there is none."""
    for number in sorted(row for row in sheet.rows if row < before):
        labels = {column: squeeze(text_of(value)) for column, value in sheet.rows[number].items()}
        first = next((column for column, label in labels.items() if _SECTION.match(label)), None)
        if first is not None and any(_VARIANCE.search(label) for label in labels.values()):
            return _sections(sheet, number, first, labels)
    return []


def _sections(sheet: Sheet, header: int, first: int, labels: dict[int, str]) -> list[StatedSection]:
    weights = [column for column, label in labels.items() if _WEIGHT.search(label) and column > first]
    aspects = next((column for column, label in labels.items() if _ASPECTS.search(label)), None)
    weight = max((column for column in weights if column != aspects), default=None)
    found: list[StatedSection] = []
    number = header + 1
    while number in sheet.rows and (code := number_or_text(sheet.cell(number, first))):
        name = next(
            (value for column, value in sorted(sheet.rows[number].items()) if _is_name(column, first, value)), ""
        )
        section = Section(code, text_of(name), _fraction(sheet.cell(number, weight)))
        here = Place(sheet.name, address(number, first))
        there = Place(sheet.name, address(number, aspects or first))
        found.append(StatedSection(section, here, _fraction(sheet.cell(number, aspects)), there))
        number += 1
    return found


def _is_name(column: int, first: int, value: Value) -> bool:
    return column > first and isinstance(value, str) and read_number(value) is None


def _fraction(value: Value | None) -> Fraction | None:
    number = read_number(value)
    return number.value if number else None


def criteria_table(sheet: Sheet, before: int) -> list[StatedCriterion]:
    """Rows above `before` that hold a lone letter, a name and perhaps a mark."""
    found: list[StatedCriterion] = []
    for number in sorted(row for row in sheet.rows if row < before):
        cells = sorted(sheet.rows[number].items())
        letter = text_of(cells[0][1])
        if len(cells) < 2 or not _LETTER.match(letter) or not isinstance(cells[1][1], str):
            continue
        mark = next(((column, read.value) for column, value in cells[2:] if (read := read_number(value))), None)
        place = Place(sheet.name, address(number, cells[0][0]))
        mark_place = Place(sheet.name, address(number, mark[0])) if mark else place
        found.append(StatedCriterion(letter, cells[1][1], place, mark[1] if mark else None, mark_place))
    return found


def section_names(sheets: list[Sheet]) -> list[Section]:
    """Sections listed on a sheet of their own, without weights (`Перечень профессиональных задач`)."""
    for sheet in sheets:
        first = text_of(next(iter(sheet.rows.get(min(sheet.rows, default=0), {}).values()), None))
        if not _STANDARDS.search(squeeze(f"{sheet.name} {first[:80]}")):
            continue
        rows = [sorted(cells.items()) for _, cells in sorted(sheet.rows.items())]
        listed = [
            Section(number_or_text(cells[0][1]), text_of(cells[1][1]))
            for cells in rows
            if len(cells) >= 2 and read_number(cells[0][1]) and _is_name(cells[1][0], cells[0][0], cells[1][1])
        ]
        if listed:
            return listed
    return []
