import os
from pathlib import Path

import pytest

TESTS = """
import pytest
from flask import Flask

app, log = Flask("notes"), []


@pytest.fixture(scope="module")
def tables():
    log.append("c")
    yield
    log.append("d")


@pytest.fixture
def client(tables):
    log.append("f")
    yield app.test_client()
    log.append("e")


def test_one(client):
    log.append("a")


def test_two(client):
    log.append("b")
"""
OPTIONS = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]


class Keeper:
    def pytest_collection_finish(self, session):
        self.log = session.items[0].module.log


def observe():
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    Path("test_fixtures.py").write_text(TESTS)
    keeper = Keeper()
    assert pytest.main([*OPTIONS, "test_fixtures.py"], plugins=[keeper]) == pytest.ExitCode.OK
    return list(dict.fromkeys(keeper.log))
