"""own_brand(): the one row that says how the present organisation looks."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from assay.core.db import session
from assay.tenancy.models import Brand
from assay.tenancy.scope import current


def own_brand() -> Brand:
    """Made where there is none yet; held until the transaction ends."""
    made = insert(Brand).values(organisation_id=current()).on_conflict_do_nothing()
    session.execute(made)
    query = select(Brand).where(Brand.organisation_id == current()).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()
