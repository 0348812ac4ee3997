"""Instants, and the two ways in which a transaction ends."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import DateTime, select
from sqlalchemy.exc import StatementError

from assay.accounts.models import User
from assay.core import clock
from assay.core.db import Base, Instant, reading, session, transaction


@pytest.fixture(autouse=True)
def inside(app):
    with app.app_context():
        yield


def user(name="ann", **more):
    return User(email=f"{name}@x.example", name=name, fs_uniquifier=uuid4().hex, **more)


def names():
    with reading():
        return sorted(session.scalars(select(User.name)))


def test_an_instant_comes_back_aware_in_utc_and_to_the_microsecond():
    there = datetime(2026, 1, 5, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    with transaction():
        session.add(user(created_at=there))
    with reading():
        (back,) = session.scalars(select(User.created_at))
    assert (back, back.tzinfo) == (there, UTC)


def test_a_naive_instant_is_refused_before_it_is_sent():
    naive = clock.now().replace(tzinfo=None)
    with pytest.raises(StatementError, match="a naive instant"), transaction():
        session.add(user(created_at=naive))
    with pytest.raises(ValueError, match="naive"):
        Instant().process_bind_param(naive, None)


def test_every_instant_of_every_table_is_an_instant():
    bare = [
        str(column)
        for table in Base.metadata.tables.values()
        for column in table.c
        if isinstance(column.type, DateTime) or column.type.python_type is datetime
        if not isinstance(column.type, Instant)
    ]
    assert bare == []


def test_a_transaction_that_ends_well_is_kept():
    with transaction():
        session.add(user())
    assert names() == ["ann"]


def breaks(error):
    session.add(user())
    session.flush()
    raise error


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_a_transaction_that_breaks_leaves_nothing(error):
    with pytest.raises(error), transaction():
        breaks(error)
    assert names() == []


def test_a_transaction_that_can_not_be_committed_leaves_the_session_usable():
    with pytest.raises(Exception, match="uq_users_email"), transaction():
        session.add_all([user(), user()])
    with transaction():
        session.add(user("bea"))
    assert names() == ["bea"]


def test_looking_holds_no_transaction_and_keeps_nothing():
    with reading():
        session.add(user())
        session.flush()
        assert session().in_transaction()
    assert not session().in_transaction()
    assert names() == []


def test_what_was_read_can_still_be_looked_at():
    with transaction():
        session.add(user())
    with reading():
        ann = session.scalars(select(User)).one()
    assert ann.name == "ann"
