"""What the pages outside the questions show, gathered from the rooms: one frozen dataclass each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app, url_for

from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion
from assay.core.signing import Signer
from assay.invitations.landing import Landing
from assay.invitations.models import Candidate, Invitation
from assay.sittings import queries
from assay.sittings.models import Sitting
from assay.sittings.queries import Terms
from assay.sittings.timing import Phase
from assay.tenancy.queries import fetch, organisation
from assay.testroom.when import When, clock, minutes, when


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
class Mark:
    """One question in the navigator and in the review."""

    position: int
    section: str
    title: str
    answered: bool
    flagged: bool


@dataclass(frozen=True, kw_only=True)
class Room:
    """What stands around every question: the bar, the clock, the navigator."""

    organisation: str
    assessment: str
    sitting_id: UUID
    ends: When
    clock: str
    left_ms: int
    proof: str
    save_url: str
    marks: tuple[Mark, ...]

    @property
    def questions(self) -> int:
        return len(self.marks)

    @property
    def has_sections(self) -> bool:
        return len({mark.section for mark in self.marks}) > 1

    @property
    def answered(self) -> int:
        return sum(mark.answered for mark in self.marks)

    @property
    def open(self) -> int:
        return self.questions - self.answered

    @property
    def flagged(self) -> int:
        return sum(mark.flagged for mark in self.marks)


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
        measured=landing.responsibilities,
        ends=when(phase.ends_at, zone),
        start_by=when(landing.start_by, zone),
        finish_by=when(landing.finish_by, zone) if landing.finish_by else None,
        is_cut=phase.left < terms.limit + terms.extra,
    )


def begun(landing: Landing, phase: Phase, *, is_here: bool) -> Begun:
    assert phase.ends_at is not None
    return Begun(
        organisation=landing.organisation,
        assessment=landing.assessment,
        ends=when(phase.ends_at, landing.time_zone),
        left=minutes(phase.left),
        is_here=is_here,
    )


@dataclass(frozen=True, kw_only=True)
class About:
    """Whose sitting it is, at what: without the reads that only the landing page needs."""

    organisation: str
    version: AssessmentVersion
    time_zone: str


def about(sitting: Sitting) -> About:
    invitation = fetch(Invitation, sitting.invitation_id)
    return About(
        organisation=organisation().name,
        version=fetch(AssessmentVersion, invitation.assessment_version_id),
        time_zone=fetch(Candidate, invitation.candidate_id).time_zone,
    )


def room(sitting: Sitting, at: datetime) -> Room:
    its = about(sitting)
    phase = queries.phase_of(sitting, at)
    secret = current_app.extensions["assay.settings"].secret_key
    return Room(
        organisation=its.organisation,
        assessment=its.version.name,
        sitting_id=sitting.id,
        ends=when(sitting.ends_at, its.time_zone),
        clock=clock(phase.left),
        left_ms=int(phase.left.total_seconds() * 1000),
        proof=Signer(secret, "answers").sign([str(sitting.organisation_id), str(sitting.id)]),
        save_url=url_for("room", position=1).removesuffix("room/1") + "answers/",
        marks=_marks(sitting, its.version),
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


def _marks(sitting: Sitting, version: AssessmentVersion) -> tuple[Mark, ...]:
    titles = [section.title for section in assessments.blueprint(version).sections]
    kept = queries.answers(sitting.id)
    return tuple(
        Mark(
            position=place.position,
            section=titles[place.section] if place.section < len(titles) else "",
            title=asked.title,
            answered=place.position in kept and kept[place.position].value is not None,
            flagged=place.position in sitting.flagged,
        )
        for place, asked in assessments.paper(sitting.paper_id)
    )
