"""Letterhead: the colour and the logo that an organisation's letters carry. Pure."""

from dataclasses import dataclass

from assay.tenancy.colours import ASSAYS_OWN

LOGO_ID = "logo@assay"
"""The Content-ID under which a letter's HTML finds its logo."""


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """`accent` is dark enough for `ink`. Without a `logo_key` the name stands for itself."""

    organisation: str = ""
    accent: str = ASSAYS_OWN
    ink: str = "#ffffff"
    logo_key: str | None = None

    @property
    def logo(self) -> str | None:
        """The address of the logo inside the letter."""
        return f"cid:{LOGO_ID}" if self.logo_key else None


PLAIN = Letterhead()
