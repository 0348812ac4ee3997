"""draft(), compose(): what a member may write to a candidate about a decision. Pure.

A draft is a beginning in the candidate's language, for a person to change. It tells no score and no
reason: those are for the person to add. Nothing is sent by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.core.languages import N_, translations
from assay.core.letters import LONGEST_SENDER, one_line, pages
from assay.invitations.landing import Landing
from assay.tenancy.letterhead import PLAIN, Letterhead

THANKS = N_("Thank you for the time that you took for “%(assessment)s”.")
DRAFTS: Mapping[str, str] = {
    "advance": N_("We would like to go on with you, and will write to you about the next step."),
    "hold": N_("We have not decided yet. We will write to you again as soon as we have."),
    "reject": N_("We will not go on with you for this position. We wish you all the best."),
}
"""By verdict: the sentence after the thanks."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    recipient: str
    sender: str
    reply_to: str
    subject: str
    text: str
    html: str


def draft(landing: Landing, verdict: str) -> str:
    """Two paragraphs in the candidate's language."""
    said = translations(landing.language)
    thanks = said.gettext(THANKS) % {"assessment": landing.assessment}
    return f"{thanks}\n\n{said.gettext(DRAFTS[verdict])}"


def subject(landing: Landing) -> str:
    said = translations(landing.language).gettext("About your test: %(assessment)s")
    return one_line(said % {"assessment": landing.assessment})


def compose(landing: Landing, text: str, *, reply_to: str, head: Letterhead = PLAIN) -> Letter:
    """`text` as it was written, blank lines between paragraphs; HTML in it is shown, not obeyed."""
    templates = pages("assay.decisions", landing.language)
    paragraphs = [part.split("\n") for part in text.split("\n\n") if part.strip()]
    given = {"it": landing, "paragraphs": paragraphs, "head": head}
    return Letter(
        recipient=landing.email,
        sender=one_line(landing.organisation, LONGEST_SENDER),
        reply_to=reply_to,
        subject=subject(landing),
        text=templates.get_template("feedback.txt").render(given),
        html=templates.get_template("feedback.html").render(given),
    )
