"""The issuers at the lower right, side by side with room for their seals, and the date under them."""

from collections.abc import Callable

from certificates.content import CertificateContent, Language
from certificates.dates import chinese_date, english_date
from certificates.errors import MissingField, TextDoesNotFit
from certificates.fonts import Face, face_for, width
from certificates.layout import Words, break_evenly, check, steps
from certificates.parts import centred
from certificates.sheet import PER_MM, Sheet
from certificates.style import Style

SEAL_MM = 42.0
SEAL_GAP_MM = 3.0
"""A seal is 42 mm across and keeps clear of the next (GB/T 9704-2012)."""
MOST_LINES = 2
LEADING = 1.25
LATIN_SCALE = 0.85

Column = tuple[list[str], float]
"""The lines of one issuer's name and the width it stands in, in points."""


def issuer_lines(content: CertificateContent, sheet: Sheet, style: Style) -> list[Words]:
    """The issuers' names, each in the middle of its column, and the date; the place of the seals stays empty."""
    english = content.language is Language.EN
    face = Face.SONG if english else Face.KAI
    names = [check("issuers", one.en if english else one.zh) for one in content.issuers]
    if not names or not all(names):
        raise MissingField("issuers_en" if english else "issuers")
    wanted = style.issuer_size * (LATIN_SCALE if english else 1)
    size, columns = _columns(names, face, wanted, sheet.room - sheet.code_beside * PER_MM)
    day = english_date(content.issued_on) if english else chinese_date(content.issued_on)
    total = sum(wide for _, wide in columns)
    middle = sheet.right - max(total, width(day, face, size)) / 2
    words = [centred(day, middle, sheet.up(sheet.date), size, face, style.ink)]
    x = middle - total / 2
    for lines, wide in columns:
        for above, line in enumerate(reversed(lines)):
            y = sheet.up(sheet.issuer) + above * size * LEADING
            words.append(centred(line, x + wide / 2, y, size, face_for(line, face), style.ink))
        x += wide
    return words


def _columns(names: list[str], face: Face, size: float, room: float) -> tuple[float, list[Column]]:
    """The largest size at which the issuers stand in a row: on one line with room for seals, else closer, else on two.

    Where they stand closer than seals are wide, the seals are stamped over one another's edge.
    """
    seal = (SEAL_MM + SEAL_GAP_MM) * PER_MM
    attempts: tuple[Callable[[float], list[Column]], ...] = (
        lambda used: _one_line(names, face, used, seal),
        lambda used: _one_line(names, face, used, 0),
        lambda used: _two_lines(names, face, used, room),
    )
    for attempt in attempts:
        for used in steps(size):
            columns = attempt(used)
            if columns and sum(wide for _, wide in columns) <= room:
                return used, columns
    raise TextDoesNotFit("issuers", "、".join(names))


def _one_line(names: list[str], face: Face, size: float, narrowest: float) -> list[Column]:
    gap = size if len(names) > 1 else 0
    return [([name], max(width(name, face_for(name, face), size) + gap, narrowest)) for name in names]


def _two_lines(names: list[str], face: Face, size: float, room: float) -> list[Column]:
    wide = (room - 1) / len(names)
    broken = [break_evenly(name, face_for(name, face), size, wide - size) for name in names]
    fits = all(
        len(lines) <= MOST_LINES and all(width(line, face_for(line, face), size) <= wide for line in lines)
        for lines in broken
    )
    return [(lines, wide) for lines in broken] if fits else []
