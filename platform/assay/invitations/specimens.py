"""Candidates who are nobody: what a letter looks like is tried on them. Pure."""

from datetime import datetime
from uuid import UUID

from assay.invitations.deadlines import end_of_day
from assay.invitations.landing import Landing

NAMES = {
    "short": "Amara Okafor",
    "long": "Maria-Magdalena Anastasia von Hohenberg-Württemberg y Fernández de la Vega",
    "right_to_left": "ليلى بنت عبد الرحمن",
}
"""By what is to be tried."""
CHOICES = {
    "short": "A short name",
    "long": "A long name",
    "right_to_left": "A name from right to left",
}
NOBODY = UUID(int=0)
TOKEN = "specimen-of-a-link-that-opens-nothing"  # noqa: S105


def landing(
    who: str,
    *,
    language: str,
    organisation: str,
    time_zone: str,
    contact_name: str,
    contact_email: str,
    at: datetime,
) -> Landing:
    """One of NAMES, asked by the contact, whose address is the letter's too."""
    return Landing(
        invitation_id=NOBODY,
        assessment_version_id=NOBODY,
        candidate_id=NOBODY,
        organisation=organisation,
        assessment="Flask developer, mid level",
        candidate=NAMES[who],
        email=contact_email,
        time_zone=time_zone,
        language=language,
        minutes=45,
        extra_seconds=0,
        questions=15,
        parts=(),
        responsibilities=("Routing and Views", "Testing"),
        start_by=end_of_day(at, time_zone),
        finish_by=None,
        invited_at=at,
        sent_at=None,
        withdrawn_at=None,
        has_paper=True,
        contact_name=contact_name,
        contact_email=contact_email,
    )
