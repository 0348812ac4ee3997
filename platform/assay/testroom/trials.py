"""The visible tests, run with what was saved: what a candidate is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assay.bank.content import Content
from assay.core.languages import N_
from assay.marking import running, runs
from assay.marking.models import CodeRun

ENDS = {
    "timeout": N_("It took too long and was stopped."),
    "memory": N_("It used too much memory and was stopped."),
    "output": N_("It printed too much and was stopped."),
}
WORDS = {
    "passed": N_("Passed"),
    "failed": N_("Failed"),
    "error": N_("Error"),
    "skipped": N_("Skipped"),
    "missing": N_("Not run"),
}


@dataclass(frozen=True, kw_only=True)
class Test:
    name: str
    words: str
    passed: bool
    message: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The run that was asked for last. `is_old`: the answer was saved again since."""

    waiting: bool
    is_old: bool
    ended: str
    tests: tuple[Test, ...]
    output: str
    left: int

    @property
    def passed(self) -> int:
        return sum(test.passed for test in self.tests)


def trial(sitting_id: UUID, position: int, content: Content, *, seq: int) -> Trial | None:
    """What there is to see of it; None where this question has nothing that can be run."""
    if not content.can_be_tried:
        return None
    run = runs.latest(sitting_id, position, purpose="visible")
    left = running.MOST_TRIALS - runs.count(sitting_id, position, purpose="visible")
    return Trial(
        waiting=run is not None and run.finished_at is None,
        is_old=run is not None and run.seq != seq,
        ended=ENDS.get(run.status or "", "") if run else "",
        tests=_tests(run.tests or []) if run else (),
        output=_output(run, content) if run else "",
        left=max(0, left),
    )


def _tests(told: list[Mapping[str, Any]]) -> tuple[Test, ...]:
    return tuple(
        Test(
            name=str(one["id"]),
            words=WORDS.get(str(one["verdict"]), "Not run"),
            passed=one["verdict"] == "passed",
            message=str(one.get("message", "")),
        )
        for one in told
    )


def _output(run: CodeRun, content: Content) -> str:
    """Of a right application, on which tests are tried, nothing is shown: it is not the answer."""
    theirs = "" if content.kind == "tests" else run.application_output
    parts = (theirs, run.test_output)
    return "\n".join(part.strip() for part in parts if part and part.strip())
