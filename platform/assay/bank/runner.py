"""Runner: where foreign code runs. A port; what stands behind it comes from outside.

Items are proved and candidates' code is marked through it. The verdict never comes from the process
that holds the candidate's code: `grade` has the application and the author's tests in a sandbox
each, joined by one socket over which requests and answers go (docs/adr/0013-two-sandboxes.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

Files = Mapping[str, bytes]
"""Path below the working folder -> what the file holds."""

Status = Literal["ok", "timeout", "memory", "output", "error", "rejected"]
"""`ok`: it ran to its end, whatever the exit code or the tests said. `timeout`, `memory`, `output`:
it was stopped at that limit. `rejected`: the files or limits were refused before anything ran.
`error`: it ended without a verdict, by no limit of ours."""

Verdict = Literal["passed", "failed", "error", "skipped", "missing"]
"""Of one test. `missing`: it is in the manifest, and nothing was heard of it."""

MB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """For one sandbox. Sizes in bytes, times in seconds; `seconds` is of wall time for the whole.

    `test_seconds` and `request_seconds` bound one test and one answer of the application.
    """

    seconds: float = 30
    cpu_seconds: int = 15
    memory: int = 256 * MB
    processes: int = 32
    open_files: int = 128
    file_size: int = 16 * MB
    folder: int = 32 * MB
    output: int = 64 * 1024
    test_seconds: float = 10
    request_seconds: float = 3


@dataclass(frozen=True, kw_only=True)
class Run:
    """What became of one program. `exit_code` is None where it was stopped or never ran."""

    status: Status
    stdout: str
    stderr: str
    exit_code: int | None
    seconds: float
    runtime: str = ""

    @property
    def ended_well(self) -> bool:
        return self.status == "ok" and self.exit_code == 0

    @property
    def output(self) -> str:
        return self.stdout + self.stderr

    @property
    def how(self) -> str:
        """How it ended, in two words."""
        return self.status if self.status != "ok" else f"exit code {self.exit_code}"


@dataclass(frozen=True, kw_only=True)
class Spec:
    """How an application is held against tests.

    `entry` is module:attribute, an application or its factory. `config` and `env` are given to it.
    `manifest` names the tests that count, as stored when the item was published; where it is None,
    those that are collected count. `only` these of the tests are run, all where it is empty.
    `probes`: may the tests run code beside the application? `seed` feeds the fixture `rng`; the
    application never learns it.
    """

    entry: str = "app:app"
    config: Mapping[str, Any] | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    manifest: Sequence[str] | None = None
    only: Sequence[str] = field(default_factory=list)
    probes: bool = True
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class Told:
    """One test's verdict; `message` is the end of what the failing test said, for markers only."""

    verdict: Verdict
    seconds: float = 0
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Grade:
    """One application held against tests: `tests` has every id of the manifest, in its order.

    What the application printed and what the tests printed are for markers only: the first can
    hold the hidden inputs. `runtime` is the content hash of what it ran on.
    """

    status: Status
    tests: Mapping[str, Told]
    application_output: str
    test_output: str
    seconds: float
    runtime: str = ""
    engine: str = ""

    @property
    def passed(self) -> int:
        return sum(told.verdict == "passed" for told in self.tests.values())

    @property
    def total(self) -> int:
        return len(self.tests)

    @property
    def score(self) -> float:
        """The share of the manifest that passed, in [0, 1]."""
        return self.passed / self.total if self.total else 0.0


@dataclass(frozen=True, kw_only=True)
class SuiteGrade:
    """A suite of tests held against applications that are right, and others with one fault each.

    `valid`: it passed on every right one and said the same twice everywhere; `why` says what was
    wrong where not. `killed` names the faulty ones that it caught; all stand in `mutants`.
    """

    status: Status
    valid: bool
    killed: Sequence[str]
    mutants: Sequence[str]
    why: str
    test_output: str
    seconds: float
    runtime: str = ""
    engine: str = ""

    @property
    def score(self) -> float:
        """The share of the faulty ones that were caught, in [0, 1]."""
        return len(self.killed) / len(self.mutants) if self.mutants else 0.0


@dataclass(frozen=True, kw_only=True)
class Capability:
    """May foreign code be run here? `reason` says why not, `remedy` the command that mends it.

    `level` names what holds it: user, namespaces and cgroup as far as they are there.
    """

    available: bool
    reason: str = ""
    remedy: str = ""
    engine: str = ""
    level: str = ""
    runtime: str = ""


class NoRunner(Exception):
    """Nothing can be run now; it says nothing about the code that was to be run. To be retried."""


class ProgramRunner(Protocol):
    """Runs one program, in a folder of its own that holds just the files.

    The command's first word "python" means the runner's own interpreter, in which the packages that
    items speak of are installed.
    """

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run: ...


@runtime_checkable
class Runner(ProgramRunner, Protocol):
    """Every verb but `capability` raises NoRunner; none raises for anything that the code does."""

    def capability(self) -> Capability: ...

    def grade(self, app: Files, tests: Files, spec: Spec, limits: Limits) -> Grade: ...

    def grade_suite(
        self,
        tests: Files,
        references: Mapping[str, Files],
        mutants: Mapping[str, Files],
        spec: Spec,
        limits: Limits,
    ) -> SuiteGrade: ...


class NoneHere:
    """The runner of a place that has none: nothing is run, and all that asks is to come again."""

    reason = "This installation has no runner for code."

    def capability(self) -> Capability:
        return Capability(available=False, reason=self.reason, remedy="flask doctor")

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        raise NoRunner(self.reason)

    def grade(self, app: Files, tests: Files, spec: Spec, limits: Limits) -> Grade:
        raise NoRunner(self.reason)

    def grade_suite(
        self,
        tests: Files,
        references: Mapping[str, Files],
        mutants: Mapping[str, Files],
        spec: Spec,
        limits: Limits,
    ) -> SuiteGrade:
        raise NoRunner(self.reason)
