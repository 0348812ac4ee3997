"""Reads of papers: the questions of one, and how often papers hold an item."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from assay.assessments.assembly import Draw, Placed, assemble
from assay.assessments.models import AssessmentVersion, Paper, PaperItem
from assay.assessments.queries import same_item
from assay.bank import queries as bank
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.scope import current


class Question(NamedTuple):
    """One place of a paper, and the item version that stands there."""

    place: PaperItem
    version: ItemVersion


def paper(paper_id: UUID) -> list[Question]:
    """The questions in their order; empty where there is no such paper of ours."""
    query = _questions().where(PaperItem.paper_id == paper_id).order_by(PaperItem.position)
    return [Question(row[0], row[1]) for row in session.execute(query)]


def items_of(paper_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Paper → the item versions that stand in it."""
    query = select(PaperItem.paper_id, PaperItem.item_version_id).where(
        PaperItem.organisation_id == current(), PaperItem.paper_id.in_(paper_ids)
    )
    found: dict[UUID, set[UUID]] = {}
    for paper_id, item_version_id in session.execute(query):
        found.setdefault(paper_id, set()).add(item_version_id)
    return {paper_id: frozenset(items) for paper_id, items in found.items()}


def question(paper_id: UUID, position: int) -> Question:
    """One question of a paper; NotFound where there is no such place."""
    query = _questions().where(PaperItem.paper_id == paper_id, PaperItem.position == position)
    if (row := session.execute(query).one_or_none()) is None:
        raise NotFound("Question")
    return Question(row[0], row[1])


def exposure(version_id: UUID) -> dict[UUID, int]:
    """How many papers of this version hold each item version."""
    query = (
        select(PaperItem.item_version_id, func.count())
        .join(
            Paper,
            and_(
                Paper.organisation_id == PaperItem.organisation_id, Paper.id == PaperItem.paper_id
            ),
        )
        .where(PaperItem.organisation_id == current(), Paper.assessment_version_id == version_id)
        .group_by(PaperItem.item_version_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def drawn(assessment_id: UUID) -> dict[UUID, int]:
    """How many papers of all its versions hold each item version."""
    query = (
        select(PaperItem.item_version_id, func.count())
        .join(
            Paper,
            and_(
                Paper.organisation_id == PaperItem.organisation_id, Paper.id == PaperItem.paper_id
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Paper.organisation_id,
                AssessmentVersion.id == Paper.assessment_version_id,
            ),
        )
        .where(
            PaperItem.organisation_id == current(),
            AssessmentVersion.assessment_id == assessment_id,
        )
        .group_by(PaperItem.item_version_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def preview(draws: Sequence[Draw], *, seed: int) -> list[tuple[Placed, ItemVersion]]:
    """One paper that the rules allow, kept nowhere; raises assembly.Shortage."""
    placed = assemble(draws, seed=seed, exposure={})
    found = {item.id: item for item in bank.published()}
    return [(one, found[one.ref.item_version_id]) for one in placed]


def _questions() -> Select[PaperItem, ItemVersion]:
    return (
        select(PaperItem, ItemVersion)
        .join(ItemVersion, same_item(PaperItem))
        .where(PaperItem.organisation_id == current())
    )
