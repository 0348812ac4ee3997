"""Everybody who was asked one question and has ended: one query, however many they are."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from assay.assessments.models import AssessmentVersion, Paper, PaperItem
from assay.core.db import session
from assay.marking.models import Mark, Result
from assay.sittings.late import ENDED, PREFIX
from assay.sittings.models import Answer, Sitting
from assay.tenancy.models import Owned
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Sat:
    """One sitting, with the latest result and the mark in it for this question, once there is."""

    sitting: Sitting
    assessment_id: UUID
    place: PaperItem
    answer: Answer | None
    mark: Mark | None
    result: Result | None

    @property
    def late_seq(self) -> int | None:
        """The number of the answer that counts, where a person accepted it after the end."""
        is_late = self.answer is not None and self.answer.key.startswith(PREFIX)
        return self.answer.seq if self.answer is not None and is_late else None


def sat(
    item_organisation_id: UUID, item_version_id: UUID, *, assessment_id: UUID | None = None
) -> list[Sat]:
    """In one assessment, or in all; who began first comes first. Voided sittings are not in it."""
    query = _query().where(
        PaperItem.organisation_id == current(),
        PaperItem.item_organisation_id == item_organisation_id,
        PaperItem.item_version_id == item_version_id,
        Sitting.state.in_(ENDED),
    )
    if assessment_id is not None:
        query = query.where(AssessmentVersion.assessment_id == assessment_id)
    return [
        Sat(
            sitting=row[0], place=row[1], mark=row[2], result=row[3], answer=row[4],
            assessment_id=row[5],
        )
        for row in session.execute(query.order_by(Sitting.started_at, Sitting.id))
    ]  # fmt: skip


def _query() -> Select[Sitting, PaperItem, Mark | None, Result | None, Answer | None, UUID]:
    later = aliased(Result)
    newest = (
        select(func.max(later.round))
        .where(later.organisation_id == Sitting.organisation_id, later.sitting_id == Sitting.id)
        .correlate(Sitting)
        .scalar_subquery()
    )
    paper, version = PaperItem.paper_id, Paper.assessment_version_id
    return (
        select(Sitting, PaperItem, Mark, Result, Answer, AssessmentVersion.assessment_id)
        .select_from(PaperItem)
        .join(Paper, _ours(Paper, Paper.id == paper))
        .join(AssessmentVersion, _ours(AssessmentVersion, AssessmentVersion.id == version))
        .join(Sitting, _ours(Sitting, Sitting.paper_id == paper))
        .outerjoin(Result, _ours(Result, Result.sitting_id == Sitting.id, Result.round == newest))
        .outerjoin(Mark, _ours(Mark, *_here(Mark), Mark.round == Result.round))
        .outerjoin(Answer, _ours(Answer, *_here(Answer)))
    )


def _ours(table: type[Owned], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(table.organisation_id == PaperItem.organisation_id, *conditions)


def _here(table: type[Mark | Answer]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.sitting_id == Sitting.id, table.position == PaperItem.position
