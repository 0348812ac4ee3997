"""A relay of this test, and real worker processes beside it."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import text

from assay.core.db import engine_for
from assay.events import post
from workers.base import make_celery
from workers.mail import SmtpMailer
from workers.relay import Relay

ROOT = Path(__file__).parents[2]
ROUTES = {
    "OrganisationOpened": "works",
    "MemberAdded": "breaks",
    "LetterWritten": "is_hopeless",
    "MemberInvited": "rests",
    "AssessmentPublished": "breaks_after_writing",
    "CandidateInvited": "kills_its_worker",
    "InvitationWithdrawn": "takes_too_long",
}
"""Which event asks for which of trying.py's jobs."""


@pytest.fixture
def told(settings, roles):
    """Settings with the relay's role, and a broker's corner of this test's own."""
    prefix = f"{settings.redis_prefix}.{uuid4().hex[:8]}"
    return replace(settings, relay_database_url=roles.relay, redis_prefix=prefix)


@pytest.fixture
def relay(told, cleared):
    routes = {event: [post.Asked(task, "mark")] for event, task in ROUTES.items()}
    celery = make_celery(told)
    yield Relay(told, celery, routes)
    celery.close()
    engine_for(told.relay_database_url).dispose()


@pytest.fixture
def northwind(database, cleared):
    """An organisation's id."""
    organisation_id = uuid4()
    with database.begin() as connection:
        connection.execute(
            text(
                "insert into organisations (id, name, slug, time_zone, opened_at)"
                " values (:id, 'Northwind', 'northwind', 'UTC', now())"
            ),
            {"id": organisation_id},
        )
    return organisation_id


@pytest.fixture
def happens(database, northwind):
    """happens("MemberAdded"): an event in the outbox; its id."""

    def happens(name: str) -> UUID:
        event_id = uuid4()
        with database.begin() as connection:
            connection.execute(
                text(
                    "insert into outbox"
                    " (organisation_id, id, name, payload, request_id, written_at)"
                    " values (:organisation, :id, :name,"
                    " jsonb_build_object('opened_id', cast(:id as text)), 'request-1', now())"
                ),
                {"organisation": northwind, "id": event_id, "name": name},
            )
        return event_id

    return happens


class Jobs:
    """The jobs as they stand in the database."""

    def __init__(self, database):
        self.database = database

    def all(self):
        with self.database.connect() as connection:
            return connection.execute(text("select * from jobs order by due_at, id")).all()

    def one(self, name):
        (job,) = [job for job in self.all() if job.name == name]
        return job

    def wait(self, name, state, seconds=20.0, meanwhile=lambda: None, until=lambda job: True):
        """The job once it is in this state, and what `until` says of it holds."""
        deadline = time.monotonic() + seconds
        while (job := self.one(name)).state != state or not until(job):
            assert time.monotonic() < deadline, f"{name} is {job.state}: {job.error}"
            meanwhile()
            time.sleep(0.05)
        return job

    def change(self, sql, **values):
        with self.database.begin() as connection:
            connection.execute(text(f"update jobs set {sql}"), values)


@pytest.fixture
def jobs(database):
    return Jobs(database)


@contextmanager
def process(settings, *arguments):
    """`python -m …` with these settings; its output is told where it is not ready in time."""
    told = {
        f"ASSAY_{name.upper()}": str(value) for name, value in asdict(settings).items() if value
    }
    path = os.pathsep.join([str(ROOT / "platform"), str(ROOT)])
    running = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **told, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield running
    finally:
        running.terminate()
        running.communicate(timeout=20)


@pytest.fixture
def worker(told):
    """worker(): starts a Celery worker for trying.py's jobs and ends it after the test."""

    @contextmanager
    def start(app="tests.workers.trying", queues="mark"):
        options = ["--concurrency", "1", "--without-gossip", "--without-mingle", "-l", "INFO"]
        with process(told, "celery", "-A", app, "worker", "-Q", queues, *options) as running:
            seen = []
            for line in running.stdout:
                seen.append(line)
                if " ready." in line:
                    break
            else:
                pytest.fail("".join(seen)[-3000:])
            yield running

    return start


class Sink:
    def __init__(self, answer="250 OK"):
        self.answer, self.taken, self.kept = answer, "250 OK", []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if not self.answer.startswith("250"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.kept.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return self.taken


@pytest.fixture
def smtp():
    sinks = []

    def start(answer="250 OK"):
        sink = Sink(answer)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        server = Controller(sink, hostname="127.0.0.1", port=port)
        server.start()
        sinks.append(server)
        return sink, SmtpMailer(
            url=f"smtp://127.0.0.1:{port}", mail_from="Assay <assay@assay.test>"
        )

    yield start
    for server in sinks:
        server.stop()
