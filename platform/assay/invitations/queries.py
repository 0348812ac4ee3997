"""Reads of invitations: one, those of a version, what a landing page tells."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select

from assay.accounts import queries as accounts
from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.assessments.models import Assessment, AssessmentVersion
from assay.assessments.rules import visible
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core.db import session
from assay.core.errors import NotFound
from assay.core.languages import known
from assay.invitations.landing import Landing, Part, extra_seconds, last_instant
from assay.invitations.models import Accommodation, Candidate, Invitation, Request
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import current

LEEWAY = timedelta(days=1)
"""How long a link still opens after the last answer could have come in."""


def one(invitation_id: UUID) -> Invitation:
    """NotFound where it is not ours."""
    return fetch(Invitation, invitation_id)


def is_open(invitation: type[Invitation], *, at: datetime) -> ColumnElement[bool]:
    """The condition on an invitation that was not begun, under which it still can be."""
    return and_(
        invitation.withdrawn_at.is_(None),
        invitation.declined_at.is_(None),
        invitation.start_by > at,
    )


def resit_of(invitation_id: UUID, *, lock: bool = False) -> Invitation | None:
    """The resit that follows this invitation's sitting, and is not withdrawn."""
    query = select(Invitation).where(
        Invitation.organisation_id == current(),
        Invitation.former_id == invitation_id,
        Invitation.withdrawn_at.is_(None),
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def papers_sat(invitation: Invitation | None) -> list[UUID]:
    """The papers of an invitation that was sat, and of those whose resit it is, the latest first.

    None of nothing: what a first invitation follows.
    """
    papers: list[UUID] = []
    while invitation:
        papers += [invitation.paper_id] if invitation.paper_id else []
        former_id = invitation.former_id
        invitation = fetch(Invitation, former_id) if former_id else None
    return papers


def of_version(version_id: UUID) -> list[tuple[Invitation, Candidate]]:
    """Everyone asked to sit this version, newest first."""
    query = (
        select(Invitation, Candidate)
        .join(
            Candidate,
            and_(
                Candidate.organisation_id == Invitation.organisation_id,
                Candidate.id == Invitation.candidate_id,
            ),
        )
        .where(
            Invitation.organisation_id == current(),
            Invitation.assessment_version_id == version_id,
        )
        .order_by(Invitation.invited_at.desc(), Invitation.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def are_more_than(number: int) -> bool:
    """Has the organisation more invitations than that? It looks at one more, however many."""
    some = (
        select(Invitation.id)
        .where(Invitation.organisation_id == current())
        .limit(number + 1)
        .subquery()
    )
    return (session.scalar(select(func.count()).select_from(some)) or 0) > number


def names(candidate_ids: Collection[UUID]) -> dict[UUID, str]:
    """Candidate → name, of those that are still here."""
    if not candidate_ids:
        return {}
    query = select(Candidate.id, Candidate.name).where(
        Candidate.organisation_id == current(), Candidate.id.in_(candidate_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def accommodations(invitation_id: UUID) -> list[Accommodation]:
    """What is granted now."""
    query = select(Accommodation).where(
        Accommodation.organisation_id == current(),
        Accommodation.invitation_id == invitation_id,
        Accommodation.revoked_at.is_(None),
    )
    return list(session.scalars(query))


def requests(invitation_id: UUID) -> list[Request]:
    """All that its candidate asked for, the latest first."""
    query = (
        select(Request)
        .where(Request.organisation_id == current(), Request.invitation_id == invitation_id)
        .order_by(Request.asked_at.desc(), Request.id)
    )
    return list(session.scalars(query))


def waiting(*, viewer: Member, limit: int = 100) -> list[Request]:
    """What was asked for before a start and nobody has answered, the longest first."""
    query = (
        of_whom_one_sees(select(Request), viewer)
        .where(Request.answered_at.is_(None), Request.kind.in_(("more_time", "something_else")))
        .order_by(Request.asked_at, Request.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def of_whom_one_sees(query: Select[Request], viewer: Member) -> Select[Request]:
    """Those requests of ours whose assessment is this member's to see."""
    return (
        query.join(
            Invitation,
            and_(
                Invitation.organisation_id == Request.organisation_id,
                Invitation.id == Request.invitation_id,
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .join(
            Assessment,
            and_(
                Assessment.organisation_id == AssessmentVersion.organisation_id,
                Assessment.id == AssessmentVersion.assessment_id,
            ),
        )
        .where(Request.organisation_id == current(), visible(viewer))
    )


def landing(invitation_id: UUID) -> Landing:
    """All that the landing page and the letter tell; NotFound where it is not ours."""
    invitation, person, version = _whole(invitation_id)
    contact = accounts.person(invitation.invited_by)
    areas = assessments.responsibilities(version.id)
    blueprint = assessments.blueprint(version)
    return Landing(
        invitation_id=invitation.id,
        assessment_version_id=version.id,
        organisation=organisation().name,
        assessment=version.name,
        candidate_id=person.id,
        candidate=person.name,
        email=person.email,
        time_zone=person.time_zone,
        language=known(person.language),
        minutes=version.minutes,
        extra_seconds=_extra_seconds(invitation_id, version.minutes),
        questions=blueprint.questions,
        parts=tuple(
            Part(
                title=section.title,
                questions=section.questions,
                minutes=section.minutes,
                locks=section.locks,
            )
            for section in blueprint.sections
        ),
        responsibilities=tuple(name for slug, name in RESPONSIBILITIES if slug in areas),
        start_by=invitation.start_by,
        finish_by=invitation.finish_by,
        invited_at=invitation.invited_at,
        sent_at=invitation.sent_at,
        withdrawn_at=invitation.withdrawn_at,
        declined_at=invitation.declined_at,
        ai_use=version.ai_use,
        ai_note=version.ai_note,
        has_paper=invitation.paper_id is not None,
        is_resit=invitation.former_id is not None,
        by_hand=invitation.handout_id is not None,
        contact_name=contact.name,
        contact_email=contact.email,
    )


def last_instants(invitation_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Invitation → Landing.last_instant, of those that are not withdrawn; two queries."""
    query = (
        select(Invitation, AssessmentVersion.minutes)
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(
            Invitation.organisation_id == current(),
            Invitation.id.in_(invitation_ids),
            Invitation.withdrawn_at.is_(None),
        )
    )
    granted: dict[UUID, list[Accommodation]] = defaultdict(list)
    for grant in session.scalars(
        select(Accommodation).where(
            Accommodation.organisation_id == current(),
            Accommodation.invitation_id.in_(invitation_ids),
            Accommodation.revoked_at.is_(None),
        )
    ):
        granted[grant.invitation_id].append(grant)
    return {
        invitation.id: last_instant(
            invitation.start_by,
            invitation.finish_by,
            timedelta(minutes=minutes, seconds=_extra(granted[invitation.id], minutes)),
        )
        for invitation, minutes in session.execute(query)
    }


def _whole(invitation_id: UUID) -> tuple[Invitation, Candidate, AssessmentVersion]:
    query = (
        select(Invitation, Candidate, AssessmentVersion)
        .join(
            Candidate,
            and_(
                Candidate.organisation_id == Invitation.organisation_id,
                Candidate.id == Invitation.candidate_id,
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(Invitation.organisation_id == current(), Invitation.id == invitation_id)
    )
    if (row := session.execute(query).one_or_none()) is None:
        raise NotFound("Invitation")
    return row[0], row[1], row[2]


def _extra_seconds(invitation_id: UUID, minutes: int) -> int:
    return _extra(accommodations(invitation_id), minutes)


def _extra(granted: Collection[Accommodation], minutes: int) -> int:
    return sum(
        extra_seconds(minutes, percent=one.extra_percent, more_minutes=one.extra_minutes)
        for one in granted
    )
