"""Work that waits: staff see what failed and why, and one click has it done over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import db, reading, session, transaction
from assay.events.models import Job, OutboxRow
from assay.tenancy.entrances import by_slug
from assay.tenancy.scope import scope
from assay.web.work import WORDS
from tests.populated import populate
from tests.visitor import Visitor
from workers.tasks import JOBS


@pytest.fixture
def desk(app):
    """An owner at the page, in an organisation of their own."""
    visitor = Visitor(app)
    visitor.slug = visitor.open_organisation("Northwind Robotics", "owner@northwind.example")
    visitor.page = f"/o/{visitor.slug}/work"
    with app.app_context():
        visitor.organisation_id = by_slug(visitor.slug)
    return visitor


@pytest.fixture
def job(app, desk):
    """job(state=…): one more in the organisation; its id."""

    def job(name="issue_report", **told):
        with app.app_context(), scope(desk.organisation_id), transaction():
            event = OutboxRow(name="SittingMarked", payload={}, sent_at=clock.now())
            session.add(event)
            session.flush()
            told = {"payload": {"sitting_id": str(uuid4())}, "queue": "report", **told}
            row = Job(event_id=event.id, name=name, **told)
            session.add(row)
        return row.id

    return job


def failed(**more):
    return {"state": "failed", "tries": 8, "error": "OSError: disk full"} | {
        "finished_at": clock.now(), **more
    }  # fmt: skip


def stands(app, desk, job_id):
    with app.app_context(), scope(desk.organisation_id), reading():
        one = session.get_one(Job, (desk.organisation_id, job_id))
        return one.state, one.tries, one.due_at <= clock.now(), one.finished_at


def test_where_all_is_done_nothing_waits(desk, job):
    job(state="done", tries=1)
    job(state="running", tries=1, started_at=clock.now())
    assert "Nothing waits" in desk.get(desk.page).words()


def test_a_failed_job_tells_what_it_is_and_why(desk, job):
    job(**failed())
    words = desk.get(desk.page).words()
    assert "Make the report" in words
    assert "OSError: disk full" in words
    assert "Failed" in words


@pytest.mark.parametrize(
    "told",
    [
        {"state": "waiting", "tries": 3, "error": "OSError: refused"},
        {"state": "waiting", "due_at": clock.now() - timedelta(minutes=2)},
        {"state": "running", "tries": 2, "started_at": clock.now()},
    ],
)
def test_what_is_tried_again_or_late_is_shown(desk, job, told):
    job(name="send_receipt", **told)
    assert "Send the receipt" in desk.get(desk.page).words()


def test_events_that_nobody_took_are_told_of(app, desk):
    old = clock.now() - timedelta(minutes=5)
    with app.app_context(), scope(desk.organisation_id), transaction():
        session.add(OutboxRow(name="SittingMarked", payload={}, written_at=old))
    assert "has not been passed on" in desk.get(desk.page).words()


def test_one_click_has_it_tried_again_now(app, desk, job):
    job_id = job(**failed())
    page = desk.then(desk.fill(desk.page, to=f"{desk.page}/{job_id}/rerun"))
    assert stands(app, desk, job_id) == ("waiting", 0, True, None)
    assert "is tried again now" in page.words()
    with app.app_context(), scope(desk.organisation_id), reading():
        kept = [(entry.verb, entry.actor_kind) for entry in entries_about("job", job_id)]
    assert kept == [("work.rerun", "member")]


def test_what_waits_out_its_back_off_can_be_hurried(app, desk, job):
    later = clock.now() + timedelta(minutes=15)
    job_id = job(state="waiting", tries=7, error="OSError: refused", due_at=later)
    desk.fill(desk.page, to=f"{desk.page}/{job_id}/rerun")
    assert stands(app, desk, job_id) == ("waiting", 0, True, None)


@pytest.mark.parametrize("state", ["running", "done"])
def test_what_runs_or_is_done_is_left_alone(app, desk, job, state):
    job_id = job(state=state, tries=3, started_at=clock.now(), error="OSError: refused")
    job(**failed())
    desk.fill(desk.page, to=f"{desk.page}/{job_id}/rerun")
    assert stands(app, desk, job_id)[:2] == (state, 3)


def test_what_waits_for_a_runner_says_so_and_is_tried_again_by_one_click(app, desk, job):
    """An answer of code that could not be run; after its last try too, it is no zero."""
    job_id = job(**failed(name="mark_code", queue="code", error="NoRunner: the socket is gone"))
    page = desk.get(desk.page)
    assert [tag.get_text() for tag in page.soup.select("tbody .tag")] == ["Waiting for a runner"]
    assert "Run an answer, to mark it" in page.words()
    desk.fill(desk.page, to=f"{desk.page}/{job_id}/rerun")
    assert stands(app, desk, job_id)[0] == "waiting"


def test_all_that_failed_is_tried_again_at_once(app, desk, job):
    ids = [job(**failed()) for _ in range(3)]
    page = desk.then(desk.fill(desk.page, to=f"{desk.page}/rerun-failed"))
    assert {stands(app, desk, job_id)[0] for job_id in ids} == {"waiting"}
    assert "3 pieces of work" in page.words()


def test_the_person_whom_it_is_about_is_named(app, clear):
    made = populate(app, "Northwind")
    with app.app_context(), scope(made.organisation_id), transaction():
        session.add(
            Job(
                event_id=session.query(OutboxRow).first().id, name="mark_sitting", queue="mark",
                payload={"sitting_id": str(made.sittings["done"])}, **failed(),
            )
        )  # fmt: skip
    visitor = Visitor(app)
    visitor.sign_in(made.email("recruiter"))
    page = visitor.get(f"/o/{made.slug}/work")
    link = page.soup.select_one("[aria-labelledby=failed-title] tbody a")
    assert link.get_text() == "Done Northwind"
    assert str(made.invitations["done"]) in link["href"]


def test_one_row_and_three_cost_the_same_queries(app, desk, job):
    said = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    job(**failed())
    counts = []
    for more in (0, 2):
        for _ in range(more):
            job(**failed())
        said.clear()
        desk.get(desk.page)
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_every_task_has_words_for_people():
    assert set(WORDS) == {work.__name__ for work, _ in JOBS}
