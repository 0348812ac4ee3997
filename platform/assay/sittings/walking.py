"""Reads of a sitting's sections: which of its questions are open, and how long a section runs."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion, PaperItem
from assay.core.db import session
from assay.invitations.models import Invitation
from assay.sittings import away, sections, timing
from assay.sittings.models import Sitting
from assay.sittings.sections import Part, Walk
from assay.sittings.timing import Phase
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


def parts(paper_id: UUID, version: AssessmentVersion) -> tuple[Part, ...]:
    """The sections of this paper."""
    query = (
        select(PaperItem.section, PaperItem.position)
        .where(PaperItem.organisation_id == current(), PaperItem.paper_id == paper_id)
        .order_by(PaperItem.position)
    )
    places = [(row.section, row.position) for row in session.execute(query)]
    return sections.parts_of(assessments.blueprint(version).sections, places)


def opened(paper_id: UUID, version: AssessmentVersion) -> list[int] | None:
    """The questions that are open as a sitting starts; None where no section locks."""
    if not any(section.locks for section in assessments.blueprint(version).sections):
        return None
    first = sections.walk(parts(paper_id, version), section=None, locked=(), phase=None)
    return list(first.open_places)


def version_of(sitting: Sitting) -> AssessmentVersion:
    invitation = fetch(Invitation, sitting.invitation_id)
    return fetch(AssessmentVersion, invitation.assessment_version_id)


def walk(sitting: Sitting, at: datetime) -> Walk:
    """Where the candidate is. Of a sitting without sections that lock: all is free."""
    return walk_through(parts(sitting.paper_id, version_of(sitting)), sitting, at)


def walk_through(of: tuple[Part, ...], sitting: Sitting, at: datetime) -> Walk:
    """The same where the sections of its paper are known already."""
    return sections.walk(
        of,
        section=sitting.section,
        locked=sitting.locked_sections,
        phase=section_phase(sitting, at),
    )


def section_phase(sitting: Sitting, at: datetime) -> Phase | None:
    """Of the section that was begun last and not left; None where there is none.

    What it is owed for an outage of ours counts, though nobody has credited it yet.
    """
    if sitting.section_ends_at is None:
        return None
    grace = timedelta(seconds=sitting.grace_seconds)
    found = timing.section_phase(at, sitting.section_ends_at, sitting.ends_at, grace)
    if found.name != "over" or sitting.state != "started":
        return found
    here, all_of_it = section_seconds_owed(sitting, at), away.seconds_owed(sitting, at)
    return timing.section_phase(
        at,
        sitting.section_ends_at + timedelta(seconds=here),
        sitting.ends_at + timedelta(seconds=all_of_it),
        grace,
    )


def section_seconds_owed(sitting: Sitting, at: datetime) -> int:
    """To the section that runs: all of an outage that began before its end."""
    if sitting.section_ends_at is None:
        return 0
    return away.seconds_owed(sitting, at, ends_at=sitting.section_ends_at)


def takes(sitting: Sitting, position: int, at: datetime) -> bool:
    """May this question be read and answered now, as far as its section says?"""
    if sitting.open_positions is None:
        return True
    phase = section_phase(sitting, at)
    if phase is None or phase.takes_answers:
        return position in sitting.open_positions
    return walk(sitting, at).takes(position)


def section_share(sitting: Sitting, seconds: int) -> timedelta:
    """What of more time for the whole lies on the section that runs."""
    version = version_of(sitting)
    of = {part.number: part for part in parts(sitting.paper_id, version)}
    here = of.get(-1 if sitting.section is None else sitting.section)
    if here is None or here.minutes is None:
        return timedelta(0)
    extra = timedelta(seconds=seconds)
    return timing.section_share(here.minutes, of=version.minutes, extra=extra)


def section_time(part: Part, sitting: Sitting, version: AssessmentVersion) -> timedelta:
    """How long this section would run for this person, were the sitting long enough.

    Extra time counts in proportion. What was given back for outages lay on the section in which
    they fell, so that none of the others is the longer for it, and none the shorter.
    """
    extra = timedelta(seconds=sitting.extra_seconds - sitting.credited_seconds)
    return timing.section_limit(part.minutes or 0, of=version.minutes, extra=extra)
