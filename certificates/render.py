"""One certificate as the bytes of a PDF."""

from dataclasses import replace

from certificates import chinese
from certificates.content import CertificateContent
from certificates.drawing import draw
from certificates.flow import place
from certificates.fonts import Face
from certificates.layout import Page, check
from certificates.parts import centred, code_block, issuer_lines, number_line, sample_mark
from certificates.sheet import SHEETS
from certificates.style import DEFAULT_STYLE, Style
from certificates.wording import WORDINGS, BothWordings

TITLE_TRACKING = 0.35
TITLE_BOLD = 0.7


def render(content: CertificateContent, style: Style = DEFAULT_STYLE, wordings: BothWordings | None = None) -> bytes:
    """Draw one certificate; the same content, style and wordings give the same bytes.

    Raises a CertificateError (MissingField, ForbiddenCharacter, MissingGlyph, TextDoesNotFit, WrongCode,
    FontFileMissing) before anything is drawn.
    """
    chosen = wordings or WORDINGS[content.kind]
    page = arrange(content, style, chosen)
    return draw(page, f"{chosen.zh.title} {content.number}", "zh-CN", style)


def arrange(content: CertificateContent, style: Style, wordings: BothWordings) -> Page:
    """Work out where everything stands."""
    sheet = SHEETS[style.orientation]
    wording = wordings.zh
    text, size = check("title", wording.title), style.title_size
    title = centred(text, sheet.centre, sheet.up(sheet.title), size, Face.KAI, style.red, size * TITLE_TRACKING)
    words, rules = place(chinese.body(content, wording, sheet, style), sheet)
    code_words, code = code_block(content, sheet, style)
    every = [
        *sample_mark(content, sheet),
        *number_line(content, sheet, style),
        replace(title, bold=TITLE_BOLD),
        *words,
        *code_words,
        *issuer_lines(content, sheet, style, content.language),
    ]
    return Page(tuple(every), tuple(rules), code)
