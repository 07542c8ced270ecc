"""Fonts as ReportLab embeds them: copied text is right beyond plane 0, and a subset costs no copy of the font."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, TTFontFace

from certificates.streams import packed

BLOCK = 100
"""The most entries a bfchar block may hold (PDF 32000-1, 9.10.3)."""


class TableView:
    """A table of the font file that is sliced where it lies, because ReportLab copies all outlines per document."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class ViewedFace(TTFontFace):  # type: ignore[misc]  # ReportLab carries no types
    """A font file whose outline table is viewed, never copied."""

    def get_table(self, tag: str) -> Any:
        """The table `tag`; the outlines as a view, which answers slices alone."""
        if tag == "glyf":
            return TableView(self._ttf_data, self.get_table_pos(tag)[0])
        return super().get_table(tag)

    def addSubsetObjects(self, doc: Any, fontname: str, subset: Sequence[int]) -> Any:
        """Write one subset of the font and answer its descriptor, as ReportLab does but for the stream."""
        descriptor = super().addSubsetObjects(doc, fontname, subset)
        name = f"fontFile:{self.filename}({fontname})"
        data = doc.idToObject[name].content
        doc.idToObject[name] = packed(f"/Length1 {len(data)}", data)
        return descriptor


class EmbeddedFont(TTFont):  # type: ignore[misc]  # ReportLab carries no types
    """A TrueType font, from bytes, whose subsets map back to the right characters."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, BytesIO(data), asciiReadable=0)
        # ReportLab builds its own kind of face and parsing the file twice costs 40 ms; the view only adds a method.
        self.face.__class__ = ViewedFace

    def addObjects(self, doc: Any) -> None:
        """Write the fonts of one document, then put right what ReportLab wrote as five hexadecimal digits."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            tag = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{tag}"] = packed("", to_unicode(tag, subset).encode("ascii"))


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """The map from the one-byte codes of a subset to UTF-16BE (PDF 32000-1, 9.10.3); unused places are left out."""
    pairs = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in used(subset)]
    blocks = [pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK)]
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"]
    lines += [f"/CMapName /{name} def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", "<00> <FF>", "endcodespacerange"]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def used(subset: Sequence[int]) -> list[tuple[int, int]]:
    """The (code, character) pairs of a subset: without .notdef, and with the space at its own code alone."""
    return [(code, char) for code, char in enumerate(subset) if char and (char != 32 or code == 32)]
