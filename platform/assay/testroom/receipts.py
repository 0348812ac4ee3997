"""The receipt as a candidate reads it: what came in, question by question, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _

from assay.assessments.ai_use import SAID
from assay.core.languages import day
from assay.sittings import queries, receipts
from assay.sittings.fingerprints import Kept
from assay.sittings.models import Sitting
from assay.testroom.languages import language
from assay.testroom.surroundings import about
from assay.testroom.when import When, when


@dataclass(frozen=True, kw_only=True)
class Ended:
    """`receipt` is the fingerprint of all; `kept` and it are empty while the end is not final.

    `decided_by` and `kept_until` are days in words, in the candidate's zone.
    """

    organisation: str
    assessment: str
    title: str
    words: str
    ended: When | None
    receipt: str
    kept: tuple[Kept, ...]
    answered: int
    questions: int
    decided_by: str
    kept_until: str
    shows_result: bool
    counts: bool
    """Not where the organisation has ended it."""
    ai_said: str
    ai_note: str


def ended(sitting: Sitting) -> Ended:
    """Between the end and the sweep nothing is final, so no fingerprint is shown."""
    its = about(sitting)
    title, words = ENDINGS[sitting.state]
    is_final = sitting.state in ("submitted", "expired") and sitting.ended_at is not None
    kept = receipts.kept(sitting)
    return Ended(
        organisation=its.organisation,
        assessment=its.version.name,
        title=str(title),
        words=str(words),
        ended=when(sitting.ended_at, its.time_zone, language()) if sitting.ended_at else None,
        receipt=queries.receipt(sitting.id) if is_final else "",
        kept=kept if is_final else (),
        answered=sum(one.is_answered for one in kept),
        questions=len(kept),
        decided_by=day_of(receipts.decided_by(sitting), its.time_zone),
        kept_until=day_of(receipts.kept_until(sitting), its.time_zone),
        shows_result=receipts.agreed(sitting).shows_result,
        counts=sitting.state != "voided",
        ai_said=SAID[its.version.ai_use],
        ai_note=its.version.ai_note,
    )


def day_of(at: datetime | None, zone: str) -> str:
    """The day in words, in the request's language; nothing of nothing."""
    return day(at.astimezone(ZoneInfo(zone)), language()) if at else ""


ENDINGS = {
    "submitted": (
        _("Your answers are handed in"),
        _("Thank you. A mail with this receipt is on its way to you."),
    ),
    "expired": (
        _("The time is up"),
        _(
            "Everything that was saved until the end counts."
            " A mail with this receipt is on its way."
        ),
    ),
    "started": (
        _("The time is up"),
        _(
            "Everything that was saved until the end counts and is being handed in."
            " This takes a few seconds; reload the page to see your receipt."
        ),
    ),
    "voided": (
        _("This assessment was ended"),
        _(
            "The organisation that invited you has ended it, and it does not count."
            " Answer the message that brought your link if you want to know more."
        ),
    ),
}
