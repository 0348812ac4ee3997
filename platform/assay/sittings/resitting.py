"""invite_again(): a further sitting of an assessment that was sat; and the tries that there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from assay.assessments import queries as assessments
from assay.assessments import returning
from assay.assessments.meeting import Return
from assay.assessments.models import Assessment, AssessmentVersion
from assay.audit.actions import Actor
from assay.core.db import session
from assay.core.errors import Conflict, Invalid
from assay.invitations import actions as invitations
from assay.invitations import afterwards, asking, queries
from assay.invitations.models import Invitation
from assay.sittings import queries as sat
from assay.sittings import resits
from assay.sittings.models import Sitting
from assay.sittings.resits import Hindrance, Try
from assay.tenancy.queries import fetch, organisation, policy
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A resit of the assessment's newest version, and what of it the candidate would meet again.

    `replaces`: one that nobody sat is withdrawn for it.
    """

    nth: int
    version: AssessmentVersion
    returns: Return
    replaces: bool


def tries_of(invitation_ids: Collection[UUID], *, at: datetime) -> dict[UUID, tuple[Try, ...]]:
    """Invitation → every time that its candidate was asked to sit its assessment, in order.

    What was not sat and can't be any more is none, but for the invitation itself. One query.
    """
    found: dict[UUID, tuple[Try, ...]] = {}
    for row in session.execute(_asked(invitation_ids, at)):
        one, invitation_id, former_id, state, paper_id, started_at, ended_at = row
        earlier = found.get(one, ())
        each = Try(
            invitation_id=invitation_id,
            nth=len(earlier) + 1,
            is_resit=former_id is not None,
            state=state,
            paper_id=paper_id,
            started_at=started_at,
            ended_at=ended_at,
        )
        found[one] = (*earlier, each)
    return found


def _asked(invitation_ids: Collection[UUID], at: datetime) -> Select[*tuple[Any, ...]]:
    """(asked about, one of its candidate's invitations to its assessment, and what came of it)."""
    asked, its_version = aliased(Invitation), aliased(AssessmentVersion)
    return (
        select(
            asked.id, Invitation.id, Invitation.former_id,
            Sitting.state, Sitting.paper_id, Sitting.started_at, Sitting.ended_at,
        )
        .select_from(asked)
        .join(its_version, _is_version(its_version, asked))
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == asked.organisation_id,
                Invitation.candidate_id == asked.candidate_id,
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                _is_version(AssessmentVersion, Invitation),
                AssessmentVersion.assessment_id == its_version.assessment_id,
            ),
        )
        .outerjoin(
            Sitting,
            and_(
                Sitting.organisation_id == Invitation.organisation_id,
                Sitting.invitation_id == Invitation.id,
            ),
        )
        .where(
            asked.organisation_id == current(),
            asked.id.in_(invitation_ids),
            or_(
                queries.is_open(Invitation, at=at),
                Sitting.id.is_not(None),
                Invitation.id == asked.id,
            ),
        )
        .order_by(asked.id, Invitation.invited_at, Invitation.id)
    )  # fmt: skip


def before(sitting: Sitting) -> tuple[Try, ...]:
    """The sittings of its candidate at its assessment that were begun before this one, in order."""
    began = sitting.started_at
    tries = tries_of([sitting.invitation_id], at=began)[sitting.invitation_id]
    return tuple(one for one in tries if one.started_at and one.started_at < began)


def hindrance(invitation: Invitation, tries: tuple[Try, ...], *, at: datetime) -> Hindrance | None:
    """Why its candidate can't be invited to a resit now; None where they can be."""
    if invitation.withdrawn_at:
        return Hindrance(words="The invitation was withdrawn.")
    if invitation.archived_at:
        return Hindrance(words="This is in the archive: take it out of there first.")
    if tries[-1].invitation_id != invitation.id:
        return Hindrance(words="The candidate was invited again already.")
    if afterwards.of(invitation.id, afterwards.ERASE):
        return Hindrance(words="The candidate has asked that everything about them is erased.")
    try:
        asking.refuse_closed(_assessment(invitation), at)
    except Conflict as conflict:
        words = str(conflict)
        return Hindrance(words=f"{words[0].upper()}{words[1:]}.")
    return resits.hindrance(tries, policy(), zone=organisation().time_zone, at=at)


def offer(invitation_id: UUID, *, at: datetime) -> Offer:
    """What a resit of this invitation's sitting would be; Conflict, in words, where none can be."""
    former = fetch(Invitation, invitation_id)
    tries = tries_of([invitation_id], at=at)[invitation_id]
    if hindered := hindrance(former, tries, at=at):
        raise Conflict(hindered.words)
    version = assessments.latest_version(_assessment(former).id)
    assert version is not None  # it was sat
    returns = returning.foreseen(version.id, sat=queries.papers_sat(former))
    replaces = queries.resit_of(invitation_id) is not None
    return Offer(nth=len(tries) + 1, version=version, returns=returns, replaces=replaces)


def invite_again(
    invitation_id: UUID,
    *,
    accepts: int = 0,
    handout_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Invitation:
    """Invite the candidate of a sitting that has ended to a resit; the sitting stays as it is.

    Once: the resit that stands already is given back; one that was not sat and can't be any more is
    withdrawn, and its link opens no more. `accepts`: so many questions may return that
    they have been asked before; Invalid("accepts", …) where it would be more. With `handout_id` no
    letter goes to them: a member passes the link on. Conflict, in words, where none can be given.
    """
    former = fetch(Invitation, invitation_id, lock=True)
    there = queries.resit_of(invitation_id, lock=True)
    if there and not _has_lapsed(there, at):
        return there
    found = offer(invitation_id, at=at)
    if found.returns.again > accepts:
        told = f"{found.returns.again} of {found.returns.questions} questions would return."
        raise Invalid("accepts", f"Say that you invite all the same: {told}")
    if there:
        invitations.withdraw(there.id, by=by)
        session.flush()  # before the other: one of them stands at a time
    return asking.ask_again(
        former, found.version, returns=found.returns.again, by=by, handout_id=handout_id
    )


def _has_lapsed(resit: Invitation, at: datetime) -> bool:
    """Declined or not begun in time; its row is locked, so nobody begins it meanwhile."""
    over = resit.declined_at is not None or resit.start_by <= at
    return over and sat.of_invitation(resit.id) is None


def _assessment(invitation: Invitation) -> Assessment:
    version = assessments.version(invitation.assessment_version_id)
    return fetch(Assessment, version.assessment_id)


def _is_version(
    version: type[AssessmentVersion], invitation: type[Invitation]
) -> ColumnElement[bool]:
    return and_(
        version.organisation_id == invitation.organisation_id,
        version.id == invitation.assessment_version_id,
    )
