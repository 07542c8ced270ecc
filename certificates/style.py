"""How a certificate looks: sizes in points, distances in millimetres, colours as #rrggbb."""

from dataclasses import dataclass
from enum import StrEnum


class Orientation(StrEnum):
    """How the A4 sheet lies."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


@dataclass(frozen=True, kw_only=True)
class Style:
    """The look of a batch; the defaults are those of UI.md, "Certificate"."""

    orientation: Orientation = Orientation.LANDSCAPE
    frame: bool = True
    """False for pre-printed sheets: neither paper colour nor frame is drawn."""
    offset_mm: tuple[float, float] = (0.0, 0.0)
    """Moves the text right and up, to meet a pre-printed sheet in a given printer."""
    paper: str = "#fffdf6"
    gold: str = "#b8860b"
    red: str = "#b3261e"
    ink: str = "#1a1a1a"
    grey: str = "#6b6b6b"
    title_size: float = 44
    name_size: float = 22
    body_size: float = 20
    award_size: float = 38
    small_size: float = 10.5
    note_size: float = 13
    issuer_size: float = 17
    qr_mm: float = 25
    """22 mm is the least; at 25 an address of 90 characters is still read from a 110 dpi picture."""


DEFAULT_STYLE = Style()
