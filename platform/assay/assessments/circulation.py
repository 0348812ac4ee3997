"""Circulation: which items the papers drawn last ask, over all assessments of the organisation."""

from sqlalchemy import and_, func, select

from assay.assessments.models import Paper, PaperItem
from assay.assessments.picking import Recent
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.tenancy.scope import current

LAST = 1000
"""Papers: what was handed out longer ago is hardly talked of, and counting stays short."""


def recent(last: int = LAST) -> Recent:
    """By item, whatever its version: a new wording does not unmake what people tell each other."""
    newest = (
        select(Paper.id)
        .where(Paper.organisation_id == current())
        .order_by(Paper.drawn_at.desc(), Paper.id.desc())
        .limit(last)
        .cte("newest")
    )
    query = (
        select(ItemVersion.item_id, func.count())
        .select_from(PaperItem)
        .join(newest, newest.c.id == PaperItem.paper_id)
        .join(
            ItemVersion,
            and_(
                ItemVersion.organisation_id == PaperItem.item_organisation_id,
                ItemVersion.id == PaperItem.item_version_id,
            ),
        )
        .where(PaperItem.organisation_id == current())
        .group_by(ItemVersion.item_id)
    )
    papers = session.scalar(select(func.count()).select_from(newest)) or 0
    return Recent(papers=papers, held={row[0]: row[1] for row in session.execute(query)})
