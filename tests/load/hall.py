"""A durable installation with many candidates in it, and servers to measure beside its own."""

import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from assay.app import create_app
from assay.core import clock
from assay.core.settings import Settings
from assay.core.signing import Signer
from tests.sittings.situation import CONTENTS, HOUR, Situation
from tools.children import Child
from tools.services import Part
from tools.stack import Stack, free_port

COPY = """
with people as (
    insert into candidates (organisation_id, id, name, email, time_zone, created_at)
    select :o, gen_random_uuid(), 'Candidate ' || n, 'c' || n || '@x.example', 'UTC', now()
      from generate_series(1, :many) n
    returning id
)
insert into invitations (organisation_id, id, candidate_id, assessment_version_id, paper_id,
                         invited_by, invited_at, start_by)
select :o, gen_random_uuid(), people.id, i.assessment_version_id, i.paper_id, i.invited_by, now(),
       now() + interval '1 day'
  from people cross join invitations i where i.id = :invitation
returning id
"""
BEGIN = """
insert into sittings (organisation_id, id, invitation_id, paper_id, state, started_at, ends_at,
                      next_check_at, limit_seconds, extra_seconds, grace_seconds, generation,
                      flagged)
select organisation_id, gen_random_uuid(), id, paper_id, 'started', now(),
       now() + interval '1 hour', now() + interval '1 hour 30 seconds', 3600, 0, 30, 1, '{}'
  from invitations where id = any(:invitations)
returning id
"""
ENTRANCE = """
insert into entrances (organisation_id, purpose, digest, subject_id)
select :o, 'sit', sha256(convert_to(subject::text, 'UTF8')), subject
  from unnest(cast(:invitations as uuid[])) subject
"""
Contents = list[tuple[str, dict[str, Any], dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Seat:
    organisation_id: UUID
    sitting_id: UUID
    cookie: str


@dataclass
class Hall:
    stack: Stack
    app: Flask = field(init=False)
    database: sa.Engine = field(init=False)
    others: list[Child] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.settings = Settings.from_env(self.stack.environment(Part.APP))
        self.app = create_app(self.settings)
        url = self.stack.services.own_postgres.superuser_url("assay")
        self.database = sa.create_engine(url, pool_pre_ping=True)

    @property
    def postgres_pid(self) -> int:
        file = self.stack.services.own_postgres.data / "postmaster.pid"
        return int(file.read_text().split()[0])

    def run(self, sql: str, **values: Any) -> list[Any]:
        """As one who sees everything."""
        with self.database.begin() as connection:
            done = connection.execute(sa.text(sql), values)
            return list(done) if done.returns_rows else []

    def run_all(self, steps: Sequence[str], **values: Any) -> None:
        """One after the other in one transaction; each takes the values that it names."""
        with self.database.begin() as connection:
            for sql in steps:
                connection.execute(sa.text(sql), values)

    def vacuum(self) -> None:
        """What Postgres does by itself in time: it knows how many rows there are of what."""
        with self.database.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(sa.text("vacuum (analyze)"))

    def invited(self, many: int, *, contents: Contents = CONTENTS) -> list[UUID]:
        """So many invitations in an organisation of their own, on a paper that is drawn; their
        links hold their own ids as tokens."""
        room = Situation(self.app, start_by=clock.now() + HOUR)
        room.contents = contents
        with room:
            told = {"o": room.organisation_id, "many": many, "invitation": room.invitation_id}
        ids = [row[0] for row in self.run(COPY, **told)]
        self.run(ENTRANCE, o=told["o"], invitations=ids)
        return ids

    def seats(self, many: int) -> list[Seat]:
        """So many who sit, each with a cookie."""
        ids = self.invited(many)
        begun = [row[0] for row in self.run(BEGIN, invitations=ids)]
        owner = self.run("select organisation_id from sittings where id = :s", s=begun[0])[0][0]
        signer = Signer(self.settings.secret_key, "sitting")
        return [
            Seat(
                organisation_id=owner,
                sitting_id=sitting,
                cookie="assay_sitting=" + signer.sign([str(owner), str(sitting), 1]),
            )
            for sitting in begun
        ]

    def serve(self, name: str, *command: str) -> tuple[int, int]:
        """Another server; `{port}` in the command is filled in. (its process, its port)"""
        port = free_port()
        words = [sys.executable, "-m", *(word.format(port=port) for word in command)]
        log = self.stack.logs / f"{name}.log"
        child = Child(name, words, self.stack.environment(Part.APP), log, _answers(port))
        child.start()
        self.others.append(child)
        child.await_ready()
        return child.pid, port

    def close(self) -> None:
        for child in self.others:
            child.tell_to_stop()
            child.await_end()
        self.database.dispose()


def _answers(port: int) -> Callable[[Child], bool]:
    def answers(_: Child) -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            return False
        return True

    return answers


def machine() -> str:
    """What the figures were measured on."""
    model = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")), "unknown",
    )  # fmt: skip
    load = Path("/proc/loadavg").read_text().split()[0]
    return f"{model}, load {load}, Python {sys.version.split()[0]}"
