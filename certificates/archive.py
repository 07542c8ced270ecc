"""What makes the PDF fit for archives (PDF/A-2b, ISO 19005-2): properties, their XMP twin and the colour space."""

import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from certificates.streams import Stream

PROGRAM = "Jiangheng"
PROFILE = Path(__file__).parent / "srgb.icc"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{day}T00:00:00+08:00</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00+08:00</xmp:ModifyDate>
<xmp:CreatorTool>{program}</xmp:CreatorTool><pdf:Producer>{program}</pdf:Producer><pdf:Keywords></pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True)
class Properties:
    """What a reader of PDF shows about the document; the day is the day of issue, so that no clock is read."""

    title: str
    author: str
    subject: str
    language: str
    day: date


@cache
def packed_profile() -> bytes:
    """The compressed sRGB profile (ICC.1:2004, made by Little CMS)."""
    return zlib.compress(PROFILE.read_bytes(), 9)


def describe(canvas: Canvas, properties: Properties) -> None:
    """Give the document its properties, twice over as PDF/A wants, and its output intent."""
    stamp = f"D:{properties.day:%Y%m%d}000000+08'00'"
    canvas.setTitle(properties.title)
    canvas.setAuthor(properties.author)
    canvas.setSubject(properties.subject)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    canvas.setDateFormatter(lambda *_: stamp)
    document: Any = canvas._doc  # the catalog has no public entry for either
    document.Catalog.Metadata = document.Reference(Stream("/Type /Metadata /Subtype /XML", xmp(properties)))
    profile = document.Reference(Stream("/N 3 /Filter /FlateDecode", packed_profile()), "srgb")
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": profile,
    }
    intents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
    document.Catalog.__Defaults__ = {**document.Catalog.__Defaults__, "OutputIntents": intents}


def xmp(properties: Properties) -> bytes:
    """The properties as an XMP packet."""
    texts = {name: escape(getattr(properties, name)) for name in ("title", "author", "subject", "language")}
    return XMP.format(**texts, day=properties.day.isoformat(), program=PROGRAM).encode("utf-8")
