import os
from pathlib import Path

import pytest

TESTS = """
import pytest

log = []


@pytest.fixture
def member(engine):
    log.append("d")
    yield
    log.append("f")


@pytest.fixture(autouse=True)
def clock():
    log.append("b")
    yield
    log.append("c")


@pytest.fixture(scope="session")
def engine():
    log.append("e")


def test_a_member_is_known(member):
    log.append("a")
"""
OPTIONS = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]


class Keeper:
    def pytest_collection_finish(self, session):
        self.log = session.items[0].module.log


def observe():
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    Path("test_members.py").write_text(TESTS)
    keeper = Keeper()
    assert pytest.main([*OPTIONS, "test_members.py"], plugins=[keeper]) == pytest.ExitCode.OK
    return keeper.log
