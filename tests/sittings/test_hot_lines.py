"""The save path's own connections: cut ones are made anew, and what can't be reached is told."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import text

from assay.core.errors import NotReady
from assay.core.hot import Statement, close_lines, hot
from assay.sittings.saving import quick
from tests.sittings.situation import AT, Situation


@pytest.fixture
def room(app):
    with Situation(app) as room:
        room.start(at=AT)
        yield room


OPEN = "from pg_stat_activity where usename = 'assay_app' and datname = current_database()"


def cut(database):
    """End every connection of the application's; how many there were."""
    with database.begin() as connection:
        return connection.execute(text(f"select pg_terminate_backend(pid) {OPEN}")).rowcount


@pytest.fixture
def alone(database):
    """No connection of another test's is open."""
    cut(database)
    until_open(database, 0)


def until_open(database, count):
    """A server's process ends a moment after its client has left."""
    deadline = time.monotonic() + 10
    with database.connect() as connection:
        while (still := connection.scalar(text(f"select count(*) {OPEN}"))) != count:
            assert time.monotonic() < deadline, f"{still} are open, not {count}"
            connection.rollback()


def until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline


def test_a_save_after_its_connection_was_cut_is_kept_once(room, database):
    assert quick(room.settings, room.make_save(1, {"choice": "a"}, at=AT))
    assert cut(database)
    assert quick(room.settings, room.make_save(1, {"choice": "b"}, at=AT, seq=2)).seq == 2
    assert (room.answer(1).value, room.counted()) == ({"choice": "b"}, 2)


def test_a_database_that_is_not_there_is_not_ready(settings):
    nowhere = replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(NotReady):
        hot(nowhere, Statement(name=b"one", sql=b"select 1"), ())


@pytest.mark.usefixtures("alone")
def test_what_takes_too_long_is_not_ready_and_leaves_nothing_behind(settings, database):
    sleeps = Statement(name=b"sleeps", sql=b"select set_config('statement_timeout', '50', false)")
    hot(settings, sleeps, ())
    with pytest.raises(NotReady):
        hot(settings, Statement(name=b"long", sql=b"select pg_sleep(5)"), ())
    assert hot(settings, Statement(name=b"one", sql=b"select 1"), ()) == (b"1",)
    until_open(database, 1)


def test_a_statement_that_is_wrong_is_our_mistake(settings):
    with pytest.raises(psycopg.errors.DivisionByZero):
        hot(settings, Statement(name=b"wrong", sql=b"select 1 / $1::int"), (b"0",))


@pytest.mark.usefixtures("alone")
def test_letting_go_holds_no_connection(settings, database):
    hot(settings, Statement(name=b"one", sql=b"select 1"), ())
    until_open(database, 1)
    close_lines()
    until_open(database, 0)


@pytest.mark.usefixtures("alone")
def test_what_was_asked_wrongly_leaves_no_connection_behind(settings, database):
    with pytest.raises((TypeError, AttributeError)):
        hot(settings, Statement(name=b"one", sql=b"select $1::text"), (object(),))
    until_open(database, 0)


WAITS = Statement(name=b"waits", sql=b"select pg_advisory_lock_shared(4711)")
WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted"


@pytest.mark.usefixtures("alone")
def test_a_connection_that_is_in_use_while_all_are_let_go_of_is_closed_in_the_end(
    settings, database
):
    """A server's last thread may end after the others: nobody would close what it puts back."""
    with database.connect() as held, ThreadPoolExecutor(1) as beside:
        held.execute(text("select pg_advisory_lock(4711)"))
        asked = beside.submit(hot, settings, WAITS, ())
        until(lambda: held.scalar(text(WAITING)) == 1)
        close_lines()
        held.execute(text("select pg_advisory_unlock(4711)"))
        asked.result(10)
    until_open(database, 0)
