"""Reads of the outbox and its jobs, for staff: what has failed, what waits, what nobody took."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, or_, select

from assay.core.db import session
from assay.events.models import Job, OutboxRow
from assay.tenancy.scope import current

OPEN = ("failed", "waiting", "running")
LATE = timedelta(minutes=1)
"""What has not been done for so long is worth a person's look; what is quicker is the usual run."""


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """Those that failed first, then those due longest; `is_cut`: there are more."""

    jobs: list[Job]
    is_cut: bool

    @property
    def failed(self) -> list[Job]:
        return [job for job in self.jobs if job.state == "failed"]

    @property
    def waiting(self) -> list[Job]:
        return [job for job in self.jobs if job.state != "failed"]


def unfinished(*, at: datetime, limit: int = 200) -> Unfinished:
    """Jobs that have failed, that are tried again, or that are late."""
    is_late = or_(Job.tries > 1, Job.error.is_not(None), Job.due_at < at - LATE)
    query = (
        select(Job)
        .where(
            Job.organisation_id == current(),
            Job.state.in_(OPEN),  # these are few, and an index holds them; most are done
            or_(Job.state == "failed", and_(Job.state.in_(("waiting", "running")), is_late)),
        )
        .order_by(case((Job.state == "failed", 0), else_=1), Job.due_at, Job.id)
        .limit(limit + 1)
    )
    found = list(session.scalars(query))
    return Unfinished(jobs=found[:limit], is_cut=len(found) > limit)


def not_passed_on(*, at: datetime) -> datetime | None:
    """Since when events lie in the outbox that the relay should have taken; None where none do."""
    oldest = session.scalar(
        select(OutboxRow.written_at)
        .where(OutboxRow.organisation_id == current(), OutboxRow.sent_at.is_(None))
        .order_by(OutboxRow.written_at)
        .limit(1)
    )
    return oldest if oldest and oldest < at - LATE else None
