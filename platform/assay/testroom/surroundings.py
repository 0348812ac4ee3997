"""What stands around every question: the bar, the clock, the navigator; and the review's list."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import current_app, url_for

from assay.assessments import papers
from assay.assessments import queries as assessments
from assay.assessments.ai_use import SAID
from assay.assessments.models import AssessmentVersion
from assay.bank.asked import first_words
from assay.core.signing import Signer
from assay.invitations.models import Candidate, Invitation
from assay.sittings import messaging, queries, walking
from assay.sittings.models import Sitting
from assay.sittings.sections import Part, State, Walk, parts_of
from assay.tenancy.queries import fetch, organisation
from assay.testroom import wire
from assay.testroom.languages import language
from assay.testroom.when import When, clock, when

Drawn = list[papers.Question]


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
    seen: bool = False
    state: State = "free"

    @property
    def is_open(self) -> bool:
        """May it be read and answered now? Of another one its words are not told."""
        return self.state in ("free", "running")


@dataclass(frozen=True, kw_only=True)
class Running:
    """The section that runs: what its clock shows, until when, and how much that is."""

    number: int
    title: str
    clock: str
    left_ms: int
    ends_at: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """What the organisation said to who sits here."""

    text: str
    sent: When


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
    parts: tuple[Part, ...] = ()
    ai_said: str = ""
    ai_note: str = ""
    messages: tuple[Message, ...] = ()
    told: int = 0
    """The number of the last of the messages."""
    ends_at: str = ""
    running: Running | None = None
    ahead: tuple[Part, ...] = ()
    """Sections that lock and were not begun."""

    def marks_at(self, position: int) -> tuple[Mark, ...]:
        """As they are while this question is looked at, which is seen by that."""
        return tuple(
            replace(mark, seen=True) if mark.position == position else mark for mark in self.marks
        )

    def has_seen(self, position: int) -> bool:
        """Was it shown before this look at it?"""
        return any(mark.seen for mark in self.marks if mark.position == position)

    def part_of(self, position: int) -> Part | None:
        return next((part for part in self.parts if position in part.places), None)

    def is_told(self, part: Part) -> bool:
        """Not where it is the whole paper and nothing is advised."""
        return len(self.parts) > 1 or bool(part.minutes)

    @property
    def questions(self) -> int:
        return len(self.marks)

    @property
    def has_shut(self) -> bool:
        return not all(mark.is_open for mark in self.marks)

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
    drawn = papers.paper(sitting.paper_id)
    said = messaging.said_to(sitting.id)
    now = walking.walk_through(_parts(its.version, drawn), sitting, at)
    return Room(
        organisation=its.organisation,
        assessment=its.version.name,
        sitting_id=sitting.id,
        ends=when(sitting.ends_at, its.time_zone, language()),
        clock=clock(phase.left),
        left_ms=int(phase.left.total_seconds() * 1000),
        proof=Signer(secret, "answers").sign([str(sitting.organisation_id), str(sitting.id)]),
        save_url=url_for("room", position=1).removesuffix("room/1") + "answers/",
        marks=_marks(sitting, now, drawn),
        ai_said=SAID[its.version.ai_use],
        ai_note=its.version.ai_note,
        messages=tuple(
            Message(text=one.text, sent=when(one.sent_at, its.time_zone, language()))
            for one in said
        ),
        told=said[-1].number if said else 0,
        parts=now.parts,
        ends_at=wire.instant(sitting.ends_at),
        running=_running(now),
        ahead=tuple(part for part in now.parts if now.state(part) == "ahead"),
    )


def _running(now: Walk) -> Running | None:
    if now.here is None or now.phase is None or now.phase.ends_at is None:
        return None
    return Running(
        number=now.here.number + 1,
        title=now.here.title,
        clock=clock(now.phase.left),
        left_ms=int(now.phase.left.total_seconds() * 1000),
        ends_at=wire.instant(now.phase.ends_at),
    )


def _parts(version: AssessmentVersion, drawn: Drawn) -> tuple[Part, ...]:
    """Those that the paper has questions of."""
    places = [(place.section, place.position) for place, _ in drawn]
    return parts_of(assessments.blueprint(version).sections, places)


def _marks(sitting: Sitting, now: Walk, drawn: Drawn) -> tuple[Mark, ...]:
    kept = queries.answers(sitting.id)
    return tuple(
        Mark(
            position=place.position,
            section=part.title,
            words=first_words(asked.content["stem"]) if now.takes(place.position) else "",
            answered=place.position in kept and kept[place.position].value is not None,
            flagged=place.position in sitting.flagged,
            seen=place.position in kept or place.position in sitting.seen,
            state=now.state(part),
        )
        for part in now.parts
        for place, asked in drawn
        if place.position in part.places
    )
