"""The parts every certificate has: number, check code, QR code; and the words of a sample."""

from certificates.content import CertificateContent, Language
from certificates.errors import MissingField, WrongCode
from certificates.fonts import Face, width
from certificates.layout import Code, Words, check, fit
from certificates.sheet import PER_MM, Sheet
from certificates.style import Style
from certificates.text import Text

CODE_LENGTH = 16
SAMPLE = Text("样本", "SAMPLE")


def centred(text: str, middle: float, y: float, size: float, face: Face, colour: str, tracking: float = 0) -> Words:
    """A line of text around `middle`."""
    return Words(text, middle - width(text, face, size, tracking) / 2, y, size, face, colour, tracking)


def number_line(content: CertificateContent, sheet: Sheet, style: Style) -> list[Words]:
    """The certificate's number at the upper right."""
    if not content.number:
        raise MissingField("number")
    lead = "No. " if content.language is Language.EN else "证书编号："
    text = lead + check("number", content.number)
    size = fit("number", text, Face.SONG, style.small_size, sheet.room / 2)
    x = sheet.right - width(text, Face.SONG, size)
    return [Words(text, x, sheet.up(sheet.number), size, Face.SONG, style.grey)]


def code_block(content: CertificateContent, sheet: Sheet, style: Style) -> tuple[list[Words], Code | None]:
    """The QR code at the lower left, with the code to type beside it; a sample says that it is none."""
    if not content.sample and not content.verify_code:
        raise MissingField("verify_code")
    if not content.sample and not content.verify_url:
        raise MissingField("verify_url")
    side = style.qr_mm * PER_MM
    foot = sheet.up(sheet.code)
    code = Code(content.verify_url, sheet.left, foot, side) if content.verify_url else None
    x = sheet.left + side + 3 * PER_MM if code else sheet.left
    captions = [(_code_caption(content), 8, style.grey), (_typed_code(content), style.small_size, style.ink)]
    captions.append((_code_advice(content), 8, style.grey))
    lines = [
        Words(check("verify_code", text), x, foot + 3 + row * 14, size, Face.SONG, ink)
        for row, (text, size, ink) in enumerate(reversed([one for one in captions if one[0]]))
    ]
    return lines, code


def _typed_code(content: CertificateContent) -> str:
    """The check code in groups of four; WrongCode unless it is 16 letters and digits."""
    code = content.verify_code
    if not code:
        return ""
    if len(code) != CODE_LENGTH or not (code.isascii() and code.isalnum()):
        raise WrongCode(code)
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def _code_caption(content: CertificateContent) -> str:
    if content.sample:
        return SAMPLE.en if content.language is Language.EN else f"{SAMPLE.zh} {SAMPLE.en}"
    return "Check code" if content.language is Language.EN else "查验码"


def _code_advice(content: CertificateContent) -> str:
    if content.sample:
        return "Not a valid certificate" if content.language is Language.EN else "仅供核对版式，不具效力"
    return "Scan to verify" if content.language is Language.EN else "扫码查验真伪"
