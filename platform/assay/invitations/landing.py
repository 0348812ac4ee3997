"""Landing: what an invited person is told before they start. Pure; queries.landing() fills it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from assay.assessments.ai_use import NO, SAID


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section; `minutes` is advice, where it was given, or what it `locks` after."""

    title: str
    questions: int
    minutes: int | None
    locks: bool = False


@dataclass(frozen=True, kw_only=True)
class Landing:
    """`minutes` is the assessment's own time; `extra_seconds` this person's on top of it.

    `responsibilities` are names for people. `questions` counts what any paper of this version has.
    `contact_*` is the member who asked. `language` is the code of the one that the person reads.
    `ai_note` is the organisation's own sentence about AI tools, where it has one. `is_resit`: the
    person has sat the assessment before. `by_hand`: no letter goes out, a member passes links on.
    """

    invitation_id: UUID
    assessment_version_id: UUID
    organisation: str
    assessment: str
    candidate_id: UUID
    candidate: str
    email: str
    time_zone: str
    language: str
    minutes: int
    extra_seconds: int
    questions: int
    parts: tuple[Part, ...]
    responsibilities: tuple[str, ...]
    start_by: datetime
    finish_by: datetime | None
    invited_at: datetime
    sent_at: datetime | None
    withdrawn_at: datetime | None
    declined_at: datetime | None = None
    has_paper: bool
    ai_use: str = NO
    ai_note: str = ""
    is_resit: bool = False
    by_hand: bool = False
    contact_name: str
    contact_email: str

    @property
    def allowed(self) -> timedelta:
        """All the time this person has."""
        return timedelta(minutes=self.minutes, seconds=self.extra_seconds)

    @property
    def allowed_minutes(self) -> int:
        """Whole minutes, rounded down: never more than the clock will give."""
        return int(self.allowed.total_seconds()) // 60

    @property
    def ai_said(self) -> str:
        """What is stated about AI tools, in English: the sentence that the catalogues know."""
        return SAID[self.ai_use]

    @property
    def has_accommodation(self) -> bool:
        return self.extra_seconds > 0

    @property
    def last_instant(self) -> datetime:
        """When the last answer could come in, were the sitting begun at the last moment."""
        return last_instant(self.start_by, self.finish_by, self.allowed)


def last_instant(start_by: datetime, finish_by: datetime | None, allowed: timedelta) -> datetime:
    """When the last answer could come in, were the sitting begun at the last moment."""
    end = start_by + allowed
    return min(end, finish_by) if finish_by else end


def extra_seconds(minutes: int, *, percent: int, more_minutes: int) -> int:
    """An accommodation in seconds: a share of the assessment's minutes, or minutes, or both."""
    return minutes * 60 * percent // 100 + more_minutes * 60
