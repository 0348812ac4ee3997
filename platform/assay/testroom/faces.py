"""What the pages outside the questions show, gathered from the rooms: one frozen dataclass each."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext, ngettext

from assay.invitations.landing import Landing, Part
from assay.sittings.queries import Terms
from assay.sittings.timing import Phase, section_limit
from assay.testroom.languages import language
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
    locks: bool
    """Some of the sections do."""
    measured: tuple[str, ...]
    ends: When
    start_by: When
    finish_by: When | None
    is_cut: bool
    ai_said: str
    ai_note: str
    is_resit: bool


@dataclass(frozen=True, kw_only=True)
class Begun:
    organisation: str
    assessment: str
    ends: When
    left: str
    is_here: bool
    ai_said: str
    ai_note: str


def invited(landing: Landing, terms: Terms, phase: Phase) -> Invited:
    assert phase.ends_at is not None
    zone, spoken = landing.time_zone, language()
    return Invited(
        organisation=landing.organisation,
        assessment=landing.assessment,
        candidate=landing.candidate,
        contact=landing.contact_email,
        questions=landing.questions,
        minutes=minutes(terms.limit + terms.extra, spoken),
        extra=minutes(terms.extra, spoken) if terms.extra else "",
        parts=_parts(landing),
        locks=any(part.locks for part in landing.parts),
        measured=landing.responsibilities,
        ends=when(phase.ends_at, zone, spoken),
        start_by=when(landing.start_by, zone, spoken),
        finish_by=when(landing.finish_by, zone, spoken) if landing.finish_by else None,
        is_cut=phase.left < terms.limit + terms.extra,
        ai_said=landing.ai_said,
        ai_note=landing.ai_note,
        is_resit=landing.is_resit,
    )


def _parts(landing: Landing) -> tuple[str, ...]:
    """`Requests and pages: 8 questions, about 20 minutes`; nothing where only one is, and free."""
    parts = landing.parts
    told = []
    for part in parts if len(parts) > 1 or any(part.locks for part in parts) else ():
        questions = ngettext("%(num)d question", "%(num)d questions", part.questions)
        told.append(f"{part.title}: {questions}{_time(part, landing)}")
    return tuple(told)


def _time(part: Part, landing: Landing) -> str:
    if not part.minutes:
        return ""
    if not part.locks:
        time = minutes(timedelta(minutes=part.minutes), language())
        return str(gettext(", about %(time)s", time=time))
    extra = timedelta(seconds=landing.extra_seconds)
    limit = section_limit(part.minutes, of=landing.minutes, extra=extra)
    return str(gettext(", %(time)s, then locked", time=minutes(limit, language())))


def begun(landing: Landing, phase: Phase, *, is_here: bool) -> Begun:
    assert phase.ends_at is not None
    return Begun(
        organisation=landing.organisation,
        assessment=landing.assessment,
        ends=when(phase.ends_at, landing.time_zone, language()),
        left=minutes(phase.left, language()),
        is_here=is_here,
        ai_said=landing.ai_said,
        ai_note=landing.ai_note,
    )
