"""compose(): the letter that says what was handed in, in text and HTML. Pure."""

from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assay.invitations import deadlines
from assay.invitations.landing import Landing
from assay.tenancy.letterhead import PLAIN, Letterhead

LONGEST_SUBJECT = 150

_pages = Environment(
    loader=PackageLoader("assay.sittings"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


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
    subject = " ".join(f"We have your answers: {landing.assessment}".split())
    return Letter(
        recipient=landing.email,
        sender=" ".join(landing.organisation.split())[:80],
        reply_to=landing.contact_email,
        subject=subject[:LONGEST_SUBJECT],
        text=_pages.get_template("receipt.txt").render(given),
        html=_pages.get_template("receipt.html").render(given),
    )
