"""A Chromium for the run, and for each module that asks for it a house to walk through."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.house import served
from tests.browser.scenes import Visit
from tools.setup import browser


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def house(settings_in, clear, tmp_path_factory):
    try:
        with served(settings_in(tmp_path_factory.mktemp("house"))) as house:
            yield house
    finally:
        clear()


@pytest.fixture(scope="module")
def visit(chromium, house):
    return Visit(chromium, house)
