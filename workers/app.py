"""Composition root of the workers: Flask app, Celery app, and the real Mailer, Press and Blobs."""

from logging.config import dictConfig
from typing import Any

from celery.signals import celeryd_after_setup, setup_logging, worker_process_init, worker_ready

from assay.app import create_app
from assay.core import logs
from assay.core.db import close_pools, db
from assay.core.settings import Settings
from assay.tenancy.scope import current
from workers import tasks
from workers.base import make_celery
from workers.mail import SmtpMailer
from workers.means import Means, Printed
from workers.queues import CODE, REPORT
from workers.sandbox.client import RunnerClient
from workers.schedule import SCHEDULE

settings = Settings.from_env()


def printed(html: str, result: bytes) -> Printed:
    """HTML to a signed PDF. What it needs is big: only who prints loads it."""
    from workers.press import print_signed

    return Printed(*print_signed(html, result, settings.key_folder))


def organisation() -> str:
    """Whose turn it is at the runner: that of the organisation whose job this is."""
    return str(current())


flask_app = create_app(settings)
celery = make_celery(settings, flask_app)
celery.conf.beat_schedule = SCHEDULE
parts = flask_app.extensions["assay"]
tasks.register(
    celery,
    Means(
        settings=settings,
        mailer=SmtpMailer(url=settings.smtp_url, mail_from=settings.mail_from),
        sealer=parts.sealer,
        blobs=parts.blobs,
        printed=printed,
        runner=RunnerClient(path=settings.runner_socket, queue=organisation),
        trials=RunnerClient(path=settings.runner_socket, queue=organisation, priority="visible"),
    ),
)


@setup_logging.connect(weak=False)  # type: ignore[untyped-decorator]
def _write_lines_of_json(**_: Any) -> None:
    """In place of Celery's own ways of logging."""
    dictConfig(logs.config())


@celeryd_after_setup.connect(weak=False)  # type: ignore[untyped-decorator]
def _load_the_press(instance: Any, **_: Any) -> None:
    """Once before the fork, and only where reports are made."""
    if REPORT.name in instance.app.amqp.queues:
        from workers import fonts, press

        fonts.faces()
        worker_process_init.connect(lambda **_: press.warm(), weak=False)


@worker_ready.connect(weak=False)  # type: ignore[untyped-decorator]
def _look_at_the_runner(sender: Any, **_: Any) -> None:
    """At once, and not only when the clock says so: until then nobody may ask for code."""
    if CODE.name in sender.app.amqp.queues:
        sender.app.send_task("look_at_runner", queue=CODE.name)


@worker_process_init.connect(weak=False)  # type: ignore[untyped-decorator]
def _own_connections(**_: Any) -> None:
    """A forked child keeps none of its parent's connections."""
    with flask_app.app_context():
        db.engine.dispose(close=False)
    close_pools()
