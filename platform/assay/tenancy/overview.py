"""What operators see of every organisation: its name, its state, how many members. No content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from assay.core.db import session

_ASK = text(
    "select * from assay_organisations(:operator, :named, :search, :state, :before, :before_id,"
    " :limit)"
)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """`members`, and `owners` among them: who has said yes. `closed_by`: the kind of the actor."""

    id: UUID
    slug: str
    name: str
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    reason: str | None
    contact: str | None
    members: int
    owners: int


def organisations(
    *,
    operator_id: UUID | None,
    named: str | None = None,
    search: str | None = None,
    state: str | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int,
) -> list[Listed]:
    """The latest opened first; nothing for who is no operator. None: a command at the machine.

    `named` is a whole slug or id, `search` a part of a name or slug, `state` open or closed.
    """
    before_at, before_id = before or (None, None)
    rows = session.execute(
        _ASK,
        {
            "operator": operator_id,
            "named": named,
            "search": search or None,
            "state": state or None,
            "before": before_at,
            "before_id": before_id,
            "limit": limit,
        },
    )
    return [Listed(**row._mapping) for row in rows]
