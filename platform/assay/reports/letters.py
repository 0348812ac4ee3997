"""compose(): the letter to the member who invited: a report is ready. Pure; it tells no score."""

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assay.tenancy.letterhead import PLAIN, Letterhead

LONGEST_SUBJECT = 150

_pages = Environment(
    loader=PackageLoader("assay.reports"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


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
    subject = " ".join(f"The report on {ready.candidate} is ready".split())
    return Letter(
        recipient=ready.recipient,
        subject=subject[:LONGEST_SUBJECT],
        text=_pages.get_template("ready.txt").render(it=ready),
        html=_pages.get_template("ready.html").render(it=ready, head=head),
    )
