"""One certificate as the bytes of a PDF."""

from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from certificates.content import CertificateContent
from certificates.fonts import load
from certificates.style import DEFAULT_STYLE, Style


def render(content: CertificateContent, style: Style = DEFAULT_STYLE) -> bytes:
    """Draw one certificate; the same content and style give the same bytes.

    Raises a CertificateError (MissingField, ForbiddenCharacter, MissingGlyph, TextDoesNotFit) before anything is drawn.
    """
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4), invariant=1, initialFontName=load("kai").fontName)
    canvas.setFont(load("kai").fontName, style.award_size)
    canvas.drawCentredString(421, 300, " ".join(one.name for one in content.recipients) + content.award.zh)
    canvas.save()
    return buffer.getvalue()
