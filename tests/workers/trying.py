"""A Celery app for the tests of the machinery: real settings and base task, jobs that misbehave."""

import os
import time
from uuid import UUID

from flask import Flask

from assay.core.db import db, flask_config, transaction
from assay.core.settings import Settings
from assay.events.catalogue import DecisionMade
from assay.events.outbox import publish
from workers.base import Hopeless, Later, job, make_celery
from workers.queues import Queue

QUEUE = Queue(name="mark", seconds=10, tries=2)

settings = Settings.from_env()
flask_app = Flask(__name__)
flask_app.config.update(flask_config(settings))
db.init_app(flask_app)
celery = make_celery(settings, flask_app)


def works(_: object, *, opened_id: UUID) -> None:
    """Leaves a trace that can be counted."""
    with transaction():
        publish(DecisionMade(decision_id=opened_id))


def breaks(_: object, *, opened_id: UUID) -> None:
    raise ValueError("the first line\nand another")


def is_hopeless(_: object, *, opened_id: UUID) -> None:
    raise Hopeless("nobody there")


def rests(_: object, *, opened_id: UUID) -> None:
    raise Later("nobody is at home")


def breaks_after_writing(_: object, *, opened_id: UUID) -> None:
    publish(DecisionMade(decision_id=opened_id))
    raise ValueError("nothing of this is kept")


def kills_its_worker(_: object, *, opened_id: UUID) -> None:
    os._exit(9)


def takes_too_long(_: object, *, opened_id: UUID) -> None:
    time.sleep(60)


for work in (
    works, breaks, is_hopeless, rests, breaks_after_writing, kills_its_worker, takes_too_long,
):  # fmt: skip
    job(celery, work, QUEUE, None)
