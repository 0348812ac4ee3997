"""FakeRunner: answers by the rules it was given and runs nothing. For tests of what marks by it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

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
    Told,
    Verdict,
)
from assay.core.settings import Settings

ENGINE = "fake"


def _prints_nothing(files: Files, command: Sequence[str]) -> Run:
    return Run(status="ok", stdout="", stderr="", exit_code=0, seconds=0, runtime=ENGINE)


@dataclass(kw_only=True)
class FakeRunner:
    """The whole Runner protocol by rules; refused where neither testing nor development is set.

    `verdict` tells of a test's id, given the application; `catches` whether a suite fails on that
    faulty application; `why_invalid` what is wrong with a suite, empty for nothing. `ends` is how
    an application's run ends. While `absent` says why, every verb raises NoRunner with it.
    `asked` keeps each verb that was asked, in order.
    """

    settings: Settings
    runs: Callable[[Files, Sequence[str]], Run] = _prints_nothing
    verdict: Callable[[Files, str], Verdict] = lambda app, test: "passed"
    catches: Callable[[Files, Files], bool] = lambda tests, mutant: True
    why_invalid: Callable[[Files], str] = lambda tests: ""
    ends: Callable[[Files], Status] = lambda app: "ok"
    absent: str = ""
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not (self.settings.testing or self.settings.development):
            raise RuntimeError("FakeRunner runs nothing: it never marks what people have written.")

    def capability(self) -> Capability:
        return Capability(
            available=not self.absent, reason=self.absent, engine=ENGINE, runtime=ENGINE
        )

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        self._ask("run")
        return self.runs(files, command)

    def grade(self, app: Files, tests: Files, spec: Spec, limits: Limits) -> Grade:
        self._ask("grade")
        counted = collected(tests) if spec.manifest is None else spec.manifest

        def told(test: str) -> Told:
            is_run = not spec.only or test in spec.only
            return Told(verdict=self.verdict(app, test) if is_run else "missing")

        return Grade(
            status=self.ends(app),
            tests={test: told(test) for test in counted},
            application_output="",
            test_output="",
            seconds=0,
            runtime=ENGINE,
            engine=ENGINE,
        )

    def grade_suite(
        self,
        tests: Files,
        references: Mapping[str, Files],
        mutants: Mapping[str, Files],
        spec: Spec,
        limits: Limits,
    ) -> SuiteGrade:
        self._ask("grade_suite")
        why = self.why_invalid(tests)
        caught = [name for name, mutant in mutants.items() if self.catches(tests, mutant)]
        return SuiteGrade(
            status=self.ends(tests),
            valid=not why,
            killed=[] if why else caught,
            mutants=list(mutants),
            why=why,
            test_output="",
            seconds=0,
            runtime=ENGINE,
            engine=ENGINE,
        )

    def _ask(self, verb: str) -> None:
        self.asked.append(verb)
        if self.absent:
            raise NoRunner(self.absent)


def collected(tests: Files) -> list[str]:
    """The ids of the test functions that stand at the margin of these files."""
    return [
        f"{name}::{found}"
        for name, data in tests.items()
        for found in re.findall(r"^def (test_\w+)", data.decode(), re.MULTILINE)
    ]
