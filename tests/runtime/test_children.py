"""A child process: in its own session, ready when it says so, gone with its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.children import Broken, Child, says

ROOT = Path(__file__).resolve().parents[2]
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("ready", grandchild.pid, flush=True)
time.sleep(600)
"""
PARENT = """
import os, sys, time
from pathlib import Path
from tools.children import Child, says
sleeper = [sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(600)"]
child = Child("sleeper", sleeper, os.environ, Path(sys.argv[1]), says("ready"))
child.start()
child.await_ready()
print(child.pid, flush=True)
time.sleep(600)
"""


def child(tmp_path: Path, program: str) -> Child:
    command = [sys.executable, "-c", program]
    return Child("child", command, os.environ, tmp_path / "log", says("ready"))


def test_a_child_is_ready_when_it_says_so_and_ends_when_told(tmp_path: Path) -> None:
    one = child(tmp_path, "import time; print('ready', flush=True); time.sleep(600)")
    one.start()
    one.await_ready()
    assert one.alive
    one.tell_to_stop()
    one.await_end()
    assert not one.alive


def test_a_child_that_ends_at_once_is_broken_and_shows_its_log(tmp_path: Path) -> None:
    one = child(tmp_path, "raise SystemExit('the port is taken')")
    one.start()
    with pytest.raises(Broken, match="the port is taken"):
        one.await_ready()


def test_an_earlier_starts_log_does_not_make_it_ready(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("ready\n")
    one = child(tmp_path, "import time; time.sleep(600)")
    one.start()
    try:
        with pytest.raises(Broken, match="not ready"):
            one.await_ready(seconds=0.5)
    finally:
        one.kill()


def test_what_does_not_end_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    one = child(tmp_path, STUBBORN)
    one.start()
    one.await_ready()
    grandchild = int(one.said().split()[1])
    one.tell_to_stop()
    one.await_end(seconds=0.3)
    assert not one.alive
    assert gone(grandchild)


def test_a_killed_parent_takes_its_children_along(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        started = int(parent.stdout.readline())
        assert not gone(started, seconds=0)
        parent.send_signal(signal.SIGKILL)
    assert gone(started)


def gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
