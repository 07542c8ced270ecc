"""The Chinese certificate: greeting, indented body, the award large in the middle, closing and notes."""

from dataclasses import replace

from certificates.content import CertificateContent, Language
from certificates.errors import MissingField, TextDoesNotFit
from certificates.flow import Line
from certificates.fonts import Face, face_for, width
from certificates.layout import Rule, Words, break_lines, check, fit
from certificates.paragraphs import indented, indented_lines
from certificates.parts import centred
from certificates.sheet import PER_MM, Sheet
from certificates.style import Style
from certificates.wording import Wording, fill, spoken

BODY_LINES = 4
NOTE_LINES = 2
NAME_TRACKING = 0.06
NAME_RULE_MM = 46.0
AWARD_BOLD = 0.8
AWARD_TRACKING = 0.07
"""Wider, and readers of PDF take the gaps for spaces when the award is copied."""


def body(content: CertificateContent, wording: Wording, sheet: Sheet, style: Style) -> list[Line]:
    """The lines from the greeting to the notes."""
    text, size = indented("body", fill(wording.body, content, Language.ZH), sheet, style.body_size, BODY_LINES)
    closing, closing_size = indented("closing", fill(wording.closing, content, Language.ZH), sheet, size, 1)
    return [
        *greeting(content, sheet, style),
        *indented_lines(text, size, sheet, style.ink, 1.9),
        *(award(content, sheet, style) if wording.names_award else []),
        *indented_lines(closing, closing_size, sheet, style.ink, 2.1),
        *notes(content, sheet, style),
    ]


def greeting(content: CertificateContent, sheet: Sheet, style: Style) -> list[Line]:
    """The names on a line of their own, with honorific and unit; the unit goes below where it is long."""
    if not content.recipients or not all(one.name.strip() for one in content.recipients):
        raise MissingField("name")
    name = check("name", "、".join(one.name for one in content.recipients))
    after = check("honorific", content.recipients[0].honorific if len(content.recipients) == 1 else "")
    units = dict.fromkeys(one.unit for one in content.recipients if one.unit)
    unit = check("unit", f"（{'、'.join(units)}）" if units else "")
    unit_size = style.body_size * 0.75
    after_room = width(after + "：", Face.KAI, style.body_size) + 10
    unit_room = width(unit, Face.SONG, unit_size)
    beside = len(content.recipients) == 1 and unit_room + after_room + NAME_RULE_MM * PER_MM <= sheet.room * 0.9
    line, end = _name(name, sheet, style, sheet.room - after_room - (unit_room if beside else 0))
    words, rules = list(line.words), line.rules
    words.append(Words(after + ("" if beside and unit else "："), end + 6, 0, style.body_size, Face.KAI, style.ink))
    if beside and unit:
        x = end + 6 + width(after, Face.KAI, style.body_size)
        words.append(Words(unit, x, 0, unit_size, Face.SONG, style.ink))
        words.append(Words("：", x + unit_room, 0, style.body_size, Face.KAI, style.ink))
    lines = [Line(line.gap, tuple(one for one in words if one.text), rules)]
    return lines if beside or not unit else [*lines, _unit_line(unit, unit_size, sheet, style)]


def _name(name: str, sheet: Sheet, style: Style, room: float) -> tuple[Line, float]:
    """The name in the middle of its rule, and where the rule ends."""
    face = face_for(name, Face.KAI)
    tracking = style.name_size * NAME_TRACKING
    loose = width(name, face, style.name_size, tracking) + style.name_size
    size = style.name_size if loose <= room else fit("name", name, face, style.name_size, room - style.name_size)
    tracking = tracking if size == style.name_size and loose <= room else 0
    long = width(name, face, size, tracking)
    rule = max(long + size, min(NAME_RULE_MM * PER_MM, room))
    words = Words(name, sheet.left + (rule - long) / 2, 0, size, face, style.ink, tracking)
    return Line(size * 1.2, (words,), (Rule(sheet.left, -size * 0.3, rule, 0.6, style.ink),)), sheet.left + rule


def _unit_line(unit: str, size: float, sheet: Sheet, style: Style) -> Line:
    used = fit("unit", unit, Face.SONG, size, sheet.room)
    return Line(size * 2, (Words(unit, sheet.left, 0, used, Face.SONG, style.ink),))


def award(content: CertificateContent, sheet: Sheet, style: Style) -> list[Line]:
    """The award or title, large and red in the middle."""
    text = check("award", spoken(content, "award", Language.ZH))
    face = face_for(text, Face.KAI)
    tracking = style.award_size * (AWARD_TRACKING if len(text) <= 8 else 0)
    size = style.award_size if tracking else fit("award", text, face, style.award_size, sheet.room)
    line = centred(text, sheet.centre, 0, size, face, style.red, tracking)
    return [Line(style.award_size * 1.5, (replace(line, bold=AWARD_BOLD),))]


def notes(content: CertificateContent, sheet: Sheet, style: Style) -> list[Line]:
    """Team, coaches and the document the paper rests on, in small 宋体."""
    rows = [
        ("teammates", "参赛队员：", "、".join(content.teammates)),
        ("coaches", "指导教师：", "、".join(content.coaches)),
        ("document", "依据：", content.document.zh),
    ]
    indent = 2 * style.body_size
    lines: list[Line] = []
    for field, lead, text in rows:
        if text:
            broken = break_lines(check(field, lead + text), Face.SONG, style.note_size, sheet.room - indent)
            if len(broken) > NOTE_LINES:
                raise TextDoesNotFit(field, text)
            first = len(lines) == 0
            lines += [
                Line(
                    style.note_size * (2.2 if first and row == 0 else 1.6),
                    (Words(part, sheet.left + indent, 0, style.note_size, Face.SONG, style.ink),),
                )
                for row, part in enumerate(broken)
            ]
    return lines
