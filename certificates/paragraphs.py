"""Running text set as lines of the largest size that fits, without a stray end."""

from certificates.errors import TextDoesNotFit
from certificates.flow import Line
from certificates.fonts import Face
from certificates.layout import Words, break_evenly, break_lines, check, steps
from certificates.parts import centred
from certificates.sheet import Sheet

STRAY = 4
"""A last line shorter than this is drawn in by a slightly smaller size where that helps."""
DRAWN_IN = 0.92


def indented(field: str, text: str, sheet: Sheet, size: float, most: int) -> tuple[list[str], float]:
    """Break Chinese text, first line two characters in, into at most `most` lines; the lines and the size used."""
    check(field, text)
    for used in steps(size):
        lines = break_lines(text, Face.KAI, used, sheet.room, 2 * used)
        if len(lines) <= most:
            return _drawn_in(text, lines, sheet, used)
    raise TextDoesNotFit(field, text)


def _drawn_in(text: str, lines: list[str], sheet: Sheet, size: float) -> tuple[list[str], float]:
    if len(lines) > 1 and len(lines[-1]) < STRAY:
        for used in (one for one in steps(size) if one >= size * DRAWN_IN):
            closer = break_lines(text, Face.KAI, used, sheet.room, 2 * used)
            if len(closer) < len(lines):
                return closer, used
    return lines, size


def indented_lines(lines: list[str], size: float, sheet: Sheet, colour: str, gap: float) -> list[Line]:
    """Chinese lines with the first two characters in; `gap` in sizes stands above the first."""
    return [
        Line(
            (1.7 if number else gap) * size,
            (Words(line, sheet.left + (0 if number else 2 * size), 0, size, Face.KAI, colour),),
        )
        for number, line in enumerate(lines)
    ]


def centred_lines(
    field: str, text: str, sheet: Sheet, size: float, face: Face, colour: str, gap: float, most: int
) -> list[Line]:
    """Text around the middle in at most `most` lines of even length; TextDoesNotFit beyond."""
    check(field, text)
    for used in steps(size):
        lines = break_evenly(text, face, used, sheet.room * 0.94)
        if len(lines) <= most:
            return [
                Line((1.5 if number else gap) * size, (centred(line, sheet.centre, 0, used, face, colour),))
                for number, line in enumerate(lines)
            ]
    raise TextDoesNotFit(field, text)
