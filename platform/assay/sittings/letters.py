"""compose(): the letter that says what was handed in, in text and HTML. Pure."""

from dataclasses import dataclass
from datetime import datetime

from assay.core.letters import LONGEST_SENDER, one_line, pages
from assay.invitations import deadlines
from assay.invitations.landing import Landing
from assay.tenancy.letterhead import PLAIN, Letterhead

_pages = pages("assay.sittings")


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept of one sitting: `digest` is the SHA-256 (hex) over the counted answers."""

    answered: int
    questions: int
    ended_at: datetime
    time_ran_out: bool
    digest: str


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
    given = {
        "it": landing,
        "receipt": receipt,
        "head": head,
        "ended_at": deadlines.both(receipt.ended_at, landing.time_zone),
    }
    return Letter(
        recipient=landing.email,
        sender=one_line(landing.organisation, LONGEST_SENDER),
        reply_to=landing.contact_email,
        subject=one_line(f"We have your answers: {landing.assessment}"),
        text=_pages.get_template("receipt.txt").render(given),
        html=_pages.get_template("receipt.html").render(given),
    )
