"""Work that waits: what failed, what is tried again, and the button that has it done over."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, g
from werkzeug.wrappers import Response

from assay.accounts import work
from assay.core import clock
from assay.core.db import transaction
from assay.decisions.naming import whose
from assay.events import queries
from assay.events.models import Job
from assay.invitations import afterwards
from assay.invitations import queries as invitations
from assay.invitations.asked import invitations_of
from assay.marking.runs import sittings_of
from assay.web import after, requests
from assay.web.answering import acting, go, page
from assay.web.guards import member
from assay.web.looks import counted

pages = Blueprint("work", __name__, url_prefix="/o/<slug>/work")

WORDS = {
    "check_import": "Look at the rows of a file",
    "run_import": "Invite the people of a file",
    "draw_paper": "Draw the paper",
    "send_invitation": "Send the invitation’s letter",
    "send_planned_letter": "Send a letter that was planned",
    "send_receipt": "Send the receipt",
    "send_letter": "Send a letter to a member",
    "send_welcome": "Welcome a new member",
    "notify_members": "Tell that the report is ready",
    "tell_of_request": "Tell what a candidate asked for",
    "send_answer": "Send the answer to a candidate",
    "send_feedback": "Send the letter about a decision to a candidate",
    "mark_sitting": "Mark the answers",
    "remark_sitting": "Mark again what counts otherwise now",
    "spread_correction": "Have everybody marked again by a corrected key",
    "mark_code": "Run an answer, to mark it",
    "prove_item": "Prove a question of your own",
    "try_code": "Run the visible tests for a candidate",
    "issue_report": "Make the report",
    "carry_out": "Act on many candidates at once",
    "make_anonymous_copy": "Make the report’s copy without the name",
    "check_chain": "Look the audit’s chain through",
}
"""What each task does, for people; a test holds it to the workers' list."""


@pages.get("")
@member("work.read")
def index() -> str:
    at = clock.now()
    unfinished = queries.unfinished(at=at)
    subjects = _subjects(unfinished.jobs)
    asked = invitations.waiting(viewer=g.member)
    wishes = afterwards.waiting(viewer=g.member)
    about = {*subjects.values(), *(one.invitation_id for one in (*asked, *wishes))}
    called = whose(about, viewer=g.member)
    return page(
        "work/index.html",
        unfinished=unfinished,
        since=queries.not_passed_on(at=at),
        whose=called,
        wishes=after.wishes(wishes, called),
        asked=requests.told(asked, called),
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
    asking = invitations_of(
        {UUID(ids["request_id"]) for ids in told.values() if "request_id" in ids}
    )
    found = {
        job_id: ids.get("sitting_id") or ids.get("invitation_id") for job_id, ids in told.items()
    }
    runs = {
        job_id: sitting.get(UUID(ids["run_id"])) for job_id, ids in told.items() if "run_id" in ids
    }
    requests_ = {
        job_id: asking.get(UUID(ids["request_id"]))
        for job_id, ids in told.items()
        if "request_id" in ids
    }
    every = found | runs | requests_
    return {job_id: UUID(str(subject)) for job_id, subject in every.items() if subject}
