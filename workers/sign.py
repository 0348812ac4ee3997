"""Signer: PAdES signatures by the installation's own key, made at its first use.

The certificate is the installation's own: it proves that a document was not changed, and by which
installation it was issued; not who that is.
"""

import datetime as dates
import fcntl
import hashlib
import io
import os
from functools import cached_property
from pathlib import Path

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from assay.core import clock

YEARS = 10
FIELD = "Assay"


class Signer:
    """Two processes may start at once: the key is made under a lock, and written whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sign(self, pdf: bytes) -> bytes:
        """The document with one signature over all of it (PAdES B-B, ECDSA P-256, SHA-256)."""
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason="Issued by Assay",
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signed = signers.sign_pdf(writer, metadata, signer=self._signer)
        return bytes(signed.getbuffer())

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hex."""
        return hashlib.sha256(self._made()[1]).hexdigest()

    @cached_property
    def _signer(self) -> signers.SimpleSigner:
        key, certificate = self._made()
        return signers.SimpleSigner(
            signing_cert=x509.Certificate.load(certificate),
            signing_key=keys.PrivateKeyInfo.load(key),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )

    def _made(self) -> tuple[bytes, bytes]:
        """(key, certificate) as DER; made now where there are none."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key, certificate = self.folder / "report-key.der", self.folder / "report-certificate.der"
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not certificate.exists():
                made = ec.generate_private_key(ec.SECP256R1())
                _write(key, _der(made))
                _write(certificate, _certificate(made))
        return key.read_bytes(), certificate.read_bytes()


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _certificate(key: ec.EllipticCurvePrivateKey) -> bytes:
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "Assay reports")])
    since = clock.now() - dates.timedelta(minutes=5)
    usage = certificates.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        certificates.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + dates.timedelta(days=365 * YEARS))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.DER)


def _write(file: Path, data: bytes) -> None:
    """Whole or not there, and nobody else's."""
    aside = file.with_suffix(".new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(data)
    aside.replace(file)
