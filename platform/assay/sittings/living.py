"""live(): the web says that it is there; the first word after a silence tells of the outage."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from assay.core.db import session
from assay.sittings.away import SERVICE
from assay.sittings.models import HealthBeat, Outage
from assay.sittings.outages import QUIET


def live(*, at: datetime) -> Outage | None:
    """A sign of life of any web process; the outage that it ends, where it ends one."""
    session.execute(insert(HealthBeat).values(name=SERVICE, seen_at=at).on_conflict_do_nothing())
    row = session.scalars(
        select(HealthBeat)
        .where(HealthBeat.name == SERVICE)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    was = Outage(began_at=row.seen_at, ended_at=at) if at - row.seen_at > QUIET else None
    if was:
        session.add(was)
    row.seen_at = max(row.seen_at, at)
    return was
