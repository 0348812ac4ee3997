"""fetch(): one row of ours, or NotFound, whether it is absent or another's; how we look."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.colours import LIGHT, palette
from assay.tenancy.letterhead import Letterhead
from assay.tenancy.models import Brand, Organisation, OwnedWithId, PolicyVersion
from assay.tenancy.policies import Policy, from_json
from assay.tenancy.scope import current

Row = TypeVar("Row", bound=OwnedWithId)


def fetch(table: type[Row], row_id: UUID, *, lock: bool = False) -> Row:
    """The row under this id; with `lock` it is held and read afresh until the transaction ends."""
    query = select(table).where(table.organisation_id == current(), table.id == row_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    if (row := session.scalars(query).one_or_none()) is None:
        raise NotFound(table.__name__)
    return row


def organisation() -> Organisation:
    """The organisation that we are inside of."""
    if (found := session.get(Organisation, current())) is None:
        raise NotFound("Organisation")
    return found


def stays_open() -> bool:
    """Is our organisation open, and will be until this transaction ends? Closing waits for it."""
    query = select(Organisation.id).where(
        Organisation.id == current(), Organisation.closed_at.is_(None)
    )
    return session.scalar(query.with_for_update(read=True)) is not None


def brand() -> Brand | None:
    """How the organisation that we are inside of looks, where it has chosen anything."""
    return session.get(Brand, current())


def policy(number: int | None = None) -> Policy:
    """What our organisation has settled: the newest version, or the one of this number."""
    query = select(PolicyVersion).where(PolicyVersion.organisation_id == current())
    if number is not None:
        query = query.where(PolicyVersion.number == number)
    row = session.scalars(query.order_by(PolicyVersion.number.desc()).limit(1)).one_or_none()
    return from_json(row.settled, number=row.number) if row else Policy()


def policies() -> dict[int, Policy]:
    """Everything that our organisation has ever settled, by number; 0 is what holds before."""
    query = select(PolicyVersion).where(PolicyVersion.organisation_id == current())
    return {0: Policy()} | {
        row.number: from_json(row.settled, number=row.number) for row in session.scalars(query)
    }


def letterhead() -> Letterhead:
    """What its letters are written on."""
    name, chosen = organisation().name, brand()
    if chosen is None:
        return Letterhead(organisation=name)
    head = Letterhead(organisation=name, logo_key=chosen.logo_key)
    if chosen.accent:
        tokens = palette(chosen.accent, LIGHT)
        return replace(head, accent=tokens.accent, ink=tokens.ink)
    return head
