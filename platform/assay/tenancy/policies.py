"""Policy: what an organisation has settled for all who sit its assessments. Pure.

Each change is a new version under a number of its own, so that what somebody agreed to stays
known. Version 0 is what holds where nothing was settled.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from assay.core.errors import Invalid
from assay.core.languages import LANGUAGES, OURS

EVENTS = {
    "focus": "When the page is left and come back to",
    "pastes": "When something is pasted, and how long it is; not what it says",
    "network": "When the network changes or is lost",
    "growth": "How an answer grows, so that its writing can be looked at again",
}
"""What may be noted of a sitting; the words are the organisation's."""
MOST_EXTRA, MOST_OUTAGE, MOST_DAYS, MOST_WORDS = 100, 120, 3650, 4000
MOST_DAYS_TO_DECIDE, MOST_DAYS_TO_REMIND = 180, 60
MOST_RESITS, MOST_DAYS_TO_RESIT = 9, 3650


@dataclass(frozen=True, kw_only=True)
class Policy:
    """`extra_percent`: extra time that a candidate may take without asking. `outage_minutes`: the
    most that is given back for an outage of ours. `records`: names of EVENTS. `decides_in_days`:
    how long after the end a candidate is written to. `keeps_days`: how long answers are kept.
    `purpose`: the organisation's own words in the notice, as Markdown. `language`: what these words
    are in, and the letters to candidates for whom no other was chosen. Who has not begun is
    reminded `reminds_before` days before the last moment to start, and `reminds_after` days after
    the invitation; 0 is never. `resits`: how many further sittings of one assessment a candidate
    may be asked to, 0 for none; `resits_after`: how many days after the sitting before at the
    earliest. Who settled nothing gives one: employers are to leave a reasonable opportunity for
    retesting (29 CFR 1607.12).
    """

    number: int = 0
    extra_percent: int = 25
    outage_minutes: int = 30
    records: tuple[str, ...] = tuple(EVENTS)
    shows_result: bool = True
    decides_in_days: int = 14
    keeps_days: int = 365
    purpose: str = ""
    language: str = OURS
    reminds_before: int = 2
    reminds_after: int = 0
    resits: int = 1
    resits_after: int = 90

    def to_json(self) -> dict[str, Any]:
        told = asdict(self) | {"records": list(self.records)}
        del told["number"]
        return told


NAMES = frozenset(field.name for field in fields(Policy)) - {"number"}


def from_json(told: Mapping[str, Any], *, number: int) -> Policy:
    """As the database has it; what was not thought of then is as where nothing was settled."""
    known = {name: value for name, value in told.items() if name in NAMES}
    if "records" in known:
        known["records"] = tuple(known["records"])
    return Policy(number=number, **known)


def checked(policy: Policy) -> Policy:
    """The policy, or Invalid under each field that can't be."""
    wrong = {
        name: f"Give a whole number from {least} to {most}."
        for name, least, most in (
            ("extra_percent", 0, MOST_EXTRA),
            ("outage_minutes", 0, MOST_OUTAGE),
            ("decides_in_days", 1, MOST_DAYS_TO_DECIDE),
            ("keeps_days", 1, MOST_DAYS),
            ("reminds_before", 0, MOST_DAYS_TO_REMIND),
            ("reminds_after", 0, MOST_DAYS_TO_REMIND),
            ("resits", 0, MOST_RESITS),
            ("resits_after", 0, MOST_DAYS_TO_RESIT),
        )
        if not least <= getattr(policy, name) <= most
    }
    if not set(policy.records) <= set(EVENTS):
        wrong["records"] = "Choose from these."
    if policy.language not in LANGUAGES:
        wrong["language"] = "Choose one of these."
    if len(policy.purpose) > MOST_WORDS:
        wrong["purpose"] = f"Give at most {MOST_WORDS:,} characters."
    if wrong:
        raise Invalid(fields=wrong)
    return policy
