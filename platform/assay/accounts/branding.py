"""How an organisation looks: its colour, its logo. Each change is kept in the audit."""

from assay.accounts.logos import Logo
from assay.audit.actions import Actor, record
from assay.core.errors import Invalid
from assay.tenancy import colours
from assay.tenancy.branding import own_brand
from assay.tenancy.models import Brand
from assay.tenancy.scope import current

NO_COLOUR = "Give a colour as # and six digits or letters from a to f, such as #7a1f5c."


def choose_colour(written: str | None, *, by: Actor) -> Brand:
    """Take this colour, or with None Assay's own again. Invalid where it is no colour."""
    accent = colours.parse(written) if written is not None else None
    if written is not None and accent is None:
        raise Invalid("accent", NO_COLOUR)
    brand = own_brand()
    brand.accent = accent
    record("organisation.choose_colour", "organisation", current(), actor=by)
    return brand


def hang_logo(logo: Logo, *, key: str, by: Actor) -> str | None:
    """Show the logo that lies under this key; the key of the one that hung there before."""
    brand = own_brand()
    before = brand.logo_key
    brand.logo_key, brand.logo_width, brand.logo_height = key, logo.width, logo.height
    record("organisation.hang_logo", "organisation", current(), actor=by)
    return before if before != key else None


def take_logo_down(*, by: Actor) -> str | None:
    """Show the organisation's name again; the key of the logo that hung there."""
    brand = own_brand()
    before = brand.logo_key
    brand.logo_key = brand.logo_width = brand.logo_height = None
    if before:
        record("organisation.take_logo_down", "organisation", current(), actor=by)
    return before
