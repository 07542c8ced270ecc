"""A page, once it is worked out, written as a PDF of one sheet."""

from copy import copy
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from certificates.archive import Properties, describe
from certificates.fonts import Face, load, runs
from certificates.frame import backdrop, colour
from certificates.layout import Page, Rule, Words
from certificates.qr import qr_operators
from certificates.sheet import PER_MM, SHEETS
from certificates.streams import Stream, packed
from certificates.style import Style
from certificates.watermark import mark_operators

FORM = "Sheet"


@cache
def packed_sheet(style: Style) -> Stream:
    """The sheet behind the words as a form XObject, compressed once for a whole batch."""
    sheet = SHEETS[style.orientation]
    box = f"/BBox [0 0 {sheet.width * PER_MM:.3f} {sheet.height * PER_MM:.3f}]"
    return packed(f"/Type /XObject /Subtype /Form {box} /Resources << >>", backdrop(style))


def draw(page: Page, properties: Properties, style: Style) -> bytes:
    """Write the page as a PDF of one sheet."""
    buffer = BytesIO()
    sheet = SHEETS[style.orientation]
    size = (sheet.width * PER_MM, sheet.height * PER_MM)
    # Without a font of ours to begin with, ReportLab writes a Helvetica that is not embedded.
    canvas = Canvas(
        buffer,
        pagesize=size,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=load(Face.KAI).fontName,
        lang=properties.language,
    )
    describe(canvas, properties)
    document: Any = canvas._doc
    if style.frame:
        document.addForm(FORM, copy(packed_sheet(style)))  # a copy, since a document marks its objects
        canvas.doForm(FORM)
    # ReportLab has no public way to add ready-made operators; through its own calls a page takes three times as long.
    canvas._code.append("\n".join(operators(page, document, style)))
    canvas.showPage()
    page_object = document.Pages.pages[-1]
    page_object.Contents = packed("", page_object.stream.encode("ascii"))
    canvas.save()
    return buffer.getvalue()


def operators(page: Page, document: Any, style: Style) -> list[str]:
    """What is drawn over the sheet; with text moved by the style's offset."""
    right, up = (one * PER_MM for one in style.offset_mm)
    drawn = [f"q 1 0 0 1 {right:.3f} {up:.3f} cm"] if right or up else ["q"]
    drawn += [mark_operators(page.mark, style.orientation)] if page.mark else []
    drawn += [rule_operators(rule) for rule in page.rules]
    drawn += [text_operators(words, document) for words in page.words]
    if page.code:
        drawn.append(qr_operators(page.code.payload, page.code.x, page.code.y, page.code.side))
    return [*drawn, "Q"]


def rule_operators(rule: Rule) -> str:
    """A rule as a filled rectangle."""
    return f"{colour(rule.colour)} rg {rule.x:.3f} {rule.y:.3f} {rule.length:.3f} {rule.thickness} re f"


def text_operators(words: Words, document: Any) -> str:
    """One line of text; a line in bold is outlined in its own colour as well as filled."""
    ink = colour(words.colour)
    weight = f"{ink} RG {words.bold} w 2 Tr" if words.bold else "0 Tr"
    drawn = [f"BT {ink} rg {weight} {words.tracking:.3f} Tc 1 0 0 1 {words.x:.3f} {words.y:.3f} Tm"]
    for run in runs(words.text, words.face):
        font = load(run.font)
        for subset, codes in font.splitString(run.text, document):
            name = font.getSubsetInternalName(subset, document)
            drawn.append(f"{name} {words.size:.3f} Tf <{codes.hex()}> Tj")
    return " ".join([*drawn, "ET"])
