"""Every item that ships holds when it is run; how long all of them take."""

import os
import time
from pathlib import Path

from assay.bank import package
from assay.bank.commands import FOLDER
from workers.proving import proved


def test_the_whole_library_holds():
    items = list(package.load_all(Path(FOLDER)))
    began = time.monotonic()
    told = list(proved(items))
    assert {one.package.id: one.why for one in told if not one.ok} == {}
    print(f"\n{len(items)} items in {time.monotonic() - began:.0f} s on {os.cpu_count()} cores")
