"""The clock's task writes down whether code can be run, for those who may not ask the runner."""

import pytest

from assay.bank import queries
from assay.bank.runner import NoneHere
from assay.core import clock
from assay.core.db import reading
from workers import tasks
from workers.means import Means
from workers.sandbox.fake import FakeRunner
from workers.schedule import SCHEDULE


@pytest.fixture
def means(settings):
    return Means(
        settings=settings, mailer=None, sealer=None, blobs=None, printed=None,
        runner=FakeRunner(settings=settings),
    )  # fmt: skip


def told(app):
    with app.app_context(), reading():
        return queries.capability(at=clock.now())


def look(app, means):
    """As the clock has it done: for no organisation."""
    with app.app_context():
        tasks.look_at_runner(means)


def test_what_the_runner_says_is_there_for_everybody(app, cleared, means):
    assert not told(app).available
    look(app, means)
    assert (told(app).available, told(app).engine) == (True, "fake")
    means.runner.absent = "the socket is gone"
    look(app, means)
    assert (told(app).available, told(app).reason) == (False, "the socket is gone")


def test_a_place_without_a_runner_says_so(app, cleared, settings):
    look(app, Means(settings=settings, mailer=None, sealer=None, blobs=None, printed=None))
    assert (told(app).available, told(app).reason) == (False, NoneHere.reason)


def test_it_is_looked_at_more_often_than_its_word_counts():
    assert SCHEDULE["look_at_runner"]["schedule"] * 4 < queries.FRESH
