"""One award certificate that the tests vary, and readers of PDF text."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pdfplumber
import pytest

from certificates.content import MEDALS, CertificateContent, Kind, Recipient
from certificates.text import Text


@pytest.fixture
def award() -> CertificateContent:
    return CertificateContent(
        kind=Kind.AWARD,
        number="HLJ-2026-000123",
        recipients=(Recipient("陈嘉怡", "示例职业技术学院", "CHEN Jiayi", "Model Vocational College"),),
        event=Text("二〇二六年示例职业技能大赛", "2026 Model Skills Competition"),
        contest=Text("数控铣", "CNC Milling"),
        award=MEDALS["gold"],
        issuers=(Text("示例主办单位", "Model Organizing Committee"),),
        issued_on=date(2026, 11, 22),
        verify_code="7K3M9QXT2B4VHJ8W",
        verify_url="https://example.org/verify/7K3M9QXT2B4VHJ8W",
    )


def text_by_pdfplumber(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def text_by_poppler(pdf: bytes, folder: Path) -> str:
    (folder / "one.pdf").write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-layout", "one.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return found.stdout.decode("utf-8")
