"""A sitting whose grace has passed is expired by the sweep, whoever's it is, and only then."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from assay.core import clock
from assay.core.errors import Unscoped
from assay.sittings.timing import GRACE
from tests.sittings.situation import AT, HOUR, Situation
from workers import tasks

OVER = AT + HOUR + GRACE + timedelta(seconds=1)


@pytest.fixture
def sweep(app, told):
    """sweep(at): as a worker of the sweep's group does it; how many were due."""

    def inside(at):
        with app.app_context(), clock.frozen(at):
            return tasks.sweep_overdue(SimpleNamespace(settings=told))

    def sweep(at):
        with ThreadPoolExecutor(1) as elsewhere:
            return elsewhere.submit(inside, at).result()

    return sweep


@pytest.fixture
def states(database):
    def states():
        with database.connect() as connection:
            return sorted(connection.scalars(text("select state from sittings")))

    return states


def test_an_overdue_sitting_expires(app, sweep, states):
    with Situation(app) as room:
        room.start(at=AT)
        assert sweep(OVER) == 1
        assert states() == ["expired"]
        assert sorted(room.told()) == ["SittingExpired", "SittingStarted"]


def test_it_is_not_touched_within_the_grace(app, sweep, states):
    with Situation(app) as room:
        room.start(at=AT)
        assert sweep(AT + HOUR + GRACE) == 0
        assert states() == ["started"]


def test_sweeping_again_finds_nothing(app, sweep):
    with Situation(app) as room:
        room.start(at=AT)
        assert [sweep(OVER), sweep(OVER)] == [1, 0]


def test_every_organisation_is_swept_and_one_that_breaks_stops_no_other(
    app, sweep, states, monkeypatch
):
    expire = tasks.sittings.expire
    broken = []

    def breaks_once(sitting_id, *, at):
        if not broken:
            broken.append(sitting_id)
            raise RuntimeError("this one is broken")
        return expire(sitting_id, at=at)

    for _ in range(2):
        with Situation(app) as room:
            room.start(at=AT)
    monkeypatch.setattr(tasks.sittings, "expire", breaks_once)
    assert sweep(OVER) == 2
    assert states() == ["expired", "started"]
    assert sweep(OVER) == 1
    assert states() == ["expired", "expired"]


def test_a_worker_without_the_relays_role_can_not_sweep(app, settings):
    with app.app_context(), pytest.raises(Unscoped):
        tasks.sweep_overdue(SimpleNamespace(settings=settings))
