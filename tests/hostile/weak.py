"""WeakEngine: what graders are often made of, so that the attacks can be seen to bite.

A bare process that inherits what ours has; the author's tests in one interpreter with the
candidate's code; the verdict from pytest's own report. Nobody's code is marked by it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

from assay.bank.runner import Capability, Files, Grade, Limits, Run, Spec, SuiteGrade, Told

FIXTURES = Path(__file__).with_name("weak_fixtures.py").read_bytes()

OTHERS = [f"-pno:{one.name}" for one in entry_points(group="pytest11")]
PYTEST = ["python", "-m", "pytest", "-p", "weak_fixtures", *OTHERS]
"""Without the plugins of our own tests, which take most of its time."""
MOST_SECONDS = 20
"""It waits for whoever holds a pipe: not for long."""


class WeakEngine:
    def capability(self) -> Capability:
        return Capability(available=True, engine="weak", level="nothing")

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        with place() as folder:
            return start(files, command, limits, folder)

    def grade(self, app: Files, tests: Files, spec: Spec, limits: Limits) -> Grade:
        with place() as folder:
            report = folder / "report.xml"
            files = {**app, **tests, "weak_fixtures.py": FIXTURES}
            command = [*PYTEST, f"--junitxml={report}"]
            told = start(
                files, command, limits, folder, {"ENTRY": spec.entry, "SEED": str(spec.seed)}
            )
            return Grade(
                status=told.status,
                tests=verdicts(report, told.exit_code, spec.manifest or ()),
                application_output=told.output,
                test_output=told.output,
                seconds=told.seconds,
            )

    def grade_suite(
        self,
        tests: Files,
        references: dict[str, Files],
        mutants: dict[str, Files],
        spec: Spec,
        limits: Limits,
    ) -> SuiteGrade:
        codes = {
            name: self._suite(app, tests, limits) for name, app in {**references, **mutants}.items()
        }
        valid = all(codes[name] == 0 for name in references)
        return SuiteGrade(
            status="ok",
            valid=valid,
            killed=[name for name in mutants if valid and codes[name] == 1],
            mutants=list(mutants),
            why="" if valid else "a right application failed",
            test_output="",
            seconds=0,
        )

    def _suite(self, app: Files, tests: Files, limits: Limits) -> int | None:
        with place() as folder:
            files = {**app, **tests, "weak_fixtures.py": FIXTURES}
            return start(files, PYTEST, limits, folder, {"ENTRY": "app:app"}).exit_code


@contextmanager
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="weak-"))
    try:
        yield folder
    finally:
        subprocess.run(["rm", "-rf", folder], stderr=subprocess.DEVNULL, check=False)
        if folder.exists():
            subprocess.run(["chmod", "-R", "u+rwx", folder], check=True)
            subprocess.run(["rm", "-rf", folder], check=True)


def start(
    files: Files,
    command: Sequence[str],
    limits: Limits,
    folder: Path,
    environment: dict[str, str] | None = None,
) -> Run:
    work = folder / "work"
    for name, data in files.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_bytes(data)
    began, status = time.monotonic(), "ok"
    with subprocess.Popen(
        [sys.executable, *command[1:]],
        cwd=work,
        env={**os.environ, "PYTHONPATH": str(work), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        close_fds=False,
    ) as process:
        try:
            stdout, stderr = process.communicate(timeout=min(limits.seconds, MOST_SECONDS))
        except subprocess.TimeoutExpired as late:
            process.kill()
            process.wait()
            status, stdout, stderr = "timeout", late.stdout or b"", late.stderr or b""
    return Run(
        status=status,
        stdout=stdout.decode(),
        stderr=stderr.decode(),
        exit_code=process.returncode if status == "ok" else None,
        seconds=time.monotonic() - began,
    )


def verdicts(report: Path, code: int | None, manifest: Sequence[str]) -> dict[str, Told]:
    """Without a report the exit code is believed."""
    if not report.exists():
        return {name: Told(verdict="passed" if code == 0 else "missing") for name in manifest}
    told = {}
    for one in ElementTree.parse(report).iter("testcase"):
        ill = one.find("failure") is not None or one.find("error") is not None
        told[f"{one.get('classname')}.py::{one.get('name')}"] = "failed" if ill else "passed"
    return {name: Told(verdict=told.get(name, "missing")) for name in manifest}
