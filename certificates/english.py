"""The English certificate, set around the middle, and the English sentence of the bilingual one."""

from dataclasses import replace

from certificates.chinese import AWARD_BOLD
from certificates.content import CertificateContent, Language, Recipient
from certificates.errors import MissingField
from certificates.flow import Line
from certificates.fonts import Face, width
from certificates.layout import Rule, check, fit
from certificates.paragraphs import centred_lines
from certificates.parts import centred
from certificates.sheet import Sheet
from certificates.style import Style
from certificates.wording import Wording, fill, spoken

NAME_SCALE = 1.3
AWARD_SCALE = 0.85


def body(content: CertificateContent, wording: Wording, sheet: Sheet, style: Style) -> list[Line]:
    """The lines from "This is to certify that" to the notes."""
    size = style.body_size * 0.8
    parts = [("opening", wording.opening, 1.0), ("body", fill(wording.body, content, Language.EN), 2.2)]
    opening, sentence = (
        centred_lines(field, text, sheet, size, Face.SONG, style.ink, gap, 3) if text else []
        for field, text, gap in parts
    )
    closing = fill(wording.closing, content, Language.EN)
    return [
        *opening,
        *_name(content, sheet, style),
        *sentence,
        *(_award(content, sheet, style) if wording.names_award else []),
        *(centred_lines("closing", closing, sheet, size, Face.SONG, style.ink, 2.2, 3) if closing else []),
        *_notes(content, sheet, style),
    ]


def english_name(recipient: Recipient) -> str:
    """The name for an English paper: the one given for it, else a name that is in Latin letters anyway."""
    name = recipient.name_en or (recipient.name if recipient.name.isascii() else "")
    if not name:
        raise MissingField("name_en")
    return check("name_en", name)


def names_and_units(content: CertificateContent) -> tuple[str, str]:
    """All names, and their units each once, as running English."""
    if not content.recipients:
        raise MissingField("name")
    names = [english_name(one) for one in content.recipients]
    units = dict.fromkeys(one.unit_en for one in content.recipients if one.unit_en)
    return listed(names), check("unit_en", listed(list(units)))


def listed(names: list[str]) -> str:
    """A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _name(content: CertificateContent, sheet: Sheet, style: Style) -> list[Line]:
    name, unit = names_and_units(content)
    wanted = style.name_size * NAME_SCALE
    size = fit("name_en", name, Face.SONG, wanted, sheet.room * 0.9)
    length = max(width(name, Face.SONG, size) + wanted, sheet.room * 0.4)
    rule = Rule(sheet.centre - length / 2, -wanted * 0.35, length, 0.6, style.ink)
    line = Line(wanted * 1.7, (centred(name, sheet.centre, 0, size, Face.SONG, style.ink),), (rule,))
    if not unit:
        return [line]
    return [line, *centred_lines("unit_en", unit, sheet, style.note_size, Face.SONG, style.ink, 2.3, 2)]


def _award(content: CertificateContent, sheet: Sheet, style: Style) -> list[Line]:
    text = check("award_en", spoken(content, "award", Language.EN))
    wanted = style.award_size * AWARD_SCALE
    size = fit("award_en", text, Face.SONG, wanted, sheet.room)
    line = replace(centred(text, sheet.centre, 0, size, Face.SONG, style.red, size * 0.02), bold=AWARD_BOLD)
    return [Line(wanted * 1.6, (line,))]


def _notes(content: CertificateContent, sheet: Sheet, style: Style) -> list[Line]:
    rows = [
        ("teammates", "Team: ", ", ".join(content.teammates)),
        ("coaches", "Coach: " if len(content.coaches) == 1 else "Coaches: ", ", ".join(content.coaches)),
        ("document_en", "By: ", content.document.en),
    ]
    size = style.note_size * 0.9
    return [
        line
        for field, lead, text in rows
        if text
        for line in centred_lines(field, lead + text, sheet, size, Face.SONG, style.ink, 2.0, 2)
    ]


def summary(content: CertificateContent, wording: Wording, sheet: Sheet, style: Style) -> list[Line]:
    """The whole English certificate as one small sentence, for the foot of a bilingual one."""
    name, unit = names_and_units(content)
    award = spoken(content, "award", Language.EN) if wording.names_award else ""
    parts = [wording.opening, f"{name} of {unit}" if unit else name, fill(wording.body, content, Language.EN)]
    sentence = " ".join(part for part in [*parts, award, fill(wording.closing, content, Language.EN)] if part)
    return centred_lines("body", sentence, sheet, style.note_size * 0.92, Face.SONG, style.grey, 2.6, 3)
