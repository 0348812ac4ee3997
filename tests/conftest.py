"""A migrated database, Valkey, app and browser for each test process; each test clears its rows."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from playwright.sync_api import sync_playwright
from sqlalchemy.pool import Pool

from assay.app import create_app
from assay.core.db import Base, close_pools
from assay.core.settings import Settings
from assay.tenancy.scope import INSTALLATION, LIBRARY
from tools.embedded import Postgres, Valkey
from tools.setup import browser

ROOT = Path(__file__).parents[1]
STATE = ROOT / ".var" / "tests"
NAME = f"assay_test_{os.getpid()}"

POOLS = set()
"""Every pool that has connected: whoever made an app needs not think of its connections."""


@sa.event.listens_for(Pool, "connect")
def _note(_, record):
    POOLS.add(record._ConnectionRecord__pool)


@pytest.fixture(scope="session")
def postgres():
    """One cluster for all test processes of this checkout; it ends with its last user."""
    server = Postgres(STATE / "postgres", fast=True).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def valkey():
    server = Valkey(STATE / "valkey").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def chromium():
    """Ends with its module: Playwright keeps an event loop running, and others want theirs."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def roles(postgres):
    """The URLs of the three roles for this process's own database, migrated."""
    roles = postgres.provide(NAME)
    config = Config(str(ROOT / "migrations" / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = roles.owner
    command.upgrade(config, "head")
    yield roles
    everything = sa.create_engine(postgres.superuser_url(), isolation_level="AUTOCOMMIT")
    with everything.connect() as connection:
        connection.execute(sa.text(f"drop database {NAME} with (force)"))
    everything.dispose()


@pytest.fixture(scope="session")
def database(postgres, roles):
    """An engine that sees everything: to look behind the app's back, and to clear."""
    engine = sa.create_engine(postgres.superuser_url(NAME))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def settings_in(roles, valkey):
    """settings_in(folder): as the web has them, without the relay's URL."""

    def settings_in(folder):
        return Settings(
            database_url=roles.app,
            secret_key="k" * 40,
            redis_url=valkey.url,
            redis_prefix=NAME,
            base_url="http://localhost",
            blob_folder=folder / "blobs",
            key_folder=folder / "keys",
            testing=True,
            rate_limits=False,
        )

    return settings_in


@pytest.fixture
def settings(settings_in, tmp_path):
    return settings_in(tmp_path)


@pytest.fixture
def app(settings, cleared):
    return create_app(settings)


@pytest.fixture(scope="session")
def clear(database):
    """clear(): the database as the migrations left it, and no connection held."""

    def clear():
        close_pools()
        POOLS.discard(database.pool)
        while POOLS:
            POOLS.pop().dispose()
        tables = [one.name for one in Base.metadata.sorted_tables if one.name != "organisations"]
        with database.begin() as connection:
            connection.execute(sa.text(f"truncate {', '.join(tables)}"))
            connection.execute(
                sa.text("delete from organisations where id not in (:library, :installation)"),
                {"library": LIBRARY, "installation": INSTALLATION},
            )

    return clear


@pytest.fixture
def cleared(clear):
    """The database as the migrations left it, again after the test."""
    yield
    clear()
