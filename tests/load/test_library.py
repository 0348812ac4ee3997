"""Every item that ships holds when it is run; how long all of them take."""

import os
import time
from pathlib import Path

from assay.bank import package
from assay.bank.commands import FOLDER
from assay.bank.prover import lane_of, prove_all
from workers.sandbox.engine import Sandbox


def test_the_whole_library_holds():
    runner, items = Sandbox(), list(package.load_all(Path(FOLDER)))
    began = time.monotonic()
    proved = prove_all(items, runner, lane_of(runner), at_once=os.cpu_count())
    assert {one.package.id: one.why for one in proved if not one.ok} == {}
    print(f"\n{len(items)} items in {time.monotonic() - began:.0f} s on {os.cpu_count()} cores")
