"""The engine of a user who is not root: it has no users to drop to and, here, no control groups."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="starts as root, to become somebody else")

ROOT = Path(__file__).resolve().parents[2]
USER = 61_234
CODE = """
import dataclasses, json, sys
from assay.bank.runner import MB, Limits, Spec
from workers.sandbox.engine import Sandbox

engine, limits = Sandbox(), Limits(seconds=20, memory=128 * MB, processes=8)
able = engine.capability()
runs = {
    name: engine.run({"main.py": code.encode()}, ["python", "main.py"], limits)
    for name, code in json.loads(sys.argv[1]).items()
}
app = b"from flask import Flask\\napp = Flask(__name__)\\n@app.get('/')\\ndef v(): return 'right'"
test = b"def test_a(client): assert client.get('/').text == 'right'"
grade = engine.grade({"app.py": app}, {"test_a.py": test}, Spec(), Limits())
print(json.dumps({
    "able": dataclasses.asdict(able),
    "runs": {name: [run.status, run.exit_code, run.output] for name, run in runs.items()},
    "grade": [grade.status, grade.score],
}))
"""
PROGRAMS = {
    "who": "import os; print(os.getuid(), os.path.exists('/proc'), os.listdir('/box'))",
    "memory": "kept = [bytearray(2 ** 20) for _ in range(400)]\nprint('had it')",
    "processes": "import os, time\nfor _ in range(40):\n  if os.fork() == 0: time.sleep(9)",
}


def as_user(command, **more):
    drop = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--inh-caps=-all"]
    packages = next(place for place in sys.path if place.endswith("site-packages"))
    paths = os.pathsep.join([f"{ROOT}/platform", str(ROOT), packages])
    env = {**os.environ, "PYTHONPATH": paths, "HOME": "/nonexistent", **more}
    return subprocess.run([*drop, "--", *command], capture_output=True, text=True, env=env)


@pytest.fixture(scope="module")
def python():
    """One of our version that this user may start; root's own may lie where nobody else can go."""
    check = f"import sys; assert sys.version_info[:2] == {sys.version_info[:2]}; "
    check += "open(__import__('os').path.realpath(sys.executable)).close()"
    for found in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        if found and as_user([found, "-c", check]).returncode == 0:
            return found
    return pytest.skip("no Python that another user may start")


@pytest.fixture(scope="module")
def place():
    """A folder of the user's, to which it can walk."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        os.chown(folder, USER, USER)
        yield {"ASSAY_RUNTIME_FOLDER": folder, "UV_CACHE_DIR": f"{folder}/cache"}


def test_the_engine_holds_also_without_root(python, place):
    """With a runtime of its own making, by the Python that it has."""
    built = as_user([python, "-m", "workers.sandbox.builder"], **place)
    assert built.returncode == 0, built.stderr
    done = as_user([python, "-c", CODE, json.dumps(PROGRAMS)], **place)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["able"]["available"], told["able"]
    assert "the runner's user, no control groups" in told["able"]["level"]
    assert told["runs"]["who"] == ["ok", 0, "1000 False ['work']\n"]
    assert told["runs"]["memory"][1] == 1
    assert "MemoryError" in told["runs"]["memory"][2]
    assert "BlockingIOError" in told["runs"]["processes"][2]
    assert told["grade"] == ["ok", 1.0]
