"""Means: what the tasks need from outside, put together once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from assay.bank.runner import NoneHere, Runner
from assay.core.errors import NotFound
from assay.core.settings import Settings
from assay.core.signing import Sealer
from assay.core.storage import Blobs
from assay.core.verp import Verp
from assay.tenancy.letterhead import LOGO_ID, Letterhead
from workers.mail import Mailer


class Printed(NamedTuple):
    """A signed PDF, and the fingerprint of the certificate that signed it."""

    pdf: bytes
    certificate: str


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the tasks need from outside."""

    settings: Settings
    mailer: Mailer
    sealer: Sealer
    blobs: Blobs
    printed: Callable[[str, bytes], Printed]
    """HTML, and the data that is attached to it."""
    runner: Runner = field(default_factory=NoneHere)
    trials: Runner = field(default_factory=NoneHere)
    """The same for what candidates try out, after all that is to be marked."""

    @property
    def paths(self) -> Verp | None:
        """By which letters to candidates come back, where that is set up."""
        if self.settings.bounce_address is None:
            return None
        return Verp(secret_key=self.settings.secret_key, address=self.settings.bounce_address)

    def logo(self, html: str, head: Letterhead) -> bytes | None:
        """The organisation's logo, where the letter shows it and it still hangs."""
        if head.logo_key is None or LOGO_ID not in html:
            return None
        try:
            return self.blobs.get(head.logo_key)
        except NotFound:
            return None
