"""One whole installation for the journeys of a test process."""

import os

import pytest

from tools import demo
from tools.stack import ROOT, Stack

STATE = ROOT / ".var" / "tests" / f"journey-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture(scope="session")
def stack():
    """Servers, web, workers, relay, beat and a mailbox, as `./run demo` has them."""
    demo.clear(STATE)
    with Stack(STATE, fast=True) as stack:
        yield stack
    demo.clear(STATE)
