"""compose(): the letter that says what was handed in, in text and HTML. Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assay.core.languages import day, translations
from assay.core.letters import LONGEST_SENDER, one_line, pages
from assay.invitations import deadlines
from assay.invitations.landing import Landing
from assay.sittings.fingerprints import Kept
from assay.tenancy.letterhead import PLAIN, Letterhead


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept of one sitting: `digest` is the SHA-256 (hex) over the counted answers.

    `decided_by`, `kept_until`: until when the organisation writes, and what is told stays to see.
    """

    answered: int
    questions: int
    ended_at: datetime
    time_ran_out: bool
    digest: str
    kept: tuple[Kept, ...]
    decided_by: datetime
    kept_until: datetime
    shows_result: bool


@dataclass(frozen=True, kw_only=True)
class Letter:
    recipient: str
    sender: str
    reply_to: str
    subject: str
    text: str
    html: str


def compose(landing: Landing, receipt: Receipt, *, head: Letterhead = PLAIN) -> Letter:
    """The receipt's letter; it holds no answer and no score."""
    zone = ZoneInfo(landing.time_zone)
    templates, said = pages("assay.sittings", landing.language), translations(landing.language)
    subject = said.gettext("We have your answers: %(assessment)s")
    given = {
        "it": landing,
        "receipt": receipt,
        "head": head,
        "decided_by": day(receipt.decided_by.astimezone(zone), landing.language),
        "kept_until": day(receipt.kept_until.astimezone(zone), landing.language),
        "ended_at": deadlines.both(receipt.ended_at, landing.time_zone, landing.language),
    }
    return Letter(
        recipient=landing.email,
        sender=one_line(landing.organisation, LONGEST_SENDER),
        reply_to=landing.contact_email,
        subject=one_line(subject % {"assessment": landing.assessment}),
        text=templates.get_template("receipt.txt").render(given),
        html=templates.get_template("receipt.html").render(given),
    )
