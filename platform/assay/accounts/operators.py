"""Operators: who opens and closes organisations of this installation, a member of none by it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from assay.accounts.models import Operator, User
from assay.accounts.slugs import made_from
from assay.core import clock
from assay.core.cursors import Cursor
from assay.core.db import session
from assay.core.errors import Invalid, NotFound
from assay.tenancy import overview
from assay.tenancy.overview import Listed

STATES = ("open", "closed")


@dataclass(frozen=True, kw_only=True)
class Page:
    """The latest opened first. `next` is where the following page begins, or None."""

    organisations: list[Listed]
    next: Cursor | None


def is_operator(user_id: UUID) -> bool:
    return session.get(Operator, user_id) is not None


def named() -> list[tuple[str, str, datetime]]:
    """(name, e-mail, since when) of each, by name."""
    query = (
        select(User.name, User.email, Operator.named_at)
        .join(Operator, Operator.user_id == User.id)
        .order_by(User.name, User.email)
    )
    return [(row.name, row.email, row.named_at) for row in session.execute(query)]


def names(user_ids: set[UUID]) -> dict[UUID, str]:
    """Of users who are or were operators."""
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in rows}


def make(connection: Connection, user_id: UUID) -> bool:
    """Whether this made the user one. Asked as the owner of the tables: no other role may."""
    made = insert(Operator).values(user_id=user_id, named_at=clock.now())
    found = connection.execute(made.on_conflict_do_nothing().returning(Operator.user_id))
    return found.one_or_none() is not None


def unmake(connection: Connection, user_id: UUID) -> bool:
    """Whether the user was one until now."""
    gone = delete(Operator).where(Operator.user_id == user_id).returning(Operator.user_id)
    return connection.execute(gone).one_or_none() is not None


def organisations(
    *,
    operator_id: UUID | None,
    search: str | None = None,
    state: str | None = None,
    before: Cursor | None = None,
    limit: int = 50,
) -> Page:
    """A page of every organisation. See tenancy.overview for who may ask."""
    found = overview.organisations(
        operator_id=operator_id,
        search=search,
        state=state if state in STATES else None,
        before=(before.at, before.id) if before else None,
        limit=limit + 1,
    )
    shown, more = found[:limit], len(found) > limit
    end = Cursor(shown[-1].opened_at, shown[-1].id) if more else None
    return Page(organisations=shown, next=end)


def organisation(slug_or_id: str, *, operator_id: UUID | None) -> Listed:
    """The one of this slug or id, open or closed; NotFound where there is none to be seen."""
    found = overview.organisations(operator_id=operator_id, named=slug_or_id, limit=1)
    if not found:
        raise NotFound("Organisation")
    return found[0]


def free_slug(name: str) -> str:
    """The name's slug, with a number where another organisation has it, be it closed."""
    base = made_from(name)
    for number in range(1, 100):
        slug = base if number == 1 else f"{base}-{number}"
        if not overview.organisations(operator_id=None, named=slug, limit=1):
            return slug
    raise Invalid("organisation", "Choose a name that fewer others have.")
