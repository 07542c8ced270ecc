"""The QR code as drawing operators."""

import segno

MASK = 3
"""Fixed: trying all eight masks costs five times the rest and readers do not care (PERFORMANCE.md 1)."""
QUIET = 2
"""White modules kept around the code; the ivory paper beyond serves as the rest of the four of ISO/IEC 18004."""


def qr_operators(payload: str, x: float, y: float, side: float) -> str:
    """PDF operators for a code of `side` points with its lower left corner at (x, y)."""
    rows = [bytes(row) for row in segno.make_qr(payload, error="m", mask=MASK, boost_error=False).matrix]
    count = len(rows) + 2 * QUIET
    bars = [
        f"{start + QUIET} {count - QUIET - 1 - row} {length} 1 re"
        for row, modules in enumerate(rows)
        for start, length in dark_runs(modules)
    ]
    scale = side / count
    ground = f"1 1 1 rg 0 0 {count} {count} re f"
    return f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {ground} 0 0 0 rg {' '.join(bars)} f Q"


def dark_runs(modules: bytes) -> list[tuple[int, int]]:
    """The (start, length) of each unbroken run of dark modules in a row."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(modules):
        if dark and at and modules[at - 1]:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found
