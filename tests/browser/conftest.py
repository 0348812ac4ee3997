"""For each module that asks for it a house to walk through."""

import pytest
from playwright.sync_api import expect

from tests.browser import operated
from tests.browser.house import served
from tests.browser.scenes import Visit

expect.set_options(timeout=20_000)  # a busy machine is slow, and no fault


@pytest.fixture(scope="module")
def house(settings_in, clear, database, tmp_path_factory):
    try:
        with served(settings_in(tmp_path_factory.mktemp("house"))) as house:
            operated.name_the_operator(database)
            yield house
    finally:
        clear()


@pytest.fixture(scope="module")
def visit(chromium, house):
    return Visit(chromium, house)
