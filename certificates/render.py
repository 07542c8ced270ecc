"""One certificate as the bytes of a PDF."""

from dataclasses import replace

from certificates import chinese, english
from certificates.archive import Properties
from certificates.content import CertificateContent, Language
from certificates.drawing import draw
from certificates.flow import Line, place
from certificates.fonts import Face
from certificates.issuers import issuer_lines
from certificates.layout import Page, Words, check, fit
from certificates.parts import SAMPLE, centred, code_block, number_line
from certificates.sheet import SHEETS, Sheet
from certificates.style import DEFAULT_STYLE, Style
from certificates.wording import WORDINGS, BothWordings

TITLE_TRACKING = 0.35
TITLE_BOLD = 0.7
UNDER_TITLE_MM = 7.5
LOWER_BODY_MM = 7.0
HIGHER_END_MM = 4.0


def render(content: CertificateContent, style: Style = DEFAULT_STYLE, wordings: BothWordings | None = None) -> bytes:
    """Draw one certificate; the same content, style and wordings give the same bytes.

    Raises a CertificateError (MissingField, ForbiddenCharacter, MissingGlyph, TextDoesNotFit, WrongCode,
    FontFileMissing) before anything is drawn.
    """
    chosen = wordings or WORDINGS[content.kind]
    page = arrange(content, style, chosen)
    return draw(page, _properties(content, chosen), style)


def _properties(content: CertificateContent, wordings: BothWordings) -> Properties:
    in_english = content.language is Language.EN
    names = "、".join(one.name for one in content.recipients)
    return Properties(
        title=f"{(wordings.en if in_english else wordings.zh).title} {content.number}",
        author="、".join((one.en if in_english else one.zh) for one in content.issuers),
        subject=f"{names} {content.event.en if in_english else content.event.zh}",
        language="en" if in_english else "zh-CN",
        day=content.issued_on,
    )


def arrange(content: CertificateContent, style: Style, wordings: BothWordings) -> Page:
    """Work out where everything stands."""
    sheet = SHEETS[style.orientation]
    words, rules = place(_body(content, style, wordings, sheet), _narrowed(sheet, content.language))
    code_words, code = code_block(content, sheet, style)
    every = [
        *number_line(content, sheet, style),
        *_titles(content, style, wordings, sheet),
        *words,
        *code_words,
        *issuer_lines(content, sheet, style),
    ]
    mark = SAMPLE.en if content.language is Language.EN else SAMPLE.zh
    return Page(tuple(every), tuple(rules), code, mark if content.sample else "")


def _narrowed(sheet: Sheet, language: Language) -> Sheet:
    """The sheet with less height for the body: under a second title, or over English issuers on two lines."""
    if language is Language.BILINGUAL:
        return replace(sheet, top=sheet.top + LOWER_BODY_MM)
    return replace(sheet, bottom=sheet.bottom - HIGHER_END_MM) if language is Language.EN else sheet


def _body(content: CertificateContent, style: Style, wordings: BothWordings, sheet: Sheet) -> list[Line]:
    if content.language is Language.EN:
        return english.body(content, wordings.en, sheet, style)
    lines = chinese.body(content, wordings.zh, sheet, style)
    if content.language is Language.BILINGUAL:
        lines += english.summary(content, wordings.en, sheet, style)
    return lines


def _titles(content: CertificateContent, style: Style, wordings: BothWordings, sheet: Sheet) -> list[Words]:
    if content.language is Language.EN:
        size, tracking, face = style.title_size * 0.82, style.title_size * 0.04, Face.SONG
        text = wordings.en.title
    else:
        size, tracking, face = style.title_size, style.title_size * TITLE_TRACKING, Face.KAI
        text = wordings.zh.title
    y = sheet.up(sheet.title)
    fit("title", check("title", text), face, size, sheet.room - tracking * len(text))
    title = replace(centred(text, sheet.centre, y, size, face, style.red, tracking), bold=TITLE_BOLD)
    if content.language is not Language.BILINGUAL:
        return [title]
    small = style.note_size
    under = sheet.up(sheet.ornament + UNDER_TITLE_MM)
    text = check("title", wordings.en.title.upper())
    return [title, centred(text, sheet.centre, under, small, Face.SONG, style.gold, small * 0.2)]
