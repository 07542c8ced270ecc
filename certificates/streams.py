"""Streams of a PDF as archives want them: ReportLab's own lack the last line end (ISO 32000-1, 7.3.8)."""

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab carries no types
    """A stream written as it is, with the entries of its dictionary given as text, all but the length."""

    __RefOnly__ = 1

    def __init__(self, entries: str, data: bytes) -> None:
        self._entries = entries
        self._data = data

    def format(self, _document: Any) -> bytes:
        """The object as PDF."""
        head = f"<< {self._entries} /Length {len(self._data)} >>\nstream\n"
        return head.encode("ascii") + self._data + b"\nendstream"


def packed(entries: str, data: bytes) -> Stream:
    """A stream of data that is compressed here."""
    return Stream(f"{entries} /Filter /FlateDecode", zlib.compress(data))
