"""A runner process whose engine does what its commands say, to be held and broken at will.

`python -m tests.sandbox.staged '{"path": …}'`: the real service, line and hands around an engine
that is a FakeRunner. A job waits by reading a named pipe: who opens its other end knows that the
job runs, and sees it die.
"""

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import threading
from pathlib import Path

from assay.bank.runner import Limits, Run
from assay.core.settings import Settings
from workers.sandbox import bench, service
from workers.sandbox.client import RunnerClient
from workers.sandbox.door import Door
from workers.sandbox.fake import FakeRunner
from workers.sandbox.protocol import Request, frame, receive, reply

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = Settings(
    database_url="", secret_key="", redis_url="", base_url="",
    blob_folder=Path(), key_folder=Path(), testing=True,
)  # fmt: skip
ABSENT = "STAGED_ABSENT"


class Staged(FakeRunner):
    """`wait PIPE` reads it to its end; `leave PIPE` has a child do so, which outlives it; `die`,
    `raise` and `count` do what they say."""

    def __init__(self):
        super().__init__(settings=SETTINGS, runs=self.staged, absent=os.environ.get(ABSENT, ""))

    def staged(self, files, command):
        match list(command):
            case ["wait", pipe]:
                return told(Path(pipe).read_text())
            case ["leave", pipe]:
                subprocess.Popen(["sh", "-c", f"cat {pipe}; true"], start_new_session=True).wait()
            case ["die"]:
                os._exit(3)
            case ["raise"]:
                raise ValueError("a fault of the engine")
        return told(str(len(self.asked)))


def told(stdout):
    return Run(status="ok", stdout=stdout, stderr="", exit_code=0, seconds=0)


class Gate:
    """A named pipe that a job waits at."""

    def __init__(self, folder, name="gate"):
        self.path = folder / name
        os.mkfifo(self.path)
        self.command = ["wait", str(self.path)]

    def reached(self):
        """Returns once the job runs; opening a pipe waits for its other end."""
        self._end = os.open(self.path, os.O_WRONLY)
        return self

    def open(self, words="done"):
        os.write(self._end, words.encode())
        os.close(self._end)

    def dies(self, seconds=20):
        """True once nobody reads any more: the job's process has ended."""
        poll = select.poll()
        poll.register(self._end, select.POLLERR)
        return bool(poll.poll(seconds * 1000))


class Serving:
    """The process, listening; `client()` and `talk()` reach it."""

    def __init__(self, folder, environment=None, **options):
        self.path = folder / "socket"
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.program(options)],
            cwd=ROOT,
            env={**clean(), **(environment or {})},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said, self._talks = [], []

    def program(self, options):
        return ["tests.sandbox.staged", json.dumps({"path": str(self.path), **options})]

    def __enter__(self):
        self.hear("runner ready")
        return self

    def __exit__(self, *_):
        for talk in self._talks:
            talk.leave()
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def hear(self, words):
        """Returns once it has said so."""
        for line in self.process.stderr:
            self.said.append(line)
            if words in line:
                return
        raise AssertionError(f"it never said {words!r}: {''.join(self.said)}")

    def client(self, **options):
        return RunnerClient(path=self.path, **options)

    def talk(self, command=("count",), **options):
        self._talks.append(Talk(self.path, command, **options))
        return self._talks[-1]


class Real(Serving):
    """The same around the engine that runs foreign code."""

    def program(self, options):
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        return ["workers.sandbox.service", "--socket", str(self.path), *words]


class Talk:
    """One request by hand: each thing the runner says is heard when it is asked for."""

    def __init__(self, path, command, queue="a", priority="marking", limits=None, files=None):
        self.stream = socket.socket(socket.AF_UNIX)
        self.stream.settimeout(20)
        self.stream.connect(str(path))
        arguments = {
            "files": files or {}, "command": list(command), "limits": limits or Limits()
        }  # fmt: skip
        asked = Request(verb="run", queue=queue, priority=priority, arguments=arguments)
        with contextlib.suppress(BrokenPipeError):  # who is refused may find the door shut already
            self.stream.sendall(frame(asked))

    def hear(self):
        raw = receive(self.stream)
        return None if raw is None else reply(raw, "run")

    def waits(self):
        assert self.hear().said == "waiting"
        return self

    def runs(self):
        assert self.waits().hear().said == "began"
        return self

    def leave(self):
        self.stream.close()


def clean():
    """The environment of a process that is told nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSAY_")}
    return {**kept, "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}"}


def beside(function):
    """Call it in a thread; a function that waits for its outcome, returned or raised."""
    outcome = []

    def call():
        try:
            outcome.append(function())
        except Exception as error:
            outcome.append(error)

    thread = threading.Thread(target=call)
    thread.start()

    def wait():
        thread.join(30)
        return outcome[0]

    return wait


def main(path, at_once=1, most_waiting=8, allowed=None, spare=10.0, grace=20.0):
    service.dictConfig(service.logs.config())
    bench.SPARE, service.GRACE = spare, grace
    door = Door(path=Path(path), allowed=frozenset(allowed or [os.getuid()]))
    engine = "tests.sandbox.staged:Staged"
    service.run(door, at_once=at_once, engine=engine, most_waiting=most_waiting)


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
