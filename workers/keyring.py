"""Keyring: the installation's signing keys in a folder: one active, the certificates of all kept.

    lock                    held while a key is made or changed
    active                  the fingerprint of the certificate in use
    <fingerprint>.key       its private key (PKCS #8, DER); the only one there is
    <fingerprint>.crt       its certificate (DER); those of former keys stay

The folder is 0700 and its files 0600. Two processes may start at once: the first makes the key.
"""

import datetime as dates
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assay.core import clock

YEARS = 10


class Pair(NamedTuple):
    """A private key and its certificate, in DER."""

    key: bytes
    certificate: bytes

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.certificate).hexdigest()


class Keyring:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def active(self) -> Pair:
        """The pair in use; made now where there is none yet."""
        with self._locked():
            return self._read() or self._make()

    def rotate(self) -> tuple[str | None, str]:
        """A new key; (fingerprint before, fingerprint now). The former private key is destroyed.

        What it signed is told by its certificate for ever: that one stays.
        """
        with self._locked():
            before = self._read()
            now = self._make()
            if before:
                (self.folder / f"{before.fingerprint}.key").unlink()
            return before.fingerprint if before else None, now.fingerprint

    def certificates(self) -> dict[str, bytes]:
        """Fingerprint to certificate, of the active key and of all before it."""
        found = (file.read_bytes() for file in sorted(self.folder.glob("*.crt")))
        return {hashlib.sha256(one).hexdigest(): one for one in found}

    def _read(self) -> Pair | None:
        pointer = self.folder / "active"
        if not pointer.exists():
            return None
        stem = pointer.read_text().strip()
        key, certificate = self.folder / f"{stem}.key", self.folder / f"{stem}.crt"
        return Pair(key.read_bytes(), certificate.read_bytes())

    def _make(self) -> Pair:
        key = ec.generate_private_key(ec.SECP256R1())
        pair = Pair(_der(key), _certificate(key))
        self._write(f"{pair.fingerprint}.key", pair.key)
        self._write(f"{pair.fingerprint}.crt", pair.certificate)
        self._write("active", pair.fingerprint.encode())
        return pair

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, name: str, data: bytes) -> None:
        """Whole or not there, on the disk, and nobody else's."""
        aside = self.folder / f"{name}.new"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.folder / name)


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _certificate(key: ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Assay reports")])
    since = clock.now() - dates.timedelta(minutes=5)
    usage = x509.KeyUsage(
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
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + dates.timedelta(days=365 * YEARS))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.DER)
