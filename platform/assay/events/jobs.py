"""A job's states: its worker claims it, renews its lease, finishes or postpones; staff revive."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select, update

from assay.core.db import session
from assay.events.models import Job
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

LONGEST_WAIT = timedelta(minutes=15)
LONGEST_ERROR = 300


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a worker was given; `tries` counts this try and tells it from any other."""

    job_id: UUID
    payload: dict[str, str]
    request_id: str | None
    tries: int


def claim(job_id: UUID, *, lease: timedelta, most_tries: int, at: datetime) -> Claim | None:
    """Take the job, or None: it is done, another's, not due yet, or not there.

    A job whose lease ran out too often has failed: it ends its worker each time.
    """
    job = session.scalars(
        select(Job)
        .where(
            Job.organisation_id == current(),
            Job.id == job_id,
            Job.due_at <= at,
            or_(Job.state == "waiting", (Job.state == "running") & (Job.leased_until < at)),
        )
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if job is None:
        return None
    if job.tries >= most_tries:
        job.state, job.finished_at = "failed", at
        job.error = job.error or "The worker was ended each time before it finished."
        return None
    job.state, job.tries, job.started_at = "running", job.tries + 1, at
    job.leased_until = at + lease
    return Claim(job_id=job.id, payload=job.payload, request_id=job.request_id, tries=job.tries)


def renew(claim: Claim, *, lease: timedelta, at: datetime) -> None:
    """The worker still lives and works."""
    _settle(claim, leased_until=at + lease)


def finish(claim: Claim, *, at: datetime) -> None:
    """Done. Nothing happens where the lease ran out and another has taken the job since."""
    _settle(claim, state="done", finished_at=at, leased_until=None, error=None)


def postpone(claim: Claim, error: BaseException, *, most_tries: int, at: datetime) -> bool:
    """Wait and try again, or fail for staff to see; whether it is to be tried again."""
    again = claim.tries < most_tries
    _settle(
        claim,
        state="waiting" if again else "failed",
        due_at=at + back_off(claim.tries) if again else at,
        finished_at=None if again else at,
        leased_until=None,
        error=first_line(error),
    )
    return again


def rest(claim: Claim, why: BaseException, *, at: datetime) -> None:
    """Not now, for no fault of the job's: it is looked at again later, and no try counts."""
    _settle(
        claim,
        state="waiting",
        tries=claim.tries - 1,
        due_at=at + LONGEST_WAIT,
        leased_until=None,
        error=first_line(why),
    )


def revive(job_id: UUID, *, at: datetime) -> Job:
    """Due now, with all its tries before it. One that runs or is done stays as it is."""
    job = fetch(Job, job_id, lock=True)
    if job.state in ("failed", "waiting"):
        job.state, job.tries, job.due_at = "waiting", 0, at
        job.leased_until = job.finished_at = None
    return job


def revive_failed(*, at: datetime) -> int:
    """The same for every job that has failed; how many."""
    failed = session.scalars(
        select(Job.id).where(Job.organisation_id == current(), Job.state == "failed")
    )
    return len([revive(job_id, at=at) for job_id in failed.all()])


def back_off(tries: int) -> timedelta:
    """2, 4, 8… seconds up to a quarter of an hour, each up to a quarter longer by chance."""
    wait = min(timedelta(seconds=2 ** min(tries, 20)), LONGEST_WAIT)
    return wait * (1 + random.random() / 4)  # noqa: S311 (spreads load, keeps no secret)


def first_line(error: BaseException) -> str:
    """What went wrong, short enough for a table."""
    said = next((line for line in str(error).splitlines() if line.strip()), "")
    return f"{type(error).__name__}: {said}".rstrip(": ")[:LONGEST_ERROR]


def _settle(claim: Claim, **values: object) -> None:
    session.execute(
        update(Job)
        .where(
            Job.organisation_id == current(),
            Job.id == claim.job_id,
            Job.state == "running",
            Job.tries == claim.tries,
        )
        .values(**values)
    )
