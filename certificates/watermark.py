"""The word across a paper without validity, drawn as outlines so that it never mixes with the text people copy."""

from functools import cache
from io import BytesIO

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from certificates.fonts import FOLDER, Face, font_files
from certificates.frame import colour
from certificates.sheet import PER_MM, SHEETS
from certificates.style import Orientation

MARK_COLOUR = "#f8e9e2"
MARK_WIDTH = 0.62
"""The part of the sheet's width that the word takes."""
GAP = 0.5
"""Between Chinese characters, in ems."""


class OperatorPen(BasePen):  # type: ignore[misc]  # fontTools carries no types here
    """Collects an outline as PDF path operators; quadratic curves arrive as cubic ones."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []

    def _add(self, letter: str, *points: tuple[float, float]) -> None:
        self.operators.append(" ".join(f"{x:.1f} {y:.1f}" for x, y in points) + letter)

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add(" m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add(" l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._add(" c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self.operators.append("h")


@cache
def mark_operators(word: str, orientation: Orientation) -> str:
    """PDF operators for the word in the middle of the sheet, in points."""
    font = TTFont(BytesIO((FOLDER / font_files()[Face.SONG].file).read_bytes()), lazy=True)
    glyphs, names, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    drawn, at = [], 0.0
    for character in word:
        glyph = glyphs[names[ord(character)]]
        pen = OperatorPen(glyphs)
        glyph.draw(pen)
        drawn.append(f"q 1 0 0 1 {at:.1f} 0 cm {' '.join(pen.operators)} f Q")
        at += glyph.width + (0 if character.isascii() else GAP * em)
    length = at - (0 if word.isascii() else GAP * em)
    sheet = SHEETS[orientation]
    scale = sheet.width * PER_MM * MARK_WIDTH / length
    x = sheet.centre - length * scale / 2
    y = sheet.up(sheet.height / 2) - 0.36 * em * scale
    place = f"{scale:.6f} 0 0 {scale:.6f} {x:.3f} {y:.3f} cm"
    return f"q {colour(MARK_COLOUR)} rg {place} {' '.join(drawn)} Q"
