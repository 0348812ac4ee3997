"""Where an invitation stands: in a word or two for its row, and as one of a few stages to count."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Case, ColumnElement, ScalarSelect, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from assay.assessments.models import AssessmentVersion
from assay.decisions.models import Standing
from assay.invitations import planning
from assay.invitations.models import Candidate, Invitation
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
    """A select of these, over everyone who was ever invited, with where they stand, their sitting
    and its latest result."""
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
        .join(
            Standing,
            and_(
                Standing.organisation_id == Invitation.organisation_id,
                Standing.invitation_id == Invitation.id,
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


def stage(at: datetime) -> Case[str]:
    """One of STAGES, of the invitation in joined()."""
    return case(
        (Standing.stage == "archived", "archived"),
        (Standing.resat_until > at, "resat"),
        (is_sitting(), "sitting"),
        (and_(Standing.stage == "invited", Standing.start_by <= at), "missed"),
        else_=Standing.stage,
    )


def is_at(wanted: str, at: datetime) -> list[ColumnElement[bool]]:
    """The conditions on Standing under which that is its stage; by an index where there is one."""
    match wanted:
        case "archived":
            return [Standing.stage == wanted]
        case "resat":
            return [Standing.resat_until > at, Standing.stage != "archived"]
        case "sitting":
            return [is_sitting(), is_foremost(at)]
        case "missed":
            return [*has_not_begun(), Standing.start_by <= at, is_foremost(at)]
        case "invited":
            return [*has_not_begun(), Standing.start_by > at, is_foremost(at)]
    return [Standing.stage == wanted, is_foremost(at)]


def is_sitting() -> ColumnElement[bool]:
    """Whoever sits is still among the invited: a start writes into no index."""
    return and_(Standing.stage == "invited", Standing.state == "started")


def has_not_begun() -> list[ColumnElement[bool]]:
    """The conditions on Standing under which an invitation may be taken up, or was missed."""
    return [Standing.stage == "invited", Standing.state.is_(None)]


def is_foremost(at: datetime) -> ColumnElement[bool]:
    """The condition on Standing under which no resit stands in its place: none is begun, or can
    still be."""
    return or_(Standing.resat_until.is_(None), Standing.resat_until <= at)


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
