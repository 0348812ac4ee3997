"""The sweep gives every running sitting back what an outage of ours took, whoever's it is."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from assay.core.db import transaction
from assay.sittings.living import live
from assay.sittings.timing import GRACE
from tests.sittings.situation import AT, HOUR, MINUTE, SECOND, Situation
from tests.workers.test_sweep import states, sweep  # noqa: F401
from workers import tasks

BACK = AT + 24 * MINUTE


@pytest.fixture
def credited(database):
    def credited():
        with database.connect() as connection:
            return sorted(connection.scalars(text("select credited_seconds from sittings")))

    return credited


def was_away(app, start, end):
    with app.app_context():
        for minute in (start, end):
            with transaction():
                live(at=AT + minute * MINUTE)


def test_every_organisations_sittings_are_credited_once(app, sweep, credited):  # noqa: F811
    for _ in range(2):
        with Situation(app) as room:
            room.start(at=AT)
    was_away(app, 20, 24)
    for seconds in (1, 6, 11):
        sweep(BACK + seconds * SECOND)
        assert credited() == [240, 240]


def test_who_began_afterwards_is_not_asked_about(app, sweep, credited):  # noqa: F811
    was_away(app, 20, 24)
    with Situation(app) as room:
        room.start(at=BACK + SECOND)
        sweep(BACK + 6 * SECOND)
        assert credited() == [0]
        assert room.told() == ["SittingStarted"]


def test_whose_end_passed_meanwhile_is_credited_and_not_expired(app, sweep, states, credited):  # noqa: F811
    with Situation(app) as room:
        room.start(at=AT)
    was_away(app, 55, 70)
    over = AT + 70 * MINUTE + SECOND
    assert over > AT + HOUR + GRACE
    sweep(over)
    assert (states(), credited()) == (["started"], [900])


def test_while_the_web_is_away_nobody_expires(app, sweep, states):  # noqa: F811
    """Up to what the policy would give back; a web that never comes back ends them too."""
    with Situation(app) as room:
        room.start(at=AT)
    was_away(app, 54, 54.2)
    sweep(AT + HOUR + GRACE + SECOND)
    assert states() == ["started"]
    sweep(AT + HOUR + timedelta(minutes=30) + GRACE + SECOND)
    assert states() == ["expired"]


def test_one_that_breaks_stops_no_other(app, sweep, credited, monkeypatch):  # noqa: F811
    credit, broken = tasks.extending.credit, []

    def breaks_once(sitting_id, *, at):
        if not broken:
            broken.append(sitting_id)
            raise RuntimeError("this one is broken")
        return credit(sitting_id, at=at)

    for _ in range(2):
        with Situation(app) as room:
            room.start(at=AT)
    was_away(app, 20, 24)
    monkeypatch.setattr(tasks.extending, "credit", breaks_once)
    sweep(BACK + SECOND)
    assert credited() == [0, 240]
    sweep(BACK + 6 * SECOND)
    assert credited() == [240, 240]
