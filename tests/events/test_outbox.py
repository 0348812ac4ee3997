"""publish(): one row in the same transaction as the change it tells of, or none."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from assay.core import clock, context
from assay.core.db import reading, session, transaction
from assay.events import post
from assay.events.catalogue import CATALOGUE, DecisionMade, Event, LetterWritten, SittingStarted
from assay.events.models import OutboxRow
from assay.events.outbox import publish
from assay.tenancy.scope import every_organisation, scope
from tests.tenancy.people import candidate, organisations


@pytest.fixture
def pairing(app, database):
    with app.app_context():
        yield organisations(database, "Northwind", "Bluefjord")


def told():
    with reading():
        return list(session.scalars(select(OutboxRow).order_by(OutboxRow.written_at)))


def test_an_event_is_kept_with_the_change(pairing):
    decision_id, at = uuid4(), clock.now()
    with scope(pairing[0]):
        with context.request("request-1"), clock.frozen(at), transaction():
            session.add(candidate("Ada"))
            publish(DecisionMade(decision_id=decision_id))
        (row,) = told()
        assert (row.name, row.payload) == ("DecisionMade", {"decision_id": str(decision_id)})
        assert (row.request_id, row.written_at, row.sent_at) == ("request-1", at, None)


def breaks_after_publishing():
    publish(LetterWritten(letter_id=uuid4()))
    session.flush()
    raise ZeroDivisionError


def test_an_event_goes_with_the_change_that_did_not_happen(pairing):
    with scope(pairing[0]):
        with pytest.raises(ZeroDivisionError), transaction():
            breaks_after_publishing()
        assert told() == []


def test_several_events_of_one_transaction_are_all_there(pairing):
    with scope(pairing[0]):
        with transaction():
            for _ in range(3):
                publish(SittingStarted(sitting_id=uuid4()))
        assert len({row.id for row in told()}) == 3


def test_an_event_belongs_to_the_organisation_in_which_it_happened(pairing):
    with scope(pairing[0]), transaction():
        publish(SittingStarted(sitting_id=uuid4()))
    with scope(pairing[1]):
        assert told() == []


def test_the_bell_is_rung_once_the_change_is_there_and_not_before(pairing, database):
    raw = database.raw_connection()
    raw.driver_connection.autocommit = True
    raw.driver_connection.execute("listen assay_outbox")
    with scope(pairing[0]), transaction():
        publish(SittingStarted(sitting_id=uuid4()))
        session.flush()
        assert list(raw.driver_connection.notifies(timeout=0)) == []
    (bell,) = raw.driver_connection.notifies(timeout=5, stop_after=1)
    assert bell.payload == "", "it carries nothing"
    raw.driver_connection.execute("unlisten *")
    raw.invalidate()
    raw.close()


def test_every_kind_of_event_is_in_the_catalogue():
    assert set(CATALOGUE.values()) == set(Event.__subclasses__())
    assert all(name == kind.__name__ for name, kind in CATALOGUE.items())


def test_events_do_not_change():
    event = LetterWritten(letter_id=uuid4())
    with pytest.raises(AttributeError):
        event.letter_id = uuid4()


def test_the_application_takes_no_event_back(pairing):
    with scope(pairing[0]), transaction():
        publish(SittingStarted(sitting_id=uuid4()))
    for change in ("delete from outbox", "update outbox set sent_at = now()"):
        with pytest.raises(Exception, match="permission denied"), scope(pairing[0]), transaction():
            session.execute(text(change))


def test_what_is_only_news_is_told_and_asks_for_no_job(pairing, settings, roles):
    sitting_id = uuid4()
    with scope(pairing[0]), transaction():
        publish(SittingStarted(sitting_id=sitting_id))
    relays = replace(settings, relay_database_url=roles.relay)
    with every_organisation(relays, why="a test of the outbox") as connection:
        keys, errands, news = post.take(
            connection, {}, live={"SittingStarted"}, at_most=10, at=clock.now()
        )
    assert (len(keys), errands) == (1, [])
    assert [one.payload for one in news] == [{"sitting_id": str(sitting_id)}]
