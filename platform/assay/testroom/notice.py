"""The notice: what is recorded and why, told before the start and agreed to there."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext
from markupsafe import Markup

from assay.bank import markdown
from assay.core.languages import N_
from assay.tenancy import queries

NUMBER = 1
"""Of our own words in the notice; another one wherever what they say is another thing."""
RECORDS = {
    "focus": N_("When you leave the page and when you come back to it."),
    "pastes": N_("When you paste something, and how long it is; not what it says."),
    "network": N_("When your line changes or is lost."),
    "growth": N_("How an answer grows, so that its writing can be looked at again."),
}
"""What is noted of a sitting beside the answers, as tenancy.policies names it."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`policy` and `number` name the version that is agreed to; `purpose` is cleaned HTML, in the
    organisation's `language`."""

    number: int
    policy: int
    purpose: Markup
    language: str
    records: tuple[str, ...]
    kept: str


def notice() -> Notice:
    """Of the organisation that we are inside of, as it holds now."""
    policy = queries.policy()
    return Notice(
        number=NUMBER,
        policy=policy.number,
        purpose=Markup(markdown.render(policy.purpose)),  # noqa: S704  # cleaned there
        language=policy.language,
        records=tuple(gettext(words) for name, words in RECORDS.items() if name in policy.records),
        kept=ngettext("%(num)d day", "%(num)d days", policy.keeps_days),
    )
