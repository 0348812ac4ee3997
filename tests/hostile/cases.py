"""What a case is: one sentence of what is tried and what holds, its files, and how that is seen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import dedent

from assay.bank.runner import MB, Files, Grade, Limits, Run, Runner, Spec, SuiteGrade
from tests.hostile.house import House
from tests.hostile.task import MANIFEST, MUTANTS, RIGHT, RIGHT_IN_OTHER_WORDS, TESTS

QUICK = Limits(
    seconds=20,
    cpu_seconds=8,
    memory=128 * MB,
    processes=24,
    file_size=4 * MB,
    folder=8 * MB,
    output=32 * 1024,
    test_seconds=5,
    request_seconds=2,
)
PAYLOAD = {
    path.name: path.read_bytes() for path in Path(__file__).with_name("payload").glob("*.py")
}
"""What every attacker has at hand."""
Written = Mapping[str, str | bytes]
"""Path -> text or bytes."""


def limits(**changed: float) -> Limits:
    """The quick ones, some of them changed."""
    return replace(QUICK, **changed)


def files(house: House, *written: Written) -> Files:
    """What the attackers have, and what this one wrote; OPEN_FOLDER in a name is the house's."""
    found = {**PAYLOAD, "target.py": house.target()}
    for name, text in (pair for one in written for pair in one.items()):
        path = name.replace("OPEN_FOLDER", str(house.open))
        found[path] = dedent(text).encode() if isinstance(text, str) else text
    return found


def empty_handed(run: Run) -> bool:
    """It ran to its end, tried something, and got nothing."""
    told = run.stdout.splitlines()
    tried = any(line.startswith("refused: ") for line in told)
    return run.ended_well and tried and not any(line.startswith("got: ") for line in told)


def ended(run: Run) -> bool:
    """It ran to its end: what it left is what counts."""
    return run.ended_well


def unearned(grade: Grade) -> bool:
    """Every test is told of, and none has passed."""
    return grade.total > 0 and grade.passed == 0


def lost_only(*names: str) -> Callable[[Grade], bool]:
    """Just these tests of the task did not pass."""
    wanted = {f"test_task.py::{name}" for name in names}

    def held(grade: Grade) -> bool:
        lost = {name for name, told in grade.tests.items() if told.verdict != "passed"}
        return list(grade.tests) == MANIFEST and lost == wanted

    return held


def worthless(grade: SuiteGrade) -> bool:
    """It is refused, or it has caught nothing."""
    return not grade.valid or not grade.killed


def refused(grade: SuiteGrade) -> bool:
    return not grade.valid and not grade.killed and bool(grade.why)


@dataclass(frozen=True, kw_only=True)
class Case:
    """`says`: what is tried, and what must hold. `dangerous`: why nobody tries it unheld.

    `needs` names what the engine must have for it to hold: "cgroup", or nothing.
    """

    name: str
    says: str
    dangerous: str = ""
    needs: str = ""
    limits: Limits = QUICK


@dataclass(frozen=True, kw_only=True)
class Program(Case):
    """A program of a candidate's own, run `rounds` times or until stopped; the last run counts."""

    main: str
    files: Written = field(default_factory=dict)
    rounds: int = 1
    holds: Callable[[Run], bool] = empty_handed

    @property
    def longest(self) -> float:
        return self.rounds * self.limits.seconds

    def attack(self, engine: Runner, house: House) -> Run:
        given = files(house, self.files, {"main.py": self.main})
        command = ["python", "main.py", house.mark]
        for _ in range(self.rounds):
            run = engine.run(given, command, self.limits)
            if run.status != "ok":
                break
        return run


@dataclass(frozen=True, kw_only=True)
class Answer(Case):
    """An application, held against the task's tests, or others."""

    app: str
    files: Written = field(default_factory=dict)
    tests: str = TESTS
    manifest: tuple[str, ...] = tuple(MANIFEST)
    spec: Spec = field(default_factory=Spec)
    holds: Callable[[Grade], bool] = unearned

    @property
    def longest(self) -> float:
        return self.limits.seconds

    def attack(self, engine: Runner, house: House) -> Grade:
        app = files(house, self.files, {"app.py": dedent(self.app)})
        tests = files(house, {"test_task.py": self.tests})
        spec = replace(self.spec, manifest=self.manifest)
        return engine.grade(app, tests, spec, self.limits)


@dataclass(frozen=True, kw_only=True)
class Suite(Case):
    """A candidate's tests for the task, held against what is right and what is not."""

    tests: str
    files: Written = field(default_factory=dict)
    spec: Spec = field(default_factory=Spec)
    holds: Callable[[SuiteGrade], bool] = worthless

    @property
    def longest(self) -> float:
        return self.limits.seconds * 2 * (2 + len(MUTANTS))

    def attack(self, engine: Runner, house: House) -> SuiteGrade:
        return engine.grade_suite(
            files(house, self.files, {"test_task.py": self.tests}),
            applications({"plain": RIGHT, "other": RIGHT_IN_OTHER_WORDS}),
            applications(MUTANTS),
            self.spec,
            self.limits,
        )


def applications(sources: Mapping[str, str]) -> dict[str, Files]:
    return {name: {"app.py": text.encode()} for name, text in sources.items()}
