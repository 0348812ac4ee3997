"""The list of assessments: what a member sees of them, filtered and ordered, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_

from assay.accounts.models import Member
from assay.assessments.models import Assessment
from assay.assessments.rules import visible
from assay.core.db import session
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

ORDERS: Mapping[str, tuple[Any, bool]] = {
    "newest": (Assessment.created_at, True),
    "changed": (Assessment.changed_at, True),
    "name": (Assessment.name_lower, False),
}
"""Order -> (by which column, downwards?); the id decides between equals."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`state` None: all but the retired ones. `starts`: how the name begins, in any case."""

    state: str | None = None
    owner: UUID | None = None
    starts: str = ""
    order: str = "newest"


@dataclass(frozen=True, kw_only=True)
class Page:
    """`next` is what to give as `after` for the page that follows, where there is one."""

    rows: list[Assessment]
    next: UUID | None = None


EVERYTHING = Wanted()


def page(
    *, viewer: Member, wanted: Wanted = EVERYTHING, after: UUID | None = None, limit: int = 50
) -> Page:
    """What this member sees of what is wanted; two queries, however many rows."""
    column, downwards = ORDERS[wanted.order]
    place = tuple_(column, Assessment.id)
    query = _filtered(viewer, wanted)
    if after:
        last = fetch(Assessment, after)
        there = tuple_(getattr(last, column.key), last.id)
        query = query.where(place < there if downwards else place > there)
    ends = (column, Assessment.id)
    query = query.order_by(*(one.desc() if downwards else one.asc() for one in ends))
    rows = list(session.scalars(query.limit(limit + 1)))
    return Page(rows=rows[:limit], next=rows[limit - 1].id if len(rows) > limit else None)


def has_any(viewer: Member) -> bool:
    """Is there anything at all that this member sees, retired or not?"""
    query = select(Assessment.id).where(Assessment.organisation_id == current(), visible(viewer))
    return session.scalar(query.limit(1)) is not None


def _filtered(viewer: Member, wanted: Wanted) -> Select[Assessment]:
    query = select(Assessment).where(Assessment.organisation_id == current(), visible(viewer))
    if wanted.state:
        query = query.where(Assessment.state == wanted.state)
    else:
        query = query.where(Assessment.state != "retired")
    if wanted.owner:
        query = query.where(Assessment.created_by == wanted.owner)
    if wanted.starts:
        start = func.lower(wanted.starts)
        query = query.where(func.starts_with(Assessment.name_lower, start))
    return query
