"""The room's scripts, by Node's own test runner; they need no package."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_rooms_scripts_do_what_their_tests_say(script):
    node = shutil.which("node")
    assert node, "no Node on the path: ./run test puts the one there that it has set up"
    ran = subprocess.run([node, "--test", script], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stdout + ran.stderr
