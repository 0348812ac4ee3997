"""The broker's settings, and JobTask: claim, work in the organisation's scope, keep the outcome."""

import logging
import time
from collections.abc import Callable
from uuid import UUID

from celery import Celery, Task
from flask import Flask

from assay.core import clock, context
from assay.core.db import reading, transaction
from assay.core.settings import Settings
from assay.events import jobs
from assay.tenancy.scope import scope
from workers.pulse import LEASE, pulse
from workers.queues import Queue

log = logging.getLogger("assay.jobs")

REDIS_OPTIONS = {"socket_connect_timeout": 5, "socket_timeout": 30, "socket_keepalive": True}


class Hopeless(Exception):
    """Trying again can't help: the job fails at once, for staff to see."""


class Later(Exception):
    """Not now: the job rests, as often as it is said, and no try of it is counted."""


def make_celery(settings: Settings, flask: Flask | None = None) -> Celery:
    """JSON only, ids only, no results; the truth about every job is in Postgres."""
    celery = Celery("assay", broker=settings.redis_url, set_as_current=False)
    celery.flask = flask
    celery.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        result_expires=None,
        task_acks_late=True,
        worker_prefetch_multiplier=1,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            **REDIS_OPTIONS,
            "global_keyprefix": f"{settings.redis_prefix}:",
            "priority_steps": [0],
            "visibility_timeout": 900,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
        },
        redbeat_redis_url=settings.redis_url,
        redbeat_redis_options=REDIS_OPTIONS,
        redbeat_key_prefix=f"{settings.redis_prefix}:beat:",
        redbeat_lock_timeout=30,
        beat_max_loop_interval=5,
    )
    return celery


class JobTask(Task):  # type: ignore[misc]
    """Called with a job's id and its organisation's; `run` is given the event's ids.

    Whatever `run` raises, the job waits and is tried again, to a limit. It is never a result.
    """

    abstract = True
    limits: Queue

    def __call__(self, *, job_id: str, organisation_id: str) -> None:
        ours = UUID(organisation_id)
        with self.app.flask.app_context(), scope(ours):
            with transaction():
                claim = jobs.claim(
                    UUID(job_id), lease=LEASE, most_tries=self.limits.tries, at=clock.now()
                )
            if claim is not None:
                with context.request(claim.request_id):
                    self._work(claim, ours)

    def _work(self, claim: jobs.Claim, organisation_id: UUID) -> None:
        began = time.monotonic()
        try:
            with pulse(self.app.flask, organisation_id, claim), reading():
                self.run(**{name: UUID(value) for name, value in claim.payload.items()})
        except Later as why:
            with transaction():
                jobs.rest(claim, why, at=clock.now())
            log.info("resting task=%s job=%s because=%s", self.name, claim.job_id, why)
            return
        except Exception as error:
            self._put_off(claim, error)
            return
        with transaction():
            jobs.finish(claim, at=clock.now())
        seconds = time.monotonic() - began
        log.info("done task=%s job=%s seconds=%.3f", self.name, claim.job_id, seconds)

    def _put_off(self, claim: jobs.Claim, error: Exception) -> None:
        most = claim.tries if isinstance(error, Hopeless) else self.limits.tries
        with transaction():
            again = jobs.postpone(claim, error, most_tries=most, at=clock.now())
        log.log(
            logging.WARNING if again else logging.ERROR,
            "%s task=%s job=%s tries=%d",
            "put off" if again else "failed",
            self.name,
            claim.job_id,
            claim.tries,
            exc_info=error,
        )


def job(celery: Celery, work: Callable[..., None], queue: Queue, means: object) -> JobTask:
    """Register a function of its means and an event's ids as the task of its name."""

    def run(**ids: UUID) -> None:
        work(means, **ids)

    task: JobTask = celery.task(
        run,
        name=work.__name__,
        base=JobTask,
        shared=False,
        limits=queue,
        typing=False,
        soft_time_limit=queue.seconds,
        time_limit=queue.seconds + 10,
    )
    return task
