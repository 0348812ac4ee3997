"""One app for each module of these tests; its rows are cleared after each of them."""

import time

import pytest

from assay.app import create_app


@pytest.fixture(scope="module")
def module_app(settings_in, tmp_path_factory):
    return create_app(settings_in(tmp_path_factory.mktemp("accounts")))


@pytest.fixture
def app(module_app, cleared):
    return module_app


@pytest.fixture
def travel(monkeypatch):
    """travel(timedelta): signed cookies and links are as much older."""

    def travel(by):
        class Later:
            time = staticmethod(lambda: time.time() + by.total_seconds())

        monkeypatch.setattr("itsdangerous.timed.time", Later)

    return travel
