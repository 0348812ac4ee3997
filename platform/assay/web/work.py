"""Work that waits: what failed, what is tried again, and the button that has it done over."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from assay.accounts import work
from assay.core import clock
from assay.core.db import transaction
from assay.events import queries
from assay.events.models import Job
from assay.marking.runs import sittings_of
from assay.sittings.queries import whose
from assay.web.answering import acting, go, page
from assay.web.guards import member
from assay.web.looks import counted

pages = Blueprint("work", __name__, url_prefix="/o/<slug>/work")

WORDS = {
    "draw_paper": "Draw the paper",
    "send_invitation": "Send the invitation’s letter",
    "send_receipt": "Send the receipt",
    "send_letter": "Send a letter to a member",
    "send_welcome": "Welcome a new member",
    "notify_members": "Tell that the report is ready",
    "mark_sitting": "Mark the answers",
    "mark_code": "Run an answer, to mark it",
    "try_code": "Run the visible tests for a candidate",
    "issue_report": "Make the report",
}
"""What each task does, for people; a test holds it to the workers' list."""


@pages.get("")
@member("work.read")
def index() -> str:
    at = clock.now()
    unfinished = queries.unfinished(at=at)
    subjects = _subjects(unfinished.jobs)
    return page(
        "work/index.html",
        unfinished=unfinished,
        since=queries.not_passed_on(at=at),
        whose=whose(set(subjects.values())),
        subjects=subjects,
        words=WORDS,
    )


@pages.post("/<uuid:job_id>/rerun")
@member("work.rerun")
def rerun(job_id: UUID) -> Response:
    with transaction():
        job = work.rerun(job_id, by=acting(), at=clock.now())
    flash(f"“{WORDS.get(job.name, job.name)}” is tried again now.")
    return go("work.index")


@pages.post("/rerun-failed")
@member("work.rerun")
def rerun_failed() -> Response:
    with transaction():
        count = work.rerun_failed(by=acting(), at=clock.now())
    flash(f"{counted(count, 'piece', 'pieces')} of work: tried again now.")
    return go("work.index")


def _subjects(jobs: Sequence[Job]) -> dict[UUID, UUID]:
    """Job -> the invitation or sitting that it is about."""
    told = {job.id: job.payload for job in jobs}
    sitting = sittings_of({UUID(ids["run_id"]) for ids in told.values() if "run_id" in ids})
    found = {
        job_id: ids.get("sitting_id") or ids.get("invitation_id") for job_id, ids in told.items()
    }
    runs = {
        job_id: sitting.get(UUID(ids["run_id"])) for job_id, ids in told.items() if "run_id" in ids
    }
    return {job_id: UUID(str(subject)) for job_id, subject in (found | runs).items() if subject}
