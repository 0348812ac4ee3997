"""Jobs: the questions that a proof puts to the runner, each in a process of its own."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assay.bank.runner import Limits, Run, Runner

CHILD = "prover_child.py"


class Failed(Exception):
    """A proof does not hold; the message says why."""


class Jobs:
    """Runs jobs over one item's files. The stem, the key and the whys are not sent along."""

    def __init__(self, runner: Runner, files: Mapping[str, bytes], *, seconds: int = 20) -> None:
        self._runner = runner
        self._files = {
            name: data for name, data in files.items() if name.split("/")[0] in {"given", "proof"}
        }
        self._child = Path(__file__).with_name(CHILD).read_bytes()
        self._limits = Limits(seconds=seconds * 2, cpu_seconds=seconds)

    def ask(self, kind: str, file: str = "", *, seed: str = "0", **more: Any) -> Any:
        """The job's answer; Failed where it raised, or gave none."""
        run = self._run({"kind": kind, "file": file, "seed": seed, **more})
        try:
            answer = json.loads(run.stdout)
        except ValueError:
            raise Failed(f"{kind} gave no answer ({run.status}): {run.stderr[-300:]}") from None
        if "error" in answer:
            raise Failed(f"{file or kind} raised {answer['error']}")
        return answer["ok"]

    def output(self, file: str, *, seed: str = "0") -> str:
        """What the program prints; Failed where it does not end well."""
        run = self._run({"kind": "program", "file": file, "seed": seed})
        if run.status != "ok":
            raise Failed(f"{file} ended with {run.status}: {run.stderr[-300:]}")
        return plain(run.stdout)

    def has(self, file: str) -> bool:
        return file in self._files

    def _run(self, job: Mapping[str, Any]) -> Run:
        if job["file"] and not self.has(job["file"]):
            raise Failed(f"{job['file']} is missing")
        files = {**self._files, CHILD: self._child, "job.json": json.dumps(job).encode()}
        return self._runner.run(files, ["python", "-s", "-B", CHILD], self._limits)


def plain(text: object) -> str:
    """Without blanks at the ends of lines and around the whole."""
    return "\n".join(line.rstrip() for line in str(text).strip().splitlines())
