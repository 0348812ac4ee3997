"""A migrated database, Valkey, app and browser for each test process; each test clears its rows."""

import os
import shutil
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

NO_TRIGGERS = "set local session_replication_role = replica"
"""Neither keys nor what guards the append-only are asked."""

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


@pytest.fixture(scope="session")
def files_folder(tmp_path_factory):
    """Where an installation of these tests keeps its files."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture
def settings(settings_in, files_folder):
    yield settings_in(files_folder)
    for each in files_folder.iterdir():
        shutil.rmtree(each)


@pytest.fixture(scope="session")
def one_app(settings_in, files_folder):
    """Made once: to bind two hundred routes takes as long as a test."""
    return create_app(settings_in(files_folder))


@pytest.fixture
def app(one_app, settings, cleared):
    """As it is for all; who adds to it or sets it otherwise makes one of their own."""
    return one_app


@pytest.fixture
def own_app(settings, cleared):
    return create_app(settings)


@pytest.fixture(scope="session")
def clear(database):
    """clear(): the database as the migrations left it, and no connection held."""

    def clear():
        close_pools()
        POOLS.discard(database.pool)
        while POOLS:
            POOLS.pop().dispose()
        kept = f"('{LIBRARY}', '{INSTALLATION}')"
        emptied = [f"delete from {one.name}" for one in Base.metadata.sorted_tables]
        emptied[emptied.index("delete from organisations")] += f" where id not in {kept}"
        with database.begin() as connection:  # to truncate makes files anew, for each table
            connection.exec_driver_sql(f"{NO_TRIGGERS}; {'; '.join(emptied)}")

    return clear


@pytest.fixture
def cleared(clear):
    """The database as the migrations left it, again after the test."""
    yield
    clear()
