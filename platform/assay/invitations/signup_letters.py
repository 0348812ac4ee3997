"""compose(): the mail to who asked to be invited by a public link; its link invites them. Pure.

It holds nothing that was typed but the address that it goes to: anybody may have typed it.
"""

from dataclasses import dataclass

from assay.core.languages import translations
from assay.core.letters import one_line, pages
from assay.tenancy.letterhead import Letterhead


@dataclass(frozen=True, kw_only=True)
class Confirming:
    subject: str
    text: str
    html: str


def compose(*, assessment: str, link: str, language: str, head: Letterhead) -> Confirming:
    templates, said = pages("assay.invitations", language), translations(language)
    given = {"assessment": assessment, "link": link, "language": language, "head": head}
    about = said.gettext("Confirm your address for “%(assessment)s”")
    return Confirming(
        subject=one_line(about % {"assessment": assessment}),
        text=templates.get_template("signup.txt").render(given),
        html=templates.get_template("signup.html").render(given),
    )
