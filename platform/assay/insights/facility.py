"""The facility of a question: which share of its points people have earned, on average."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ScalarSelect, Subquery, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from assay.assessments.models import PaperItem
from assay.core.db import session
from assay.invitations.models import Invitation
from assay.marking.models import Mark, Result
from assay.sittings.late import ENDED
from assay.sittings.models import Sitting
from assay.tenancy.scope import current

FEWEST = 30
"""Of so many the share lies up to 18 % off, one time in twenty further: of fewer it misleads."""


@dataclass(frozen=True, kw_only=True)
class Facility:
    """`share`: per cent of the question's points, on average; `people`: who were asked it."""

    share: float
    people: int


def facility(item_organisation_id: UUID, item_version_id: UUID) -> Facility | None:
    """Of everyone of ours who was asked it, in whatever assessment; None under FEWEST. One query.

    What was left unanswered earned nothing. An answer that a correction leaves out does not count.
    """
    earned = _earned(item_organisation_id, item_version_id)
    query = select(func.count(), func.avg(earned.c.share)).select_from(earned)
    people, share = session.execute(query).one()
    return Facility(share=float(share), people=people) if people >= FEWEST else None


def _earned(item_organisation_id: UUID, item_version_id: UUID) -> Subquery:
    """Each person once, by their last sitting in which it is marked, as it is marked now."""
    return (
        select(Invitation.candidate_id, (100 * Mark.points / Mark.out_of).label("share"))
        .ext(distinct_on(Invitation.candidate_id))
        .select_from(PaperItem)
        .join(
            Sitting,
            and_(
                Sitting.organisation_id == PaperItem.organisation_id,
                Sitting.paper_id == PaperItem.paper_id,
            ),
        )
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == Sitting.organisation_id,
                Invitation.id == Sitting.invitation_id,
            ),
        )
        .join(
            Mark,
            and_(
                Mark.organisation_id == Sitting.organisation_id,
                Mark.sitting_id == Sitting.id,
                Mark.position == PaperItem.position,
            ),
        )
        .where(
            PaperItem.organisation_id == current(),
            PaperItem.item_organisation_id == item_organisation_id,
            PaperItem.item_version_id == item_version_id,
            Sitting.state.in_(ENDED),
            Mark.round == _latest_round(),
            Mark.out_of > 0,
        )
        .order_by(Invitation.candidate_id, Sitting.started_at.desc(), Sitting.id)
        .subquery()
    )


def _latest_round() -> ScalarSelect[int]:
    """Of the sitting's results: while there is none, it is not marked."""
    return (
        select(func.max(Result.round))
        .where(Result.organisation_id == Sitting.organisation_id, Result.sitting_id == Sitting.id)
        .correlate(Sitting)
        .scalar_subquery()
    )
