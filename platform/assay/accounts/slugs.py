"""The part of an address that names an organisation. Pure."""

import re
import unicodedata

RESERVED = frozenset(
    {
        "account",
        "open",
        "new",
        "static",
        "api",
        "live",
        "sit",
        "admin",
        "help",
        "assay",
        "operators",
    }
)
SHORTEST, LONGEST = 2, 40
_slug = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def made_from(name: str) -> str:
    """`Müller & Söhne GmbH` → `muller-sohne-gmbh`; a name without Latin letters gives `team`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return slug if problem(slug) is None else f"team-{slug}".strip("-")


def problem(slug: str) -> str | None:
    """Why this can't be an organisation's address, as a sentence; None where it can."""
    if slug in RESERVED:
        return "This address is taken by Assay itself."
    if not SHORTEST <= len(slug) <= LONGEST + 5 or not _slug.fullmatch(slug):
        return "Use small letters, digits and single hyphens, at least two."
    return None
