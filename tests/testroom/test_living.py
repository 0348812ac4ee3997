"""The web says that it is there, and goes on saying so after its connection was cut."""

from threading import Event

from sqlalchemy import text

from assay.core import clock
from assay.core.db import reading, session
from assay.sittings.models import HealthBeat, Outage
from assay.testroom import living
from tests.sittings.situation import AT, MINUTE, SECOND
from tests.sittings.test_hot_lines import cut

ONCE = Event()
ONCE.set()


def seen(app):
    with app.app_context(), reading():
        return [row.seen_at for row in session.query(HealthBeat)]


def test_it_says_so_at_once(app):
    with clock.frozen(AT):
        living._live_on(app, ONCE)
    assert seen(app) == [AT]


def test_it_says_so_again_after_the_database_cut_its_connection(app, database):
    with clock.frozen(AT):
        living._live_on(app, ONCE)
    assert cut(database)
    with clock.frozen(AT + 5 * SECOND):
        living._live_on(app, ONCE)
    assert seen(app) == [AT + 5 * SECOND]


def test_what_it_finds_after_a_silence_is_an_outage_and_is_logged(app, caplog):
    for minute in (0, 4):
        with clock.frozen(AT + minute * MINUTE):
            living._live_on(app, ONCE)
    with app.app_context(), reading():
        assert [row.ended_at - row.began_at for row in session.query(Outage)] == [4 * MINUTE]
    assert "we were away seconds=240" in caplog.text


def test_a_sign_that_can_not_be_given_ends_nothing(app, database, caplog):
    """The table is not there; the next sign comes when it is."""
    with database.begin() as connection:
        connection.execute(text("alter table health_beats rename to gone"))
    try:
        with clock.frozen(AT):
            living._live_on(app, ONCE)
    finally:
        with database.begin() as connection:
            connection.execute(text("alter table gone rename to health_beats"))
    assert "no sign of life could be given" in caplog.text
    with clock.frozen(AT):
        living._live_on(app, ONCE)
    assert seen(app) == [AT]
