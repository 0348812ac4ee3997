"""How time passes in these tests."""

import time

import pytest


@pytest.fixture
def travel(monkeypatch):
    """travel(timedelta): signed cookies and links are as much older."""

    def travel(by):
        class Later:
            time = staticmethod(lambda: time.time() + by.total_seconds())

        monkeypatch.setattr("itsdangerous.timed.time", Later)

    return travel
