"""The printed sheet behind the words: paper colour, double frame, 回纹 corners and the ornament under the title."""

from functools import cache

from certificates.sheet import PER_MM, SHEETS
from certificates.style import Style

GOLD_EDGE_MM, GOLD_MM = 8.0, 2.2
RED_EDGE_MM, RED_MM = 13.0, 0.7
HAIR_EDGE_MM, HAIR_MM = 15.2, 0.2
STEP_MM = 1.3
"""The grid of the corner ornament; its line is a little under half of it."""
# One arm of the 回纹 from the corner along an edge, in grid steps: a spiral in the corner, then two turns of a fret.
ARMS = [
    [(4, 4), (4, 2), (2, 2), (2, 6), (6, 6), (6, 0)],
    [(0, 12), (0, 0), (12, 0)],
    [(6, 0), (10, 0), (10, 4), (8, 4), (8, 2)],
    [(0, 6), (0, 10), (4, 10), (4, 8), (2, 8)],
    [(12, 0), (12, 2)],
    [(0, 12), (2, 12)],
]


def colour(code: str) -> str:
    """`#rrggbb` as three PDF numbers from 0 to 1."""
    return " ".join(f"{int(code[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


@cache
def backdrop(style: Style) -> bytes:
    """The drawing operators of the sheet, in points; the same for all certificates of a style."""
    sheet = SHEETS[style.orientation]
    width, height = sheet.width, sheet.height
    # Saved and restored although a form is so anyway: some readers of PDF carry the scale on into the text.
    lines = [
        f"q {PER_MM:.6f} 0 0 {PER_MM:.6f} 0 0 cm",
        f"{colour(style.paper)} rg 0 0 {width} {height} re f",
        _border(style.gold, GOLD_EDGE_MM + GOLD_MM / 2, GOLD_MM, width, height),
        _border(style.red, RED_EDGE_MM, RED_MM, width, height),
        _border(style.gold, HAIR_EDGE_MM, HAIR_MM, width, height),
        *_corners(style, width, height),
        _ornament(style, width / 2, height - sheet.ornament),
        "Q",
    ]
    return "\n".join(lines).encode("ascii")


def _border(code: str, edge: float, line: float, width: float, height: float) -> str:
    return f"{colour(code)} RG {line} w {edge} {edge} {width - 2 * edge:.2f} {height - 2 * edge:.2f} re S"


def _corners(style: Style, width: float, height: float) -> list[str]:
    inset = HAIR_EDGE_MM + 2.2
    places = [(inset, inset, 1, 1), (width - inset, inset, -1, 1)]
    places += [(inset, height - inset, 1, -1), (width - inset, height - inset, -1, -1)]
    path = " ".join(_path(arm) for arm in ARMS)
    ink = f"{colour(style.gold)} RG {STEP_MM * 0.42:.3f} w 2 J 0 j"
    return [f"q {right} 0 0 {up} {x} {y} cm {ink} {path} Q" for x, y, right, up in places]


def _path(arm: list[tuple[int, int]]) -> str:
    points = [f"{x * STEP_MM:.3f} {y * STEP_MM:.3f}" for x, y in arm]
    return f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " S"


def _ornament(style: Style, centre: float, height: float) -> str:
    arms = " ".join(f"{centre + side * 4:.2f} {height} m {centre + side * 34:.2f} {height} l S" for side in (-1, 1))
    diamond = (
        f"{centre} {height - 1.3} m {centre + 1.3} {height} l {centre} {height + 1.3} l {centre - 1.3} {height} l h f"
    )
    return f"{colour(style.gold)} RG {colour(style.gold)} rg 0.25 w {arms} {diamond}"
