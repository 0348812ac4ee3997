"""A job's states as they are claimed, renewed, finished, postponed; no broker, no worker."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.events import jobs
from assay.events.models import Job, OutboxRow
from assay.tenancy.queries import fetch
from assay.tenancy.scope import scope
from tests.tenancy.people import organisations

LEASE, TRIES = timedelta(seconds=60), 3
TICK = timedelta(microseconds=1)


@pytest.fixture
def inside(app, database):
    with app.app_context(), scope(organisations(database, "Northwind")[0]):
        yield


@pytest.fixture
def job(inside):
    """A job that waits; its id."""
    with transaction():
        event = OutboxRow(name="SittingSubmitted", payload={})
        session.add(event)
        session.flush()
        job = Job(event_id=event.id, name="mark_sitting", queue="mark", payload={"a": "b"},
                  request_id="request-1")  # fmt: skip
        session.add(job)
    return job.id


@pytest.fixture
def at(job):
    return clock.now()


def claim(job_id, at):
    with transaction():
        return jobs.claim(job_id, lease=LEASE, most_tries=TRIES, at=at)


def look(job_id):
    with reading():
        job = fetch(Job, job_id)
        return job.state, job.tries, job.error


def test_who_claims_a_job_is_told_what_it_is(job, at):
    told = claim(job, at)
    assert (told.job_id, told.payload, told.request_id, told.tries) == (
        job,
        {"a": "b"},
        "request-1",
        1,
    )
    assert look(job) == ("running", 1, None)


def test_a_job_that_runs_is_nobody_elses_until_its_lease_is_over(job, at):
    claim(job, at)
    assert claim(job, at + LEASE) is None
    assert claim(job, at + LEASE + TICK).tries == 2


def test_a_lease_that_was_renewed_runs_on(job, at):
    first = claim(job, at)
    with transaction():
        jobs.renew(first, lease=LEASE, at=at + LEASE)
    assert claim(job, at + LEASE + TICK) is None


def test_a_job_that_is_not_due_is_not_given(job, at):
    assert claim(job, at - timedelta(hours=1)) is None


def test_a_job_of_nobody_is_not_given(inside):
    assert claim(uuid4(), clock.now()) is None


def test_what_is_done_is_done(job, at):
    with transaction():
        jobs.finish(claim(job, at), at=at)
    assert look(job) == ("done", 1, None)
    assert claim(job, at + timedelta(days=1)) is None


def test_who_lost_the_lease_changes_nothing_any_more(job, at):
    first, second = claim(job, at), claim(job, at + LEASE + TICK)
    with transaction():
        jobs.finish(first, at=at)
        jobs.renew(first, lease=LEASE, at=at)
    assert look(job) == ("running", 2, None)
    with transaction():
        jobs.finish(second, at=at)
    assert look(job) == ("done", 2, None)


def test_what_broke_waits_then_has_failed_with_the_reason(job, at):
    for tries in range(1, TRIES + 1):
        with transaction():
            again = jobs.postpone(claim(job, at), ValueError("no"), most_tries=TRIES, at=at)
        assert again is (tries < TRIES)
        at += timedelta(minutes=1)
    assert look(job) == ("failed", TRIES, "ValueError: no")
    assert claim(job, at + timedelta(days=1)) is None


def test_a_job_that_ends_its_worker_each_time_has_failed(job, at):
    for tries in range(TRIES):
        assert claim(job, at + tries * (LEASE + TICK)) is not None
    assert claim(job, at + TRIES * (LEASE + TICK)) is None
    assert look(job) == ("failed", TRIES, "The worker was ended each time before it finished.")


@given(tries=st.integers(1, 10_000))
def test_each_wait_is_longer_up_to_a_quarter_of_an_hour_and_a_bit(tries):
    wait = min(timedelta(seconds=2 ** min(tries, 30)), jobs.LONGEST_WAIT)
    assert wait <= jobs.back_off(tries) <= wait * 1.25


def test_waits_are_not_all_alike():
    assert len({jobs.back_off(3) for _ in range(20)}) > 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("first\nsecond"), "ValueError: first"),
        (ValueError("\n  \nfirst"), "ValueError: first"),
        (ValueError(), "ValueError"),
        (KeyError("x" * 999), "KeyError: '" + "x" * 289),
    ],
)
def test_an_error_is_told_in_one_short_line(error, said):
    assert jobs.first_line(error) == said
