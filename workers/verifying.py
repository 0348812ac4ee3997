"""verified(): whether a file is a report as this installation signed it, by certificates alone."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext


@dataclass(frozen=True, kw_only=True)
class Verified:
    is_genuine: bool
    words: str
    certificate: str | None = None
    signed_at: datetime | None = None


def verified(pdf: bytes, certificates: Mapping[str, bytes]) -> Verified:
    """Genuine where its one signature is ours, holds, and covers every byte."""
    try:
        return _judged(pdf, certificates)
    except Exception as error:
        # The file is anybody's, and its parsers give up in many ways: none of them is a yes.
        return Verified(is_genuine=False, words=f"not a signed PDF that can be read ({error})")


def _judged(pdf: bytes, certificates: Mapping[str, bytes]) -> Verified:
    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not signatures:
        return Verified(is_genuine=False, words="not signed at all")
    signature = signatures[0]
    fingerprint = hashlib.sha256(signature.signer_cert.dump()).hexdigest()
    if fingerprint not in certificates:
        return Verified(is_genuine=False, words="signed, but not by this installation")
    roots = [x509.Certificate.load(one) for one in certificates.values()]
    at = signature.self_reported_timestamp
    told = validate_pdf_signature(
        signature, ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)
    )
    facts = {"certificate": fingerprint, "signed_at": at}
    if not told.intact or not told.valid:
        return Verified(is_genuine=False, words="changed since it was signed here", **facts)
    whole = told.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not whole or len(signatures) > 1 or told.modification_level != ModificationLevel.NONE:
        return Verified(is_genuine=False, words="signed here, but something was added", **facts)
    return Verified(is_genuine=True, words="genuine: as it was signed here", **facts)
