"""asked(), answered(): that a candidate asked for something, to members; the answer, to them. Pure.

Neither holds what anybody wrote: a mail is no place for needs and reasons.
"""

from dataclasses import dataclass

from assay.core.languages import N_, translations
from assay.core.letters import LONGEST_SENDER, one_line, pages
from assay.invitations.landing import Landing
from assay.tenancy.letterhead import PLAIN, Letterhead

ASKED = {
    "more_time": "{candidate} asks for {percent} % more time",
    "something_else": "{candidate} asks for something that they need for the test",
    "decline": "{candidate} takes no part",
    "review": "{candidate} asks that a person looks again",
    "erase": "{candidate} asks that everything about them is erased",
}
"""By kind; the subject, and the first sentence."""
ANSWERED = {
    ("more_time", "granted"): N_("%(organisation)s has granted you the extra time you asked for."),
    ("more_time", "refused"): N_(
        "%(organisation)s has not granted you the extra time you asked for."
    ),
    ("something_else", "granted"): N_("%(organisation)s has granted what you asked for."),
    ("something_else", "refused"): N_("%(organisation)s has not granted what you asked for."),
    ("review", "answered"): N_("A person at %(organisation)s has looked again, and answers you."),
}
"""By kind and answer; what is not here is told by no letter."""


@dataclass(frozen=True, kw_only=True)
class ToMember:
    recipient: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class ToCandidate:
    recipient: str
    sender: str
    reply_to: str
    subject: str
    text: str
    html: str


def asked(
    landing: Landing,
    kind: str,
    *,
    percent: int,
    by: str = "",
    member: str,
    recipient: str,
    link: str,
    head: Letterhead = PLAIN,
) -> ToMember:
    """`by` is the day until which it is to be done, in words; `link` leads to where it is."""
    what = ASKED[kind].format(candidate=landing.candidate, percent=percent)
    given = {"it": landing, "what": what, "by": by, "member": member, "link": link, "head": head}
    templates = pages("assay.invitations")
    return ToMember(
        recipient=recipient,
        subject=one_line(f"{what}: {landing.assessment}"),
        text=templates.get_template("asked.txt").render(given),
        html=templates.get_template("asked.html").render(given),
    )


def answered(
    landing: Landing, kind: str, answer: str, *, head: Letterhead = PLAIN
) -> ToCandidate | None:
    """In the candidate's language; None where there is nothing to write."""
    if (sentence := ANSWERED.get((kind, answer))) is None:
        return None
    templates, said = pages("assay.invitations", landing.language), translations(landing.language)
    given = {
        "it": landing,
        "what": said.gettext(sentence) % {"organisation": landing.organisation},
        "after": kind == "review",
        "head": head,
    }
    subject = said.gettext("The answer to what you asked for: %(assessment)s")
    return ToCandidate(
        recipient=landing.email,
        sender=one_line(landing.organisation, LONGEST_SENDER),
        reply_to=landing.contact_email,
        subject=one_line(subject % {"assessment": landing.assessment}),
        text=templates.get_template("answered.txt").render(given),
        html=templates.get_template("answered.html").render(given),
    )
