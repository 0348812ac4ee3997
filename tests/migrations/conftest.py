"""A database of its own for each of these modules, at the revision that a test asks for."""

import os
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.pool import NullPool

from tests.migrations.chain import config


@dataclass(frozen=True, kw_only=True)
class Installation:
    """An empty database, with its three roles; `everything` is an engine that sees all rows."""

    config: Config
    owner: str
    everything: sa.Engine

    def upgrade(self, revision: str) -> None:
        command.upgrade(self.config, revision)

    def ask(self, sql: str, **values: Any) -> list[Any]:
        with self.everything.connect() as connection:
            return list(connection.execute(sa.text(sql), values))

    def run(self, sql: str) -> None:
        """Any number of statements, as they are."""
        with self.everything.begin() as connection:
            connection.exec_driver_sql(sql)


@pytest.fixture(scope="module")
def installation(postgres, request):
    name = f"assay_chain_{os.getpid()}"
    roles = postgres.provide(name)
    engine = sa.create_engine(postgres.superuser_url(name), poolclass=NullPool)
    yield Installation(config=config(roles.owner), owner=roles.owner, everything=engine)
    whole = sa.create_engine(
        postgres.superuser_url(), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with whole.connect() as connection:
        connection.execute(sa.text(f"drop database {name} with (force)"))
