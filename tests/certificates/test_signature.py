"""Signed certificates: valid as they are, broken by any change."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.content import CertificateContent
from certificates.render import render
from certificates.signature import sign_pdf
from tests.certificates.conftest import text_by_pdfplumber

Result = TypeVar("Result")


@pytest.fixture(scope="module")
def signer() -> SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Model Issuer")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(key.private_bytes(*pem)),
        cert_registry=SimpleCertificateStore(),
    )


def apart(act: Callable[..., Result], *arguments: Any) -> Result:
    """Done in a thread of its own: a browser of other tests keeps an event loop in this one, and pyHanko needs one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act, *arguments).result()


def status(pdf: bytes, signer: SimpleSigner) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=[signer.signing_cert])
    return apart(validate_pdf_signature, PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0], context)


def test_a_signed_certificate_is_valid_and_says_the_same(award: CertificateContent, signer: SimpleSigner) -> None:
    pdf = render(award)
    signed = apart(sign_pdf, pdf, signer)
    assert signed.startswith(pdf)
    assert text_by_pdfplumber(signed) == text_by_pdfplumber(pdf)
    found = status(signed, signer)
    assert found.bottom_line
    assert found.coverage.name == "ENTIRE_FILE"


def test_a_changed_byte_breaks_the_signature(award: CertificateContent, signer: SimpleSigner) -> None:
    signed = bytearray(apart(sign_pdf, render(award), signer))
    place = signed.index(b"/MediaBox [ 0 0 84") + len(b"/MediaBox [ 0 0 84")
    signed[place] ^= 1
    assert not status(bytes(signed), signer).intact


def test_a_foreign_key_is_not_trusted(award: CertificateContent, signer: SimpleSigner) -> None:
    signed = apart(sign_pdf, render(award), signer)
    context = ValidationContext(trust_roots=[])
    found = apart(validate_pdf_signature, PdfFileReader(io.BytesIO(signed)).embedded_signatures[0], context)
    assert found.intact
    assert not found.trusted
