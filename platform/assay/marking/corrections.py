"""Reads of corrections: what stands for a paper's questions, and what was ever said of one."""

from collections.abc import Collection
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from assay.assessments.models import AssessmentVersion, Paper
from assay.core.db import session
from assay.marking.engines.corrected import Corrected, Does
from assay.marking.models import Correction
from assay.tenancy.scope import current

AS_IT_WAS = "as_it_was"
"""A correction that takes those before it back."""


def standing_for(paper_id: UUID, item_version_ids: Collection[UUID]) -> dict[UUID, Corrected]:
    """Item version -> how it is marked in this paper's assessment; without those that are right."""
    of_paper = (
        select(AssessmentVersion.assessment_id)
        .join(
            Paper,
            and_(
                Paper.organisation_id == AssessmentVersion.organisation_id,
                Paper.assessment_version_id == AssessmentVersion.id,
            ),
        )
        .where(Paper.organisation_id == current(), Paper.id == paper_id)
        .scalar_subquery()
    )
    query = _rows().where(
        Correction.item_version_id.in_(item_version_ids),
        or_(Correction.assessment_id.is_(None), Correction.assessment_id == of_paper),
    )
    return _latest(list(session.scalars(query)))


def history(item_organisation_id: UUID, item_version_id: UUID) -> list[Correction]:
    """Every correction of it, the newest first; none is ever changed."""
    return list(session.scalars(_rows().where(*_of(item_organisation_id, item_version_id))))[::-1]


def standing_in(rows: Collection[Correction], assessment_id: UUID | None) -> Correction | None:
    """Of one question's (newest first): the one that stands there; None where the key does."""
    for row in rows:
        if row.assessment_id in (None, assessment_id):
            return None if row.does == AS_IT_WAS else row
    return None


def as_rule(row: Correction | None) -> Corrected | None:
    if row is None or row.does == AS_IT_WAS:
        return None
    return Corrected(id=str(row.id), does=cast(Does, row.does), reason=row.reason, key=row.key)


def _latest(rows: list[Correction]) -> dict[UUID, Corrected]:
    latest = {row.item_version_id: row for row in rows}
    return {id_: rule for id_, row in latest.items() if (rule := as_rule(row))}


def _rows() -> Select[Correction]:
    """The oldest first."""
    return (
        select(Correction)
        .where(Correction.organisation_id == current())
        .order_by(Correction.made_at, Correction.id)
    )


def _of(item_organisation_id: UUID, item_version_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        Correction.item_organisation_id == item_organisation_id,
        Correction.item_version_id == item_version_id,
    )
