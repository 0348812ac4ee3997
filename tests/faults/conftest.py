"""One installation for the faults of this process: durable, as in earnest."""

import os
import shutil

import pytest

from assay.core.db import close_pools
from tests.faults.site import Site
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
