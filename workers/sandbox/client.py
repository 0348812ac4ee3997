"""RunnerClient: the whole Runner protocol over the runner's socket.

`python -m workers.sandbox.client SOCKET` says what can be run there; 1 where nothing can.
"""

import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.bank.runner import (
    Capability,
    Files,
    Grade,
    Limits,
    NoRunner,
    Run,
    Spec,
    SuiteGrade,
)
from workers.sandbox.codec import Malformed
from workers.sandbox.protocol import (
    SPARE,
    Priority,
    Reply,
    Request,
    Verb,
    allowance,
    frame,
    receive,
    reply,
)

TO_ANSWER = 10.0
"""Seconds in which a runner that is there takes a request, or says what its engine can do."""
PATIENCE = 60.0
"""Seconds in the line, after which the job is better tried again later."""


@dataclass(frozen=True, kw_only=True)
class RunnerClient:
    """`queue` tells, at each job, whose turn it is: an organisation's id.

    Whatever goes wrong on the way is NoRunner. Any exception in the caller ends the job.
    """

    path: Path
    queue: Callable[[], str] = str
    priority: Priority = "marking"
    patience: float = PATIENCE

    def capability(self) -> Capability:
        """Where nobody listens, that is what it says."""
        try:
            able: Capability = self._told("capability", queue="")
        except NoRunner as none:
            return Capability(available=False, reason=str(none), remedy="Start the runner.")
        return able

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        told: Run = self._ask("run", files=files, command=command, limits=limits)
        return told

    def grade(self, app: Files, tests: Files, spec: Spec, limits: Limits) -> Grade:
        told: Grade = self._ask("grade", app=app, tests=tests, spec=spec, limits=limits)
        return told

    def grade_suite(
        self,
        tests: Files,
        references: Mapping[str, Files],
        mutants: Mapping[str, Files],
        spec: Spec,
        limits: Limits,
    ) -> SuiteGrade:
        told: SuiteGrade = self._ask(
            "grade_suite",
            tests=tests,
            references=references,
            mutants=mutants,
            spec=spec,
            limits=limits,
        )
        return told

    def _ask(self, verb: Verb, **arguments: Any) -> Any:
        return self._told(verb, queue=self.queue(), **arguments)

    def _told(self, verb: Verb, *, queue: str, **arguments: Any) -> Any:
        asked = Request(verb=verb, queue=queue, priority=self.priority, arguments=arguments)
        with self._connected() as stream:
            _send(stream, frame(asked))
            told = _hear(stream, verb)
            if told.said == "waiting":
                stream.settimeout(self.patience)
                told = _hear(stream, verb)
            if told.said == "began":
                stream.settimeout(allowance(asked) + 2 * SPARE)
                told = _hear(stream, verb)
        if told.said != "done":
            raise NoRunner(told.why)
        return told.result

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        """A stream to the runner; what breaks on it is NoRunner."""
        with socket.socket(socket.AF_UNIX) as stream:
            stream.settimeout(TO_ANSWER)
            try:
                stream.connect(str(self.path))
            except OSError as error:
                raise NoRunner(f"No runner listens at {self.path}: {error.strerror}.") from None
            try:
                yield stream
            except TimeoutError:
                raise NoRunner("The runner did not answer in time.") from None
            except OSError as error:
                raise NoRunner(f"The connection to the runner broke: {error}.") from None
            except Malformed as error:
                raise NoRunner(f"The runner and its client do not agree: {error}.") from None


def _send(stream: socket.socket, message: bytes) -> None:
    """Whole, or as far as it is taken: one that refuses says why before it closes."""
    try:
        stream.sendall(message)
    except (BrokenPipeError, ConnectionResetError):
        return


def _hear(stream: socket.socket, verb: Verb) -> Reply:
    raw = receive(stream)
    if raw is None:
        raise NoRunner("The runner ended before it had an answer.")
    return reply(raw, verb)


if __name__ == "__main__":
    able = RunnerClient(path=Path(sys.argv[1])).capability()
    print(able.level if able.available else f"{able.reason} {able.remedy}")
    sys.exit(not able.available)
