"""Feeds damaged workbooks to the scheme importer: no crash but WorkbookError, and no file over the limits of time.

`python tests/faults/fuzz_workbook.py [seconds]`, 600 by default; it is no pytest module, and needs atheris.
"""

import io
import random
import sys
import time
import zipfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["scoring"]):
    from scoring.workbook import UndecidedError, WorkbookError, read_workbook

from tests.app.schemes.books import cis_book, score_sheet  # noqa: E402 - after the instrumented imports

CASES = ROOT.parent / "shared" / "cases" / "schemes"
SECONDS = 600
SLOWEST = 5
SMALLEST_PART = 4


def seeds() -> list[bytes]:
    """Our own small books, and the handed-over ones where they are."""
    found = sorted(CASES.glob("*")) if CASES.is_dir() else []
    own = [cis_book(("M", "尺寸", 2), ("J", "外观", 3)), score_sheet(("划线", 4), ("锯削", 6))]
    return own + [path.read_bytes() for path in found if path.stat().st_size < 200_000]


def damaged(book: bytes, chance: random.Random) -> bytes:
    """The book with one member of its zip cut, doubled or scribbled over; a plain file scribbled over itself."""
    if not zipfile.is_zipfile(io.BytesIO(book)):
        return scribbled(book, chance)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        hurt = chance.choice(names)
        for name in names:
            content = source.read(name)
            target.writestr(name, scribbled(content, chance) if name == hurt else content)
    return written.getvalue()


def scribbled(content: bytes, chance: random.Random) -> bytes:
    """A stretch of the content taken out, repeated, or replaced."""
    if len(content) < SMALLEST_PART:
        return content + chance.randbytes(SMALLEST_PART)
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.randrange(1, 60))
    piece = content[start:end]
    return (
        content[:start] + chance.choice((b"", piece * 2, chance.randbytes(len(piece)), b"<v>1e999</v>")) + content[end:]
    )


BOOKS = seeds()


def read_one(data: bytes) -> None:
    """Raw bytes half of the time, else a book damaged as they say; anything but a WorkbookError ends the run."""
    chance = random.Random(data)
    book = damaged(chance.choice(BOOKS), chance) if data[:1] < b"\x80" else data
    started = time.process_time()
    try:
        draft = read_workbook(book)
        draft.summary()
        draft.to_scheme(draft.accept_all())
    except (UndecidedError, WorkbookError):
        pass
    taken = time.process_time() - started
    if taken > SLOWEST:
        raise RuntimeError(f"a file of {len(book)} bytes took {taken:.1f} s")


if __name__ == "__main__":
    seconds = sys.argv[1] if len(sys.argv) > 1 else str(SECONDS)
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-rss_limit_mb=1024", "-max_len=4096"], read_one)
    atheris.Fuzz()
