"""What stands around every question: the bar, the clock, the navigator; and the review's list."""

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from uuid import UUID

from flask import current_app, url_for

from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion
from assay.bank import markdown
from assay.core.signing import Signer
from assay.invitations.models import Candidate, Invitation
from assay.sittings import queries
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch, organisation
from assay.testroom.when import When, clock, when

LONGEST_WORDS = 90


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One question in the navigator and in the review; `words` are those that it begins with.

    An item's title is the bank's: it may tell what the question is after.
    """

    position: int
    section: str
    words: str
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


def _first_words(stem: str) -> str:
    first = markdown.plain(stem.strip().split("\n\n")[0])
    return shorten(first, LONGEST_WORDS, placeholder="…")


def _marks(sitting: Sitting, version: AssessmentVersion) -> tuple[Mark, ...]:
    titles = [section.title for section in assessments.blueprint(version).sections]
    kept = queries.answers(sitting.id)
    return tuple(
        Mark(
            position=place.position,
            section=titles[place.section] if place.section < len(titles) else "",
            words=_first_words(asked.content["stem"]),
            answered=place.position in kept and kept[place.position].value is not None,
            flagged=place.position in sitting.flagged,
        )
        for place, asked in assessments.paper(sitting.paper_id)
    )
