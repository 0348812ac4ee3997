"""The relay as a process of its own: woken by the outbox, and going on after what it lost."""

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.workers.conftest import process
from workers.relay import AT_MOST, Stop, Stopped, direct, serve

SOON = 2.0
"""Well under the relay's own turns: only the outbox's bell can be so quick."""


@pytest.fixture
def relaying(told):
    with process(told, "workers.relay") as running:
        for line in running.stdout:
            if "listening" in line:
                break
        yield running


def within(seconds, condition):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_an_event_is_carried_at_once(relaying, happens, jobs):
    time.sleep(0.5)
    happens("LetterWritten")
    assert within(SOON, lambda: [job.name for job in jobs.all()] == ["send_letter"])


def test_it_goes_on_after_its_connections_were_cut(relaying, happens, jobs, database):
    with database.begin() as connection:
        connection.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where usename = 'assay_relay' and datname = current_database()"
            )
        )
    happens("LetterWritten")
    assert within(10, lambda: len(jobs.all()) == 1)
    assert relaying.poll() is None


def test_audit_entries_are_sealed(relaying, northwind, database):
    with database.begin() as connection:
        connection.execute(
            text(
                "insert into audit_entries"
                " (organisation_id, id, at, actor_kind, verb, subject_kind, details)"
                " values (:organisation, gen_random_uuid(), now(), 'system', 'test.seal',"
                " 'organisation', '{}')"
            ),
            {"organisation": northwind},
        )

    def sealed():
        with database.connect() as connection:
            return connection.scalar(text("select sequence from audit_entries")) == 1

    assert within(15, sealed)


def test_all_that_wait_are_sealed_in_one_turn(relay, northwind, database):
    """A thousand who start in one minute must not keep the chain waiting for twenty."""
    many = 2 * AT_MOST + 1
    with database.begin() as connection:
        connection.execute(
            text(
                "insert into audit_entries"
                " (organisation_id, id, at, actor_kind, verb, subject_kind, details)"
                " select :organisation, gen_random_uuid(), now(), 'system', 'test.seal',"
                " 'organisation', '{}' from generate_series(1, :many)"
            ),
            {"organisation": northwind, "many": many},
        )
    assert [relay.seal(), relay.seal()] == [many, 0]
    with database.connect() as connection:
        assert connection.scalar(text("select max(sequence) from audit_entries")) == many


def test_without_a_broker_events_wait_and_nothing_is_lost(told, happens, jobs, database):
    event_id = happens("LetterWritten")
    nowhere = replace(told, redis_url="redis://localhost:1/0")
    with process(nowhere, "workers.relay") as running:
        assert within(20, lambda: len(jobs.all()) == 1)
        assert running.poll() is None
    with database.connect() as connection:
        query = text("select sent_at from outbox where id = :id")
        assert connection.scalar(query, {"id": event_id}) is None
    with process(told, "workers.relay"):

        def sent():
            with database.connect() as connection:
                return connection.scalar(query, {"id": event_id}) is not None

        assert within(20, sent)


def test_it_stops_when_told_to(told):
    with process(told, "workers.relay") as running:
        for line in running.stdout:
            if "listening" in line:
                break
        running.terminate()
        assert running.wait(timeout=10) == 0


class Deaf:
    """A relay in whose first step a library swallows what the signal raised."""

    def __init__(self, stop):
        self.stop = stop

    def carry(self):
        with suppress(Stopped):
            self.stop.stop()

    def share_out(self):
        pytest.fail("it went on")


def test_a_signal_that_was_swallowed_still_ends_it(told):
    stop = Stop()
    with pytest.raises(Stopped):
        serve(Deaf(stop), stop, listening=lambda: direct(told))


def test_it_refuses_to_start_without_its_own_role(settings):
    with process(settings, "workers.relay") as running:
        assert running.wait(timeout=20) == 1
        assert "ASSAY_RELAY_DATABASE_URL" in running.stdout.read()
