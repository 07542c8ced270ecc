"""The A4 sheet, lying or standing: where the parts of a certificate have their place, in millimetres from the top."""

from dataclasses import dataclass

from certificates.style import Orientation

PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """The measures of one orientation; baselines unless said otherwise."""

    width: float
    height: float
    margin: float
    number: float
    title: float
    ornament: float
    top: float
    bottom: float
    """The body stands between `top` and `bottom`."""
    issuer: float
    date: float
    code: float
    """The lower edge of the QR code."""
    code_beside: float
    """How much of the issuers' row the QR code and its check code take; 0 where they stand below it."""

    @property
    def left(self) -> float:
        """The left edge of the text, in points."""
        return self.margin * PER_MM

    @property
    def room(self) -> float:
        """The length of a full line, in points."""
        return (self.width - 2 * self.margin) * PER_MM

    @property
    def right(self) -> float:
        """The right edge of the text, in points."""
        return (self.width - self.margin) * PER_MM

    @property
    def centre(self) -> float:
        """The middle of the sheet, in points."""
        return self.width * PER_MM / 2

    def up(self, from_top: float) -> float:
        """A height of this sheet, in millimetres from the top, as PDF points from the bottom."""
        return (self.height - from_top) * PER_MM


SHEETS = {
    Orientation.LANDSCAPE: Sheet(
        width=297,
        height=210,
        margin=38,
        number=31,
        title=52,
        ornament=60,
        top=66,
        bottom=148,
        issuer=164,
        date=174,
        code=183,
        code_beside=64,
    ),
    Orientation.PORTRAIT: Sheet(
        width=210,
        height=297,
        margin=30,
        number=34,
        title=72,
        ornament=82,
        top=92,
        bottom=206,
        issuer=224,
        date=235,
        code=269,
        code_beside=0,
    ),
}
