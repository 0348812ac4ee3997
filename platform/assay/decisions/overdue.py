"""Who has a result and has waited for a decision longer than they were told: the oldest first.

How long is the policy's `decides_in_days`, as it was when the candidate agreed to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, literal, select, tuple_

from assay.accounts.models import Member
from assay.assessments.models import Assessment
from assay.assessments.rules import visible
from assay.core.db import session
from assay.core.errors import NotFound
from assay.decisions import naming, stages
from assay.decisions.models import Standing
from assay.decisions.progress import FIRST, Places
from assay.invitations.models import Invitation
from assay.invitations.unnamed import code_of
from assay.sittings.models import Consent, Sitting
from assay.tenancy.queries import policies
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Row:
    """One who waits, by name or code. `due_at`: until when they were to be written to."""

    invitation_id: UUID
    name: str
    assessment_id: UUID
    assessment: str
    ended_at: datetime
    due_at: datetime
    days: int
    """Whole days since then."""


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Row]
    next: UUID | None = None


def page(viewer: Member, *, at: datetime, after: UUID | None = None, limit: int = 50) -> Page:
    """Of the assessments that this member sees; two queries, or three after the first page."""
    days = _days()
    place = (Standing.by_end, Standing.invitation_id)
    query = _overdue(viewer, days, at, Consent.policy_number).order_by(*place).limit(limit + 1)
    if after:
        query = query.where(tuple_(*place) > tuple_(literal(_ended_at(after)), literal(after)))
    found = session.execute(query).all()
    rows = [_row(days, at, *each) for each in found[:limit]]
    return Page(rows=rows, next=rows[-1].invitation_id if len(found) > limit else None)


def places(viewer: Member, *, at: datetime) -> Places:
    """The first few of all of them, with when they were due; two queries."""
    days = _days()
    query = _overdue(viewer, days, at, Consent.policy_number, func.count().over())
    found = session.execute(
        query.order_by(Standing.by_end, Standing.invitation_id).limit(FIRST)
    ).all()
    rows = [_row(days, at, *each[:-1]) for each in found]
    first = [(row.invitation_id, row.due_at) for row in rows]
    return Places(first=first, all=found[0][-1] if found else 0)


def _days() -> dict[int, timedelta]:
    """How long each version of the policy gives, by its number."""
    return {number: timedelta(days=one.decides_in_days) for number, one in policies().items()}


def _overdue(viewer: Member, days: Mapping[int, timedelta], at: datetime, *more: Any) -> Any:
    """Those of them that this member sees, without an order."""
    ended_before = {
        number: literal(at - span, Standing.by_end.type) for number, span in days.items()
    }
    newest = max(days)
    columns = (Invitation.id, naming.name(), Assessment.id, Assessment.name, Standing.by_end)
    return (
        naming.with_assessment(stages.joined(*columns, *more))
        .outerjoin(
            Consent,
            and_(
                Consent.organisation_id == Invitation.organisation_id,
                Consent.invitation_id == Invitation.id,
            ),
        )
        .where(
            visible(viewer),
            Standing.organisation_id == current(),
            Standing.stage == "to_decide",
            Standing.by_end < at - min(days.values()),
            Standing.by_end
            < case(ended_before, value=Consent.policy_number, else_=ended_before[newest]),
            stages.is_foremost(at),
        )
    )


def _ended_at(invitation_id: UUID) -> datetime:
    """Where the last row of the page before stands in the order."""
    ended_at = session.scalar(
        select(Sitting.ended_at).where(
            Sitting.organisation_id == current(), Sitting.invitation_id == invitation_id
        )
    )
    if ended_at is None:
        raise NotFound("Sitting")
    return ended_at


def _row(
    days: Mapping[int, timedelta],
    at: datetime,
    invitation_id: UUID,
    name: str | None,
    assessment_id: UUID,
    assessment: str,
    ended_at: datetime,
    policy_number: int | None,
) -> Row:
    due_at = ended_at + days.get(max(days) if policy_number is None else policy_number, timedelta())
    return Row(
        invitation_id=invitation_id,
        name=name or code_of(invitation_id),
        assessment_id=assessment_id,
        assessment=assessment,
        ended_at=ended_at,
        due_at=due_at,
        days=(at - due_at).days,
    )
