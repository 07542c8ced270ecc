"""Where everything of a certificate stands: positions are worked out, and refused, before anything is drawn."""

from dataclasses import dataclass

from certificates.errors import ForbiddenCharacter, MissingGlyph, TextDoesNotFit
from certificates.fonts import Face, is_printable, missing_characters, width

OPENING = "（《“‘〈【"
"""Marks that must not end a line."""
CLOSING = "，。、；：！？）》”’〉】…·％"
"""Marks that must not begin a line."""
SMALLEST = 0.75
"""No text is set below this part of its wanted size."""
SIZE_STEPS = 8
NARROWINGS = 20


@dataclass(frozen=True)
class Words:
    """One line of text at its place: points from the lower left corner of the sheet, baseline."""

    text: str
    x: float
    y: float
    size: float
    face: Face
    colour: str
    tracking: float = 0
    bold: float = 0
    """The width of an outline in the same colour, for weight."""


@dataclass(frozen=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    length: float
    thickness: float
    colour: str


@dataclass(frozen=True)
class Code:
    """The square of the QR code with its quiet zone: lower left corner and side, in points."""

    payload: str
    x: float
    y: float
    side: float


@dataclass(frozen=True)
class Page:
    """Everything drawn over the sheet."""

    words: tuple[Words, ...]
    rules: tuple[Rule, ...]
    code: Code | None
    mark: str = ""
    """A word across the whole sheet, behind everything: 样本."""


def check(field: str, text: str) -> str:
    """The text itself; ForbiddenCharacter or MissingGlyph when it cannot be printed as it stands."""
    for one in text:
        if not is_printable(one):
            raise ForbiddenCharacter(field, one)
    missing = missing_characters(text)
    if missing:
        raise MissingGlyph(field, missing)
    return text


def steps(size: float) -> list[float]:
    """The sizes tried in order, from the wanted one down to SMALLEST of it."""
    return [size * (1 - (1 - SMALLEST) * step / SIZE_STEPS) for step in range(SIZE_STEPS + 1)]


def fit(field: str, text: str, face: Face, size: float, room: float) -> float:
    """The largest of `steps(size)` at which the line is no longer than `room`; else TextDoesNotFit."""
    natural = width(text, face, 1)
    for used in steps(size):
        if natural * used <= room:
            return used
    raise TextDoesNotFit(field, text)


def break_lines(text: str, face: Face, size: float, room: float, indent: float = 0) -> list[str]:
    """Break running text into lines no longer than `room`; the first is shorter by `indent`.

    Chinese breaks anywhere but before closing and after opening marks; Latin words and numbers stay whole.
    """
    lines, line, left = [], "", room - indent
    for piece in pieces(text):
        if line and width(line + piece.rstrip(), face, size) > left:
            lines.append(line.rstrip())
            line, left = "", room
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def break_evenly(text: str, face: Face, size: float, room: float) -> list[str]:
    """As few lines as `break_lines` makes, in the narrowest measure that takes them, so that none is left short."""
    lines = break_lines(text, face, size, room)
    for step in range(1, NARROWINGS):
        narrow = room * (1 - step / NARROWINGS)
        closer = break_lines(text, face, size, narrow)
        if len(closer) > len(lines) or any(width(line, face, size) > narrow for line in closer):
            break
        lines = closer
    return lines


def pieces(text: str) -> list[str]:
    """The parts of a text between which a line may end; a last character joins the one before."""
    parts: list[str] = []
    for one in text:
        if parts and _sticks(parts[-1], one):
            parts[-1] += one
        else:
            parts.append(one)
    return [*parts[:-2], "".join(parts[-2:])] if parts and len(parts[-1]) <= 2 else parts


def _sticks(before: str, one: str) -> bool:
    last = before[-1]
    return one in CLOSING or last in OPENING or one == " " or (_is_word(last) and _is_word(one))


def _is_word(character: str) -> bool:
    return character < "\u2e80" and character not in " " + CLOSING + OPENING
