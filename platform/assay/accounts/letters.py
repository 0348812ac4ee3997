"""The letter to a new member, in text and HTML. Pure."""

from dataclasses import dataclass

from assay.core.letters import one_line, pages
from assay.tenancy.letterhead import Letterhead

_pages = pages("assay.accounts")


@dataclass(frozen=True, kw_only=True)
class Words:
    subject: str
    text: str
    html: str


def welcome(*, name: str, role: str, link: str, has_password: bool, head: Letterhead) -> Words:
    """`link` leads to choosing a password, or to signing in where the person has one."""
    given = {
        "organisation": head.organisation,
        "head": head,
        "name": name,
        "role": role,
        "link": link,
        "has_password": has_password,
    }
    return Words(
        subject=one_line(f"{head.organisation} invites you to Assay"),
        text=_pages.get_template("welcome.txt").render(given),
        html=_pages.get_template("welcome.html").render(given),
    )
