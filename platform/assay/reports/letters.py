"""compose(): the letter to the member who invited: a report is ready. Pure; it tells no score."""

from dataclasses import dataclass

from assay.core.letters import one_line, pages
from assay.tenancy.letterhead import PLAIN, Letterhead

_pages = pages("assay.reports")


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Whose report, on what, for whom, and where it is read."""

    recipient: str
    member: str
    candidate: str
    assessment: str
    organisation: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    recipient: str
    subject: str
    text: str
    html: str


def compose(ready: Ready, *, head: Letterhead = PLAIN) -> Letter:
    return Letter(
        recipient=ready.recipient,
        subject=one_line(f"The report on {ready.candidate} is ready"),
        text=_pages.get_template("ready.txt").render(it=ready),
        html=_pages.get_template("ready.html").render(it=ready, head=head),
    )
