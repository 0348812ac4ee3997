"""From the outbox to a finished job, and every mishap on the way; real broker, real worker."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
import redis
from sqlalchemy import text

from assay.core import clock
from assay.core.db import transaction
from assay.events import post
from assay.events.jobs import claim
from assay.tenancy.scope import scope
from workers.pulse import EACH, LEASE


@pytest.fixture
def traces(database):
    """traces(): how often `works` did its work."""

    def count():
        with database.connect() as connection:
            query = text("select count(*) from outbox where name = 'DecisionMade'")
            return connection.scalar(query)

    return count


def test_an_event_becomes_a_job_and_the_job_is_done(relay, worker, happens, jobs, database):
    happens("OrganisationOpened")
    with worker():
        assert relay.carry() == 1
        job = jobs.wait("works", "done")
    assert (job.tries, job.error, job.leased_until) == (1, None, None)
    assert job.request_id == "request-1"


def test_an_event_is_stamped_only_after_the_broker_took_it(relay, happens, database, monkeypatch):
    happens("OrganisationOpened")

    def refuse(errands):
        raise ConnectionError("no broker")

    with monkeypatch.context() as broken:
        broken.setattr(relay, "_send", refuse)
        with pytest.raises(ConnectionError):
            relay.carry()
    with database.connect() as connection:
        assert connection.scalar(text("select count(*) from outbox where sent_at is null")) == 1
    assert relay.carry() == 1
    assert relay.carry() == 0


def test_carrying_twice_writes_one_job(relay, happens, jobs, database):
    happens("OrganisationOpened")
    relay.carry()
    with database.begin() as connection:
        connection.execute(text("update outbox set sent_at = null"))
    relay.carry()
    assert [job.name for job in jobs.all()] == ["works"]


def test_an_event_that_nobody_waits_for_is_carried_too(relay, happens, jobs):
    happens("DecisionMade")
    assert relay.carry() == 1
    assert jobs.all() == []


def test_a_second_delivery_of_a_done_job_does_nothing(relay, worker, happens, jobs, traces):
    happens("OrganisationOpened")
    with worker():
        relay.carry()
        done = jobs.wait("works", "done")
        errand = post.Errand(done.organisation_id, done.id, "works", "mark")
        relay._send([errand, errand])
        happens("MemberAdded")
        relay.carry()
        jobs.wait("breaks", "waiting", meanwhile=relay.carry)
        after = jobs.one("works")
    assert (after.tries, after.finished_at) == (done.tries, done.finished_at)
    assert traces() == 1


def test_what_breaks_waits_longer_and_then_has_failed(relay, worker, happens, jobs):
    happens("MemberAdded")
    with worker():
        relay.carry()
        first = jobs.wait("breaks", "failed", meanwhile=relay.resend)
    assert first.error == "ValueError: the first line"
    assert first.tries == 2


def test_a_back_off_lies_in_the_future(relay, worker, happens, jobs):
    happens("MemberAdded")
    with worker():
        relay.carry()
        while (job := jobs.one("breaks")).tries == 0 or job.state == "running":
            pass
    assert job.state == "waiting"
    assert 2 <= (job.due_at - job.started_at).total_seconds() < 3


def test_what_is_hopeless_fails_at_once(relay, worker, happens, jobs):
    happens("LetterWritten")
    with worker():
        relay.carry()
        job = jobs.wait("is_hopeless", "failed")
    assert (job.tries, job.error) == (1, "Hopeless: nobody there")


def test_what_is_to_rest_waits_and_no_try_is_counted(relay, worker, happens, jobs):
    happens("MemberInvited")
    with worker():
        relay.carry()
        job = jobs.wait("rests", "waiting", until=lambda job: job.error)
        assert (job.tries, job.error) == (0, "Later: nobody is at home")
        assert (job.due_at - job.started_at).total_seconds() >= 15 * 60
        for _ in range(2):  # as often as there are tries
            jobs.change("due_at = now(), error = null")
            relay.resend()
            job = jobs.wait("rests", "waiting", until=lambda job: job.error)
    assert job.tries == 0


def test_nothing_of_a_broken_job_is_kept(relay, worker, happens, jobs, database):
    happens("AssessmentPublished")
    with worker():
        relay.carry()
        jobs.wait("breaks_after_writing", "failed", meanwhile=relay.resend)
    with database.connect() as connection:
        assert connection.scalar(text("select count(*) from outbox")) == 1


def test_a_job_that_ends_its_worker_is_tried_again_and_then_has_failed(
    relay, worker, happens, jobs
):
    happens("CandidateInvited")

    def expire():
        jobs.change("leased_until = now() - interval '1 second' where state = 'running'")
        relay.resend()

    with worker():
        relay.carry()
        job = jobs.wait("kills_its_worker", "failed", meanwhile=expire)
    assert job.tries == 2
    assert "ended" in job.error


def test_a_lease_is_renewed_while_the_work_goes_on(relay, worker, happens, jobs):
    happens("InvitationWithdrawn")
    with worker():
        relay.carry()
        first = jobs.wait("takes_too_long", "running").leased_until
        assert timedelta(0) < first - clock.now() <= LEASE
        while (job := jobs.one("takes_too_long")).leased_until == first:
            time.sleep(0.05)
    assert job.state == "running"
    assert job.leased_until - first >= timedelta(seconds=EACH - 1)


def test_jobs_survive_a_broker_that_was_wiped(relay, worker, told, happens, jobs):
    for _ in range(3):
        happens("OrganisationOpened")
    relay.carry()
    broker = redis.Redis.from_url(told.redis_url)
    broker.delete(*broker.keys(f"{told.redis_prefix}:*"))
    assert {job.state for job in jobs.all()} == {"waiting"}
    jobs.change("leased_until = now() - interval '1 second'")
    with worker():
        assert relay.resend() == 3
        while {job.state for job in jobs.all()} != {"done"}:
            pass


def test_who_waits_in_a_busy_queue_is_not_sent_again(relay, happens, jobs):
    happens("OrganisationOpened")
    relay.carry()
    jobs.change("leased_until = now() - interval '1 second'")
    assert relay.resend() == 0
    jobs.change("leased_until = now() - interval '11 minutes'")
    assert relay.resend() == 1


def test_the_app_can_not_reach_another_organisations_jobs(relay, happens, jobs, app, northwind):
    happens("OrganisationOpened")
    relay.carry()
    job_id = jobs.one("works").id
    terms = {"lease": LEASE, "most_tries": 3, "at": clock.now()}
    with app.app_context():
        with scope(uuid4()), transaction():
            assert claim(job_id, **terms) is None
        with scope(northwind), transaction():
            assert claim(job_id, **terms) is not None
