"""A PDF signature over a finished certificate (PAdES baseline, ETSI EN 319 142-1) by a signer that is handed in."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

FIELD = "Issuer"
ROOM = 8192
"""Bytes kept for the signature; a chain of three certificates takes about four thousand."""


def sign_pdf(pdf: bytes, signer: signers.Signer, reason: str = "") -> bytes:
    """Certify a PDF so that any later change breaks the signature; the signer holds key and certificates.

    Everything drawn stays as it is: the signature has no picture, since a picture of a seal is no electronic seal
    (GB/T 38540). The bytes differ each time, as they hold the time of signing. Raises what the signer raises when its
    key cannot be used.
    """
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason or None,
    )
    signing = signers.PdfSigner(metadata, signer=signer)
    signed = signing.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=2 * ROOM)
    return bytes(signed.getbuffer())
