"""The whole of Assay on one machine: up together, down together, whoever or whatever ends it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tools.services import Part
from tools.stack import InUse, Stack
from workers.sandbox.client import RunnerClient

ROOT = Path(__file__).resolve().parents[2]
TOLD_NOTHING = {"front"} | ({"runner"} if sys.platform == "linux" else set())
RELAY, OWNER = b"ASSAY_RELAY_DATABASE_URL=", b"ASSAY_OWNER_DATABASE_URL="


def folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="assay-test-"))
    made.chmod(0o755)
    return made


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    state = folder()
    with Stack(state, fast=True) as started:
        yield started
    assert processes_of(state) == []
    shutil.rmtree(state)


def processes_of(state: Path) -> list[str]:
    """Every process that was told of this folder, or works in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command, told = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if os.fsencode(state) in command + told:
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


def test_the_web_is_ready_and_the_mailbox_answers(stack: Stack) -> None:
    assert httpx.get(f"{stack.base_url}/readyz").status_code == 200
    assert httpx.get(stack.mail_url).status_code == 200


def test_a_process_holds_the_credentials_of_its_part_only(stack: Stack) -> None:
    told = {
        name: Path(f"/proc/{child.pid}/environ").read_bytes()
        for name, child in stack.children.items()
    }
    assert {name for name, held in told.items() if RELAY in held} == {"relay", "worker-sweep"}
    assert {name for name, held in told.items() if OWNER in held} == set()
    assert {name for name, held in told.items() if b"ASSAY_" not in held} == TOLD_NOTHING


def test_the_runner_answers_where_the_workers_look_for_it(stack: Stack) -> None:
    told = RunnerClient(path=Path(stack.environment(Part.APP)["ASSAY_RUNNER_SOCKET"])).capability()
    assert told.available, told.reason


def test_a_second_stack_on_the_same_folder_is_refused(stack: Stack) -> None:
    with pytest.raises(InUse):
        Stack(stack.state, fast=True).start()
    assert httpx.get(f"{stack.base_url}/readyz").status_code == 200


def test_a_crashed_process_is_named_and_started_again(stack: Stack) -> None:
    stack.kill("web")
    assert stack.tend() == ["web"]
    stack.children["web"].await_ready()
    assert httpx.get(f"{stack.base_url}/healthz").status_code == 200
    assert stack.tend() == []


def heed() -> None:
    """As at a terminal: what a shell starts in the background is told to ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_serving_leaves_no_process_however_it_ends(sign: signal.Signals) -> None:
    state = folder()
    environment = os.environ | {"ASSAY_STATE": str(state), "ASSAY_PORT": "0"}
    command = [sys.executable, "-m", "tools.cli", "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, preexec_fn=heed
    ) as serving:
        assert serving.stdout is not None
        assert any("Ctrl-C" in line for line in serving.stdout), "it did not come up"
        serving.send_signal(sign)
    deadline = time.monotonic() + 30
    while processes_of(state) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(state) == []
    assert serving.returncode == {signal.SIGKILL: -9}.get(sign, 130)
    shutil.rmtree(state)
