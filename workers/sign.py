"""Signer: PAdES B-B signatures by the installation's own key (ECDSA P-256 over SHA-256).

The certificate is the installation's own: it proves that a document was not changed, and by which
installation it was issued; not who that is. No outside clock confirms the time.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from asn1crypto import keys, x509
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from workers import reserved
from workers.keyring import Keyring, Pair


class Signed(NamedTuple):
    """A signed PDF, and the fingerprint of the certificate that signed it."""

    pdf: bytes
    certificate: str


class Signer:
    """Signs with the key that is active at that moment: a rotation needs no restart."""

    def __init__(self, folder: Path) -> None:
        self._keys = Keyring(folder)

    def sign(self, pdf: bytes) -> Signed:
        """The document with its reserved place filled: one signature over all of it."""
        pair = self._keys.active()
        filled = reserved.fill(pdf, lambda digest: _signature(_signer(pair), digest))
        return Signed(filled, pair.fingerprint)


def _signature(signer: signers.SimpleSigner, digest: bytes) -> bytes:
    """CMS in DER; its time stands in the PDF's own dictionary (ETSI EN 319 142-1, 6.3)."""
    with ThreadPoolExecutor(1) as beside:  # whoever calls may run a loop of their own
        made = beside.submit(_signed, signer, digest).result()
    return bytes(made.dump())


def _signed(signer: signers.SimpleSigner, digest: bytes) -> Any:
    return asyncio.run(signer.async_sign(digest, "sha256", use_pades=True))


@cache
def _signer(pair: Pair) -> signers.SimpleSigner:
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(pair.certificate),
        signing_key=keys.PrivateKeyInfo.load(pair.key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
