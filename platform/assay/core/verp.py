"""Verp: an address of its own for each mail, to which it comes back; signed, so that nobody can
say of a mail that it came back who did not have it. Pure.

`bounce+<mail>.<signature>@mail.example.org`: a variable envelope return path.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

SIGNED = 10
"""Bytes of the HMAC-SHA-256 that are kept: a local part has room for 64 signs."""
LONGEST = 320


@dataclass(frozen=True, kw_only=True)
class Verp:
    """`address` is where bounces are taken in: its mailbox must take `+` and more behind it."""

    secret_key: str
    address: str

    def path(self, mail_id: UUID) -> str:
        """The envelope's sender for this mail."""
        box, _, host = self.address.rpartition("@")
        return f"{box}+{_told(mail_id.bytes)}.{_told(self._signature(mail_id))}@{host}"

    def mail_id(self, address: str) -> UUID | None:
        """Whose path it is; None where the address is not ours, or its signature is not."""
        box, host = self.address.lower().rsplit("@", 1)
        local, _, at = address.strip(" <>\t\r\n").lower()[:LONGEST].rpartition("@")
        if at != host or not local.startswith(f"{box}+"):
            return None
        named, _, signed = local.removeprefix(f"{box}+").partition(".")
        try:
            mail_id = UUID(bytes=_read(named))
            is_ours = hmac.compare_digest(_read(signed), self._signature(mail_id))
        except ValueError:
            return None
        return mail_id if is_ours else None

    def _signature(self, mail_id: UUID) -> bytes:
        key = hashlib.sha256(b"assay.verp:" + self.secret_key.encode()).digest()
        return hmac.digest(key, mail_id.bytes, "sha256")[:SIGNED]


def _told(data: bytes) -> str:
    """In letters that survive a server which knows no capitals."""
    return base64.b32encode(data).decode().rstrip("=").lower()


def _read(told: str) -> bytes:
    """ValueError where it is no base32."""
    return base64.b32decode(told.upper() + "=" * (-len(told) % 8))
