"""The parts every certificate has: number, issuers with room for their seals, date, check code, sample mark."""

from certificates.content import CertificateContent, Language
from certificates.dates import chinese_date, english_date
from certificates.errors import MissingField, TextDoesNotFit, WrongCode
from certificates.fonts import Face, face_for, width
from certificates.layout import Code, Words, check, fit, steps
from certificates.sheet import PER_MM, Sheet
from certificates.style import Style
from certificates.text import Text

SEAL_MM = 42.0
SEAL_GAP_MM = 3.0
"""A seal is 42 mm across and keeps clear of the next (GB/T 9704-2012)."""
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


def issuer_lines(content: CertificateContent, sheet: Sheet, style: Style) -> list[Words]:
    """Issuers side by side, wide enough apart for their seals, and the date under them, at the lower right."""
    english = content.language is Language.EN
    names = [check("issuers", one.en if english else one.zh) for one in content.issuers]
    if not names or not all(names):
        raise MissingField("issuers_en" if english else "issuers")
    room = sheet.room - sheet.code_beside * PER_MM
    seal = (SEAL_MM + SEAL_GAP_MM) * PER_MM
    face = Face.SONG if english else Face.KAI
    size, columns = _columns(names, face, style.issuer_size, seal, room)
    day = english_date(content.issued_on) if english else chinese_date(content.issued_on)
    block = max(sum(columns), width(day, face, size))
    middle = sheet.right - block / 2
    lines = [centred(day, middle, sheet.up(sheet.date), size, face, style.ink)]
    x, y = middle - sum(columns) / 2, sheet.up(sheet.issuer)
    for name, column in zip(names, columns, strict=True):
        lines.append(centred(name, x + column / 2, y, size, face_for(name, face), style.ink))
        x += column
    return lines


def _columns(names: list[str], face: Face, size: float, seal: float, room: float) -> tuple[float, list[float]]:
    """The largest size at which all issuers stand in one row, and the width of each one's column.

    More issuers than the row has room for seals come closer: their seals are then stamped over one another's edge.
    """
    for narrowest in (seal, 0):
        for used in steps(size):
            gap = used if len(names) > 1 else 0
            columns = [max(width(name, face_for(name, face), used) + gap, narrowest) for name in names]
            if sum(columns) <= room:
                return used, columns
    raise TextDoesNotFit("issuers", "、".join(names))


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
