"""Random tokens and their digests; small signed values; sealed texts."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet
from itsdangerous import BadSignature, URLSafeSerializer


def token() -> str:
    """32 random bytes, URL-safe (43 characters)."""
    return secrets.token_urlsafe(32)


def digest(value: str) -> bytes:
    """SHA-256, the only form in which a token is kept."""
    return hashlib.sha256(value.encode()).digest()


class Sealer:
    """Encrypts texts that must lie in the database for a while (Fernet: AES-128-CBC with HMAC)."""

    def __init__(self, secret_key: str) -> None:
        key = hashlib.sha256(b"assay.sealer:" + secret_key.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, text: str) -> bytes:
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text; cryptography.fernet.InvalidToken where it was not sealed with this key."""
        return self._fernet.decrypt(sealed).decode()


class Signer:
    """Signs short values for cookies; `purpose` keeps one use from passing for another."""

    def __init__(self, secret_key: str, purpose: str) -> None:
        self._serializer = URLSafeSerializer(
            secret_key, salt=f"assay.{purpose}", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def sign(self, value: list[str | int]) -> str:
        return str(self._serializer.dumps(value))

    def unsign(self, signed: str) -> list[str | int] | None:
        """The value, or None where the signature is not ours."""
        try:
            value = self._serializer.loads(signed)
        except BadSignature:
            return None
        return value if isinstance(value, list) else None
