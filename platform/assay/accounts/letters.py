"""The letter to a new member, in text and HTML. Pure."""

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assay.tenancy.letterhead import Letterhead

_pages = Environment(
    loader=PackageLoader("assay.accounts"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


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
        subject=" ".join(f"{head.organisation} invites you to Assay".split()),
        text=_pages.get_template("welcome.txt").render(given),
        html=_pages.get_template("welcome.html").render(given),
    )
