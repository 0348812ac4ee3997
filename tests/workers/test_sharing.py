"""Of a shared queue each organisation has its part at the broker; the rest waits in Postgres."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from assay.core import clock
from assay.core.db import transaction
from assay.events.jobs import claim, finish, postpone
from assay.tenancy.scope import scope
from workers.queues import SHARES

SHARE = 3


@pytest.fixture
def sent(relay, monkeypatch):
    """The errands that the broker was given."""
    monkeypatch.setattr("workers.relay.SHARES", {"mark": SHARE})
    sent, send = [], relay._send

    def note(errands):
        sent.extend(errands)
        send(errands)

    monkeypatch.setattr(relay, "_send", note)
    return sent


@pytest.fixture
def events(database, northwind):
    """events(organisation, n): n events that each ask for a job, one after another."""

    def events(organisation_id, number):
        with database.begin() as connection:
            for _ in range(number):
                connection.execute(
                    text(
                        "insert into outbox (organisation_id, id, name, payload, written_at) values"
                        " (:organisation, gen_random_uuid(), 'OrganisationOpened', '{}', now())"
                    ),
                    {"organisation": organisation_id},
                )

    return events


@pytest.fixture
def bluefjord(database, northwind):
    organisation_id = uuid4()
    with database.begin() as connection:
        connection.execute(
            text(
                "insert into organisations (id, name, slug, time_zone, opened_at)"
                " values (:id, 'Bluefjord', 'bluefjord', 'UTC', now())"
            ),
            {"id": organisation_id},
        )
    return organisation_id


def handed(sent):
    return Counter(errand.organisation_id for errand in sent)


def taken(job_id):
    return claim(job_id, lease=timedelta(seconds=15), most_tries=8, at=clock.now())


def done(app, errand):
    """As its worker would: claimed and finished."""
    with app.app_context(), scope(errand.organisation_id):
        with transaction():
            claimed = claim(
                errand.job_id, lease=timedelta(seconds=15), most_tries=8, at=clock.now()
            )
        with transaction():
            finish(claimed, at=clock.now())


def test_who_has_much_does_not_stand_before_who_comes_later(
    relay, sent, events, northwind, bluefjord
):
    events(northwind, 10)
    events(bluefjord, 2)
    relay.carry()
    assert sent == []
    assert relay.share_out() == SHARE + 2
    assert handed(sent) == {northwind: SHARE, bluefjord: 2}


def test_the_first_of_each_goes_before_the_second_of_any(relay, sent, events, northwind, bluefjord):
    events(northwind, 3)
    events(bluefjord, 2)
    relay.carry()
    relay.share_out()
    order = [errand.organisation_id for errand in sent]
    assert [set(order[:2]), set(order[2:4]), order[4:]] == [
        {northwind, bluefjord}, {northwind, bluefjord}, [northwind],
    ]  # fmt: skip


def test_nothing_more_is_handed_over_until_something_is_done(app, relay, sent, events, northwind):
    events(northwind, 10)
    relay.carry()
    relay.share_out()
    assert relay.share_out() == 0
    assert relay.resend() == 0, "what waits here is not lost"
    for errand in sent[:2]:
        done(app, errand)
    assert relay.share_out() == 2
    assert len({errand.job_id for errand in sent}) == SHARE + 2


def test_a_job_that_was_put_off_makes_room_and_comes_back_when_it_is_due(
    app, relay, sent, events, northwind
):
    events(northwind, SHARE + 1)
    relay.carry()
    relay.share_out()
    first = sent[0]
    with app.app_context(), scope(northwind):
        with transaction():
            claimed = taken(first.job_id)
        with transaction():
            postpone(claimed, ValueError("no runner"), most_tries=8, at=clock.now())
    assert relay.share_out() == 1
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert relay.share_out() == 0, "its share is full again"
        for errand in sent[1:]:
            done(app, errand)
        assert relay.share_out() == 1
    assert sent[-1] == first


def test_what_the_broker_lost_is_handed_over_again(relay, sent, events, northwind):
    events(northwind, SHARE + 1)
    relay.carry()
    relay.share_out()
    relay.celery.connection_for_write().default_channel.queue_purge("mark")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert relay.resend() == SHARE
    assert {errand.job_id for errand in sent[:SHARE]} == {errand.job_id for errand in sent[SHARE:]}


def test_other_queues_are_handed_over_at_once(relay, sent, events, northwind, monkeypatch):
    monkeypatch.setattr("workers.relay.SHARES", {"code": SHARE})
    events(northwind, 10)
    relay.carry()
    assert handed(sent) == {northwind: 10}


def test_code_and_what_takes_long_is_shared():
    assert SHARES.keys() == {"code", "trial", "prove", "invite", "bulk"}
