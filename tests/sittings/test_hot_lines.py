"""The save path's own connections: cut ones are made anew, and what can't be reached is told."""

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


def cut(database):
    """End every connection of the application's; how many there were."""
    with database.begin() as connection:
        return connection.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where usename = 'assay_app' and datname = current_database()"
            )
        ).rowcount


def test_a_save_after_its_connection_was_cut_is_kept_once(room, database):
    assert quick(room.settings, room.make_save(1, {"choice": "a"}, at=AT))
    assert cut(database)
    assert quick(room.settings, room.make_save(1, {"choice": "b"}, at=AT, seq=2)).seq == 2
    assert (room.answer(1).value, room.counted()) == ({"choice": "b"}, 2)


def test_a_database_that_is_not_there_is_not_ready(settings):
    nowhere = replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(NotReady):
        hot(nowhere, Statement(name=b"one", sql=b"select 1"), ())


def test_what_takes_too_long_is_not_ready_and_leaves_nothing_behind(settings, database):
    sleeps = Statement(name=b"sleeps", sql=b"select set_config('statement_timeout', '50', false)")
    hot(settings, sleeps, ())
    with pytest.raises(NotReady):
        hot(settings, Statement(name=b"long", sql=b"select pg_sleep(5)"), ())
    assert hot(settings, Statement(name=b"one", sql=b"select 1"), ()) == (b"1",)
    assert cut(database) == 1


def test_a_statement_that_is_wrong_is_our_mistake(settings):
    with pytest.raises(psycopg.errors.DivisionByZero):
        hot(settings, Statement(name=b"wrong", sql=b"select 1 / $1::int"), (b"0",))


def test_letting_go_holds_no_connection(settings, database):
    hot(settings, Statement(name=b"one", sql=b"select 1"), ())
    close_lines()
    assert cut(database) == 0
