"""What the pages outside the questions show, gathered from the rooms: one frozen dataclass each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assay.invitations.landing import Landing, Part
from assay.sittings import queries
from assay.sittings.models import Sitting
from assay.sittings.queries import Terms
from assay.sittings.timing import Phase
from assay.testroom.surroundings import about
from assay.testroom.when import When, minutes, when


@dataclass(frozen=True, kw_only=True)
class Invited:
    """The landing page: `ends` is the real end if one starts now."""

    organisation: str
    assessment: str
    candidate: str
    contact: str
    questions: int
    minutes: str
    extra: str
    parts: tuple[str, ...]
    measured: tuple[str, ...]
    ends: When
    start_by: When
    finish_by: When | None
    is_cut: bool


@dataclass(frozen=True, kw_only=True)
class Begun:
    organisation: str
    assessment: str
    ends: When
    left: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class Ended:
    organisation: str
    assessment: str
    title: str
    words: str
    ended: When | None
    answered: int
    questions: int
    receipt: str


def invited(landing: Landing, terms: Terms, phase: Phase) -> Invited:
    assert phase.ends_at is not None
    zone = landing.time_zone
    return Invited(
        organisation=landing.organisation,
        assessment=landing.assessment,
        candidate=landing.candidate,
        contact=landing.contact_email,
        questions=landing.questions,
        minutes=minutes(terms.limit + terms.extra),
        extra=minutes(terms.extra) if terms.extra else "",
        parts=_parts(landing.parts),
        measured=landing.responsibilities,
        ends=when(phase.ends_at, zone),
        start_by=when(landing.start_by, zone),
        finish_by=when(landing.finish_by, zone) if landing.finish_by else None,
        is_cut=phase.left < terms.limit + terms.extra,
    )


def _parts(parts: Sequence[Part]) -> tuple[str, ...]:
    """`Requests and pages: 8 questions, about 20 minutes`; nothing where there is only one."""
    told = []
    for part in parts if len(parts) > 1 else ():
        questions = f"{part.questions} question" + ("" if part.questions == 1 else "s")
        advised = f", about {minutes(timedelta(minutes=part.minutes))}" if part.minutes else ""
        told.append(f"{part.title}: {questions}{advised}")
    return tuple(told)


def begun(landing: Landing, phase: Phase, *, is_here: bool) -> Begun:
    assert phase.ends_at is not None
    return Begun(
        organisation=landing.organisation,
        assessment=landing.assessment,
        ends=when(phase.ends_at, landing.time_zone),
        left=minutes(phase.left),
        is_here=is_here,
    )


def ended(sitting: Sitting) -> Ended:
    """The receipt. Between the end and the sweep nothing is final, so no fingerprint is shown."""
    its = about(sitting)
    title, words = ENDINGS[sitting.state]
    is_final = sitting.state in ("submitted", "expired") and sitting.ended_at is not None
    answered = [row for row in queries.answers(sitting.id).values() if row.value is not None]
    return Ended(
        organisation=its.organisation,
        assessment=its.version.name,
        title=title,
        words=words,
        ended=when(sitting.ended_at, its.time_zone) if sitting.ended_at else None,
        answered=len(answered),
        questions=queries.questions(sitting.paper_id),
        receipt=queries.receipt(sitting.id) if is_final else "",
    )


ENDINGS = {
    "submitted": (
        "Your answers are handed in",
        "Thank you. A mail with this receipt is on its way to you.",
    ),
    "expired": (
        "The time is up",
        "Everything that was saved until the end counts. A mail with this receipt is on its way.",
    ),
    "started": (
        "The time is up",
        "Everything that was saved until the end counts and is being handed in."
        " This takes a few seconds; reload the page to see your receipt.",
    ),
    "voided": (
        "This assessment was ended",
        "The organisation that invited you has ended it, and it does not count."
        " Answer the invitation’s mail if you want to know more.",
    ),
}
