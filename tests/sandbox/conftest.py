"""The engine itself, with real sandboxes."""

import pytest

from workers.sandbox.engine import Sandbox


@pytest.fixture(scope="session")
def engine():
    """One for all: its self-test is run once."""
    made = Sandbox()
    told = made.capability()
    assert told.available, f"{told.reason}: {told.remedy}"
    return made
