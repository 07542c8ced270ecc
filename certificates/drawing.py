"""A page, once it is worked out, written as a PDF of one sheet."""

import zlib
from functools import cache
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from certificates.fonts import Face, load, runs
from certificates.frame import backdrop, colour
from certificates.layout import Page, Rule, Words
from certificates.qr import qr_operators
from certificates.sheet import PER_MM, SHEETS
from certificates.style import Style
from certificates.watermark import mark_operators

FORM = "Sheet"

# ASCII-85 makes every stream a quarter longer and takes a tenth of the time (PERFORMANCE.md 1).
rl_config.useA85 = 0


class PackedForm(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """A form XObject that was compressed beforehand, because the sheet is the same for a whole batch."""

    def __init__(self, packed: bytes, width: float, height: float) -> None:
        self._packed = packed
        self._box = f"[0 0 {width:.3f} {height:.3f}]"

    def format(self, document: Any) -> bytes:
        """The object as PDF."""
        head = (
            f"<< /Type /XObject /Subtype /Form /BBox {self._box} /Resources << >> /Filter /FlateDecode "
            f"/Length {len(self._packed)} >>\nstream\n"
        )
        return head.encode("ascii") + self._packed + b"\nendstream"


@cache
def packed_sheet(style: Style) -> bytes:
    """The compressed operators of the sheet behind the words."""
    return zlib.compress(backdrop(style), 9)


def draw(page: Page, title: str, language: str, style: Style) -> bytes:
    """Write the page; `title` and `language` (zh-CN, en) go into the document's properties."""
    buffer = BytesIO()
    sheet = SHEETS[style.orientation]
    size = (sheet.width * PER_MM, sheet.height * PER_MM)
    # Without a font of ours to begin with, ReportLab writes a Helvetica that is not embedded.
    canvas = Canvas(buffer, pagesize=size, invariant=1, initialFontName=load(Face.KAI).fontName, lang=language)
    canvas.setTitle(title)
    canvas.setPageCompression(1)
    document: Any = canvas._doc
    if style.frame:
        document.addForm(FORM, PackedForm(packed_sheet(style), *size))
        canvas.doForm(FORM)
    # ReportLab has no public way to add ready-made operators; through its own calls a page takes three times as long.
    canvas._code.append("\n".join(operators(page, document, style)))
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
