"""One installation for the faults of this process: durable, as in earnest; and who types in it."""

import os
import shutil

import pytest

from assay.core.db import close_pools
from tests.faults.site import Site
from tests.faults.typist import Typed, Typist, assert_kept_once
from tools.stack import ROOT, Stack


@pytest.fixture(scope="module")
def site():
    state = ROOT / ".var" / "tests" / f"faults-{os.getpid()}"
    with Stack(state) as stack:
        site = Site(stack)
        yield site
        site.close()
        close_pools()
    shutil.rmtree(state)


@pytest.fixture
def sat(site):
    return site.sit(begin=False)


@pytest.fixture
def typed(site, sat):
    """At the end of each test all that was typed is counted up."""
    typed = Typed()
    yield typed
    assert_kept_once(site, sat, typed)


@pytest.fixture
def device(chromium, site, sat, typed):
    """device(): a browser of the person's own, that shares nothing with the others."""
    contexts, wrong = [], []

    def device():
        contexts.append(chromium.new_context(reduced_motion="reduce"))
        contexts[-1].on("weberror", lambda error: wrong.append(str(error.error)))
        return Typist(site, sat, contexts[-1], typed)

    yield device
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def typist(device):
    """In the room, at the first question."""
    return device().start()
