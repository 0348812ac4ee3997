"""Reads for resits: what was asked before, what of it a next paper would ask again, or does."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, select

from assay.assessments import drawing, queries
from assay.assessments.assembly import Draw, ItemRef, assemble
from assay.assessments.meeting import NOTHING, Met, Return, met_in
from assay.assessments.models import PaperItem
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.tenancy.scope import current


def met(sat: Collection[UUID]) -> Met:
    """What stands on these papers; nothing where there are none."""
    if not sat:
        return NOTHING
    return met_in(_items(sat))


def foreseen(version_id: UUID, *, sat: Collection[UUID]) -> Return:
    """What a paper of this version would ask again of who has sat these.

    Without enemies among what may be drawn it is what every paper of theirs will ask again; with
    them, one of the next papers may do a little better or worse.
    """
    draws = drawing.frozen(queries.version(version_id), queries.version_items(version_id))
    known = met(sat)
    placed = assemble(draws, seed=0, exposure={}, met=known)
    return _returns(draws, [one.ref for one in placed], known)


def asked_again(paper_id: UUID, *, sat: Collection[UUID]) -> int:
    """How many of its questions stand on one of these papers, too, in whatever version."""
    before = met(sat).items
    return sum(item in before for item, _ in _items([paper_id])) if before else 0


def _returns(draws: Collection[Draw], refs: Collection[ItemRef], known: Met) -> Return:
    items = {one.ref: one for draw in draws for one in draw.eligible}
    named = {one.item_id for draw in draws if draw.fixed for one in draw.eligible}
    near = {ref: known.nearness(items[ref].item_id, items[ref].enemies) for ref in refs}
    again = [items[ref].item_id for ref in refs if near[ref] == 2]
    return Return(
        questions=len(refs),
        again=len(again),
        fixed=sum(item in named for item in again),
        alike=sum(one == 1 for one in near.values()),
    )


def _items(paper_ids: Collection[UUID]) -> list[tuple[UUID, list[str]]]:
    """(item, its enemies) of every place of the papers."""
    query = (
        select(ItemVersion.item_id, ItemVersion.enemies)
        .join(
            PaperItem,
            and_(
                PaperItem.item_organisation_id == ItemVersion.organisation_id,
                PaperItem.item_version_id == ItemVersion.id,
            ),
        )
        .where(PaperItem.organisation_id == current(), PaperItem.paper_id.in_(paper_ids))
    )
    return [(row[0], row[1]) for row in session.execute(query)]
