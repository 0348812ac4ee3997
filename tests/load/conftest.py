"""One durable installation for the load tests of this process. `./run load` prints their tables."""

import os
import shutil

import pytest

from assay.core.db import close_pools
from tests.load.hall import Hall
from tools.stack import ROOT, Stack


@pytest.fixture(scope="module")
def hall():
    state = ROOT / ".var" / "tests" / f"load-{os.getpid()}"
    with Stack(state, settings={"ASSAY_RATE_LIMITS": "0"}) as stack:
        hall = Hall(stack)
        yield hall
        hall.close()
        close_pools()
    shutil.rmtree(state)
