"""The hot path stays hot: one statement, no ORM, no user read, an index for each of its reads."""

import psycopg
from sqlalchemy import event

from assay.core.db import db
from assay.sittings.saving import quick
from tests.sittings.situation import AT, Situation


def test_a_save_is_one_statement_outside_the_session(app):
    with Situation(app) as room:
        room.start(at=AT)
        save = room.make_save(1, {"choice": "a"}, at=AT)
        said = []
        event.listen(db.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
        assert quick(room.settings, save) is not None
        assert said == []


def test_the_function_runs_with_the_callers_rights(app):
    with Situation(app) as room:
        url = room.settings.database_url.replace("postgresql+psycopg:", "postgresql:")
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "select prosecdef, provolatile from pg_proc where proname = 'assay_save_answer'"
            ).fetchone()
    assert row == (False, "v")
