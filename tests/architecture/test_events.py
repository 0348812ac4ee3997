"""Every event's ids are what the tasks that it asks for are called with; every task is there."""

import inspect
from dataclasses import fields
from uuid import UUID

import pytest

from assay.events.catalogue import CATALOGUE
from workers.base import JobTask, make_celery
from workers.routes import ROUTES
from workers.schedule import SCHEDULE
from workers.tasks import JOBS, register

TASKS = {work.__name__: work for work, _ in JOBS}
ROADS = [(event, route) for event, routes in ROUTES.items() for route in routes]


@pytest.fixture
def celery(settings):
    celery = make_celery(settings)
    register(celery, means=None)
    yield celery
    celery.close()


@pytest.mark.parametrize("event", CATALOGUE.values(), ids=CATALOGUE)
def test_an_event_holds_ids_only(event):
    assert {field.type for field in fields(event)} == {UUID}


@pytest.mark.parametrize(
    ("event", "route"), ROADS, ids=[f"{event.__name__}-{route.task}" for event, route in ROADS]
)
def test_a_task_is_called_with_its_events_ids(event, route):
    _, *asked = inspect.signature(TASKS[route.task]).parameters.values()
    assert {one.kind for one in asked} == {inspect.Parameter.KEYWORD_ONLY}
    assert {one.name for one in asked} == {field.name for field in fields(event)}
    assert {one.annotation for one in asked} == {UUID}


def test_a_task_waits_in_one_queue_whoever_asks_for_it():
    kept = {work.__name__: queue for work, queue in JOBS}
    assert {route.task: route.queue for _, route in ROADS} == kept


def test_every_task_that_is_asked_for_is_registered_as_a_job(celery):
    asked = {route.task for _, route in ROADS}
    jobs = {name for name, task in celery.tasks.items() if isinstance(task, JobTask)}
    assert jobs == asked


def test_every_task_of_the_clock_is_registered(celery):
    assert {entry["task"] for entry in SCHEDULE.values()} <= set(celery.tasks)
