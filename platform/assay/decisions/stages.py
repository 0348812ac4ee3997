"""Where an invitation stands: in a word or two for its row, and as one of a few stages to count."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Case, ColumnElement, ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from assay.assessments.models import AssessmentVersion
from assay.decisions.models import Decision
from assay.invitations import planning
from assay.invitations.models import Candidate, Invitation
from assay.invitations.queries import is_open
from assay.marking import queue
from assay.marking.models import Result
from assay.sittings.models import Sitting
from assay.tenancy.queries import organisation
from assay.tenancy.scope import current

STAGES = {
    "invited": "Invited",
    "sitting": "Sitting now",
    "to_mark": "To mark",
    "to_decide": "To decide",
    "decided": "Decided",
    "missed": "Not begun in time",
    "declined": "Takes no part",
    "withdrawn": "Withdrawn",
    "voided": "Voided",
    "resat": "Earlier sittings",
    "archived": "Archive",
}
"""Each invitation is at exactly one, in the order in which one passes them. But for the last two
everyone is in it once: who was invited to a resit stands where that stands, until it is known that
they do not sit it. From then on both stand, as where it was withdrawn."""
ASIDE = ("resat", "archived")
"""In no list but their own."""


def joined(*columns: Any) -> Any:
    """A select of these, over everyone who was ever invited, with their sitting and result."""
    return placed(*columns).join(
        Candidate,
        and_(
            Candidate.organisation_id == Invitation.organisation_id,
            Candidate.id == Invitation.candidate_id,
        ),
    )


def placed(*columns: Any) -> Any:
    """The same without who they are: to count them, nobody has to be looked up."""
    return (
        select(*columns)
        .select_from(Invitation)
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .outerjoin(
            Sitting,
            and_(
                Sitting.organisation_id == Invitation.organisation_id,
                Sitting.invitation_id == Invitation.id,
            ),
        )
        .outerjoin(
            Result,
            and_(
                Result.organisation_id == Sitting.organisation_id,
                Result.sitting_id == Sitting.id,
                Result.round == _latest_round(),
            ),
        )
        .where(Invitation.organisation_id == current())
    )


def _latest_round() -> ScalarSelect[int]:
    """Of the sitting's results: a late answer that was accepted makes another."""
    other = aliased(Result)
    return (
        select(func.max(other.round))
        .where(other.organisation_id == Sitting.organisation_id, other.sitting_id == Sitting.id)
        .correlate(Sitting)
        .scalar_subquery()
    )


def verdict() -> ScalarSelect[str]:
    """The decision that stands, of the invitation in joined(); null where nothing is decided."""
    return (
        select(Decision.verdict)
        .where(
            Decision.organisation_id == Invitation.organisation_id,
            Decision.invitation_id == Invitation.id,
        )
        .order_by(Decision.decided_at.desc(), Decision.id)
        .limit(1)
        .correlate(Invitation)
        .scalar_subquery()
    )


def is_decided() -> ColumnElement[bool]:
    """Whether anything is decided of the invitation: Postgres can ask it of a great many at once,
    as it can't ask for each one's verdict."""
    return exists().where(
        Decision.organisation_id == Invitation.organisation_id,
        Decision.invitation_id == Invitation.id,
    )


def is_resat(at: datetime) -> ColumnElement[bool]:
    """The condition on Invitation under which a resit of it was begun, or still can be."""
    resit, sat = aliased(Invitation), aliased(Sitting)
    begun = exists().where(
        sat.organisation_id == resit.organisation_id, sat.invitation_id == resit.id
    )
    return exists().where(
        resit.organisation_id == Invitation.organisation_id,
        resit.former_id == Invitation.id,
        resit.withdrawn_at.is_(None),
        or_(is_open(resit, at=at), begun),
    )


def stage(at: datetime) -> Case[str]:
    """One of STAGES, of the invitation in joined()."""
    return case(
        (Invitation.archived_at.is_not(None), "archived"),
        (is_resat(at), "resat"),
        (is_decided(), "decided"),
        (Sitting.state == "voided", "voided"),
        (Sitting.state == "started", "sitting"),
        (and_(Sitting.id.is_not(None), Result.id.is_(None)), "to_mark"),
        (Sitting.id.is_not(None), "to_decide"),
        (Invitation.withdrawn_at.is_not(None), "withdrawn"),
        (Invitation.declined_at.is_not(None), "declined"),
        (Invitation.start_by <= at, "missed"),
        else_="invited",
    )


def statuses(
    found: Collection[tuple[Invitation, Sitting | None, Result | None]], *, at: datetime
) -> dict[UUID, str]:
    """Invitation → where it is; two queries more where letters or markers are waited for."""
    unsent = [one.id for one, sitting, _ in found if not (sitting or one.sent_at)]
    unmarked = [sitting.id for _, sitting, result in found if sitting and not result]
    planned, waiting = planning.letters_to_come(unsent), queue.that_wait(unmarked)
    return {
        one.id: status(
            one,
            sitting,
            result,
            at=at,
            planned_at=planned.get(one.id),
            waits=sitting is not None and sitting.id in waiting,
        )
        for one, sitting, result in found
    }


def status(
    invitation: Invitation,
    sitting: Sitting | None,
    result: Result | None,
    *,
    at: datetime,
    planned_at: datetime | None = None,
    waits: bool = False,
) -> str:
    """Where the invitation is, in a word or two.

    `planned_at`: when its letter goes out, where that is to come; `waits`: for a marker.
    """
    if sitting is not None:
        return _sat(sitting, result, waits=waits)
    if invitation.withdrawn_at:
        return "Withdrawn"
    if invitation.declined_at:
        return "Takes no part"
    if invitation.start_by <= at:
        return "Not begun in time"
    if invitation.undeliverable_at:
        return "Mail can’t be delivered"
    if invitation.handout_id:
        return "No letter: link by hand"
    if invitation.sent_at:
        return "Invited"
    return f"Planned for {_day(planned_at)}" if planned_at else "Letter on its way"


def _day(instant: datetime) -> str:
    """As the organisation's own calendar has it: `3 Dec 2026`."""
    local = instant.astimezone(ZoneInfo(organisation().time_zone))
    return f"{local.day} {local:%b %Y}"


def _sat(sitting: Sitting, result: Result | None, *, waits: bool) -> str:
    if sitting.state == "voided":
        return "Voided"
    if sitting.state == "started":
        return "Sitting now"
    if result is None:
        return "Waiting for a marker" if waits else "Being marked"
    return "Handed in" if sitting.state == "submitted" else "Time ran out"
