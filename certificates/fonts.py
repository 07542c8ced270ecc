"""The fonts of a certificate: which file draws which character, each file read once a process."""

import json
import lzma
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics

from certificates.embedding import EmbeddedFont
from certificates.errors import FontFileMissing

FOLDER = Path(__file__).parent / "fonts"


class Face(StrEnum):
    """The two faces a designer chooses between: 楷体 and 宋体."""

    KAI = "kai"
    SONG = "song"


@dataclass(frozen=True)
class FontFile:
    """A font file of the lock file, with the code points it draws as rising, closed ranges."""

    name: str
    file: str
    sha256: str
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def covers(self, character: str) -> bool:
        """Whether the file has a glyph for the character."""
        place = bisect_right(self.firsts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.lasts[place]


@dataclass(frozen=True)
class Run:
    """Characters that one font file draws."""

    font: str
    text: str


@cache
def font_files() -> dict[str, FontFile]:
    """The font files of fonts.lock.json by name, in its order: the two faces, the rest of 宋体, rare characters."""
    entries = json.loads((FOLDER / "fonts.lock.json").read_text("utf-8"))
    return {entry["name"]: _font_file(entry) for entry in entries}


def _font_file(entry: dict[str, str]) -> FontFile:
    spans = [span.partition("-") for span in entry["covers"].split(",")]
    firsts = tuple(int(first, 16) for first, _, _ in spans)
    lasts = tuple(int(last or first, 16) for first, _, last in spans)
    return FontFile(entry["name"], entry["file"], entry["sha256"], firsts, lasts)


@cache
def chain(face: Face) -> tuple[FontFile, ...]:
    """The files tried in order: the face itself, then 宋体 and its kin in the order of the lock file, then 楷体."""
    files = font_files()
    rest = [file for name, file in files.items() if name not in set(Face)]
    return (files[face], files[Face.SONG], *rest, files[Face.KAI])


@cache
def load(name: str) -> EmbeddedFont:
    """Read a font file and register it with ReportLab; FontFileMissing when it is not in its place."""
    path = FOLDER / font_files()[name].file
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FontFileMissing(path.name) from error
    font = EmbeddedFont(name, lzma.decompress(data) if path.suffix == ".xz" else data)
    pdfmetrics.registerFont(font)
    return font


@cache
def font_for(character: str, face: Face) -> str | None:
    """The first file of the chain that draws the character; None when there is none."""
    return next((file.name for file in chain(face) if file.covers(character)), None)


def missing_characters(text: str) -> list[str]:
    """The characters of `text`, each once and in order, that no font file can draw."""
    return [one for one in dict.fromkeys(text) if font_for(one, Face.KAI) is None]


def coverage_report(texts: Iterable[str]) -> dict[str, list[str]]:
    """The texts of a batch that cannot be drawn, each with its missing characters; empty when all can."""
    return {text: missing for text in texts if (missing := missing_characters(text))}


def is_printable(character: str) -> bool:
    """False for control, format (bidirectional, zero-width), surrogate, unassigned, private and line-end characters."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def face_for(text: str, face: Face) -> Face:
    """The face to set a whole name in: 宋体, which has the rarest characters, where 楷体 lacks one.

    So a name with one rare character is set alike throughout, not in a patchwork.
    """
    return face if all(font_files()[face].covers(one) for one in text) else Face.SONG


def runs(text: str, face: Face) -> list[Run]:
    """Split `text` between font files, each character by the first of the chain that draws it."""
    parts = groupby(text, key=lambda one: font_for(one, face) or face)
    return [Run(name, "".join(part)) for name, part in parts]


def width(text: str, face: Face, size: float, tracking: float = 0) -> float:
    """The length of `text` in points; `tracking` is added between characters."""
    drawn = sum(load(run.font).stringWidth(run.text, size) for run in runs(text, face))
    return float(drawn) + tracking * max(len(text) - 1, 0)
