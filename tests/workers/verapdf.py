"""Every kind of report, asked of veraPDF: `./run test tests/workers/verapdf.py`.

Not collected otherwise: veraPDF is a Java program that no registry of ours brings.
"""

import shutil
import subprocess

import pytest

from tests.workers.test_standards import file, keys, signed  # noqa: F401


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_agrees(file, flavour):  # noqa: F811
    assert shutil.which("verapdf"), "put `verapdf` on the path: https://verapdf.org"
    told = subprocess.run(
        ["verapdf", "--format", "text", "--flavour", flavour, file],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.stdout.startswith("PASS"), told.stdout + told.stderr
