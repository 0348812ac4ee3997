"""Doing over what has failed: here, as a person asks for it and the audit keeps who it was."""

from datetime import datetime
from uuid import UUID

from assay.audit.actions import Actor, record
from assay.events import jobs
from assay.events.models import Job


def rerun(job_id: UUID, *, by: Actor, at: datetime) -> Job:
    """Let the job be tried again, now; one that runs or is done is left alone."""
    job = jobs.revive(job_id, at=at)
    record("work.rerun", "job", job_id, actor=by, details={"task": job.name})
    return job


def rerun_failed(*, by: Actor, at: datetime) -> int:
    """Every job of ours that has failed; how many."""
    count = jobs.revive_failed(at=at)
    if count:
        record("work.rerun_failed", "organisation", None, actor=by, details={"jobs": count})
    return count
