"""Sandbox: the Runner that runs hostile code on this machine, each time in sandboxes of its own."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assay.bank.runner import (
    Capability,
    Files,
    Grade,
    Limits,
    NoRunner,
    Run,
    Spec,
    Status,
    SuiteGrade,
)
from workers.sandbox import bounds, program, selftest, suite, verdicts
from workers.sandbox.bounds import AUTHORS, CANDIDATES, Bound, Rejected
from workers.sandbox.box import Box, NotStarted, OutOfMemory
from workers.sandbox.command import Machine
from workers.sandbox.pair import Heard, Pair
from workers.sandbox.pool import Pool
from workers.sandbox.reuse import Reuse
from workers.sandbox.runtime import DEFAULT
from workers.sandbox.selftest import Unfit

NAME = "bubblewrap"


class Sandbox:
    """`warm` pairs, and as many single sandboxes, wait ready once the first was asked for.

    With `reuse` pairs do one job after another: never with what candidates write, see reuse.py.
    To be closed, which ends those that wait; they also end with the process.
    """

    def __init__(self, *, runtime: str = DEFAULT, warm: int = 0, reuse: bool = False) -> None:
        self._runtime = runtime
        self._lock = threading.Lock()
        self._fits: Machine | None = None
        self._boxes = Pool(self._box, warm)
        self._pairs = Pool(self._pair, 0 if reuse else warm)
        self._reused = Reuse(self._pair) if reuse else None

    def capability(self) -> Capability:
        """By the self-test, which is run until it holds once."""
        found = self._examined()
        if isinstance(found, Unfit):
            return Capability(available=False, reason=str(found), remedy=found.remedy, engine=NAME)
        return Capability(
            available=True,
            engine=NAME,
            level=found.level,
            runtime=found.runtime.content,
        )

    def prepare(self, limits: Limits) -> None:
        """Return once what is kept warm waits with these limits. NotStarted is left to the use."""
        self._machine()
        self._boxes.prepare(limits)
        self._pairs.prepare(limits)

    def close(self) -> None:
        """End what waits."""
        self._boxes.close()
        self._pairs.close()
        if self._reused:
            self._reused.close()

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        runtime = self._machine().runtime
        try:
            bounds.check(limits)
            bounds.check_command(command)
            job = program.job(bounds.packed(files, AUTHORS, limits), command, runtime.python)
            box = self._boxes.take(limits)
        except Rejected as error:
            return _not_run("rejected", str(error))
        except OutOfMemory as error:
            return _not_run("memory", str(error))
        except NotStarted as error:
            raise NoRunner(str(error)) from error
        return program.run(box, job, limits, runtime.content)

    def grade(self, app: Files, tests: Files, spec: Spec, limits: Limits) -> Grade:
        return self._grade(app, tests, spec, limits, CANDIDATES, AUTHORS)

    def grade_suite(
        self,
        tests: Files,
        references: Mapping[str, Files],
        mutants: Mapping[str, Files],
        spec: Spec,
        limits: Limits,
    ) -> SuiteGrade:
        """Probes are off: the tests are the candidate's, and would tell the applications apart."""
        plain = replace(spec, probes=False, manifest=None)

        def hold(app: Files) -> Grade:
            return self._grade(app, tests, plain, limits, AUTHORS, CANDIDATES)

        return suite.held(hold, references, mutants)

    def _grade(
        self,
        app: Files,
        tests: Files,
        spec: Spec,
        limits: Limits,
        apps: Bound,
        suites: Bound,
    ) -> Grade:
        content = self._machine().runtime.content
        try:
            bounds.check(limits)
            subject = {
                "files": bounds.packed(app, apps, limits),
                "spec": bounds.checked(spec),
                "request_seconds": limits.request_seconds,
            }
            driver = {
                "files": bounds.packed(tests, suites, limits),
                "seed": spec.seed,
                "only": list(spec.only),
                "test_seconds": limits.test_seconds,
                "request_seconds": limits.request_seconds,
            }
            heard = self._heard(subject, driver, limits)
        except Rejected as error:
            heard = _not_heard("rejected", str(error))
        except OutOfMemory as error:
            heard = _not_heard("memory", str(error))
        except NotStarted as error:
            raise NoRunner(str(error)) from error
        return _graded(heard, spec, content)

    def _heard(
        self, subject: Mapping[str, Any], driver: Mapping[str, Any], limits: Limits
    ) -> Heard:
        if not self._reused:
            return self._pairs.take(limits).hear(subject, driver, limits)
        pair = self._reused.take(limits)
        try:
            return pair.hear(subject, driver, limits, last=False)
        finally:
            self._reused.give_back(limits, pair)

    def _box(self, limits: Limits) -> Box:
        box = Box(self._machine(), "subject", "run", limits)
        box.be_ready()
        return box

    def _pair(self, limits: Limits) -> Pair:
        pair = Pair(self._machine(), limits)
        pair.be_ready()
        return pair

    def _machine(self) -> Machine:
        found = self._examined()
        if isinstance(found, Unfit):
            raise NoRunner(str(found))
        return found

    def _examined(self) -> Machine | Unfit:
        with self._lock:
            if self._fits is None:
                try:
                    self._fits = selftest.examine(self._runtime)
                except Unfit as error:
                    return error
            return self._fits


def _graded(heard: Heard, spec: Spec, content: str) -> Grade:
    report = verdicts.read(heard.lines)
    status: Status = "error" if heard.status == "ok" and not report.done else heard.status
    return Grade(
        status=status,
        tests=report.over(spec.manifest),
        application_output=heard.application_output,
        test_output=heard.test_output,
        seconds=heard.seconds,
        runtime=content,
        engine=NAME,
    )


def _not_heard(status: Status, why: str) -> Heard:
    return Heard(status=status, lines=b"", application_output="", test_output=why, seconds=0)


def _not_run(status: Status, why: str) -> Run:
    return Run(status=status, stdout="", stderr=why, exit_code=None, seconds=0)
