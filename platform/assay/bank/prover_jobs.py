"""Jobs: the questions that a proof puts to the runner, each in a process of its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.bank.package import Proof
from assay.bank.runner import MB, Limits, ProgramRunner, Run

CHILD = "prover_child.py"
SEEDS = ("0", "1", "2")
UNSTEADY = "is not the same in two runs (two hash seeds)"


class Failed(Exception):
    """A proof does not hold; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a function of the proof gave, and the packages whose code ran in it."""

    value: Any
    touched: frozenset[str]

    def need_touched(self, packages: Sequence[str], where: str) -> None:
        missing = sorted(set(packages) - self.touched)
        need(not missing, f"{where} ran no code of {missing}")


class Jobs:
    """Runs jobs over one item's files. The stem, the key and the whys are not sent along."""

    def __init__(
        self,
        runner: ProgramRunner,
        files: Mapping[str, bytes],
        *,
        touches: Sequence[str] = (),
        seconds: int = 20,
    ) -> None:
        self._runner = runner
        self._files = {
            name: data for name, data in files.items() if name.split("/")[0] in {"given", "proof"}
        }
        self._child = Path(__file__).with_name(CHILD).read_bytes()
        self._touches = list(touches)
        self._limits = Limits(
            seconds=seconds * 2, cpu_seconds=seconds, memory=512 * MB, folder=128 * MB
        )

    def having(self, name: str, data: bytes) -> "Jobs":
        """The same jobs over files of which one is another."""
        seconds = self._limits.cpu_seconds
        files = {**self._files, name: data}
        return Jobs(self._runner, files, touches=self._touches, seconds=seconds)

    def one(self, kind: str, file: str, *, seed: str, **more: Any) -> Seen:
        """What the one function gave; Failed where it raised, or gave nothing readable."""
        return _seen(self.ask(kind, file, seed=seed, **more))

    def each(self, kind: str, file: str, names: Sequence[str], *, seed: str) -> dict[str, Seen]:
        """What was given for each of the names; Failed as above."""
        told = self.ask(kind, file, seed=seed, names=list(names))
        need(isinstance(told, dict) and set(told) == set(names), f"{file} gave no answer of ours")
        return {name: _seen(told[name]) for name in names}

    def ask(self, kind: str, file: str = "", *, seed: str = "0", **more: Any) -> Any:
        """The job's answer; Failed where it raised, or gave none."""
        run = self._run(
            {"kind": kind, "file": file, "seed": seed, "touches": self._touches, **more}
        )
        try:
            answer = json.loads(run.stdout)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or not {"ok", "error"} & set(answer):
            raise Failed(f"{file or kind} gave no answer ({run.how}): {run.stderr[-300:]}")
        need("error" not in answer, f"{file or kind}: {answer.get('error')}")
        return answer["ok"]

    def output(self, file: str, *, seed: str = "0") -> str:
        """What the program prints; Failed where it does not end well."""
        run = self._run({"kind": "program", "file": file, "seed": seed})
        need(run.ended_well, f"{file} ended with {run.how}: {run.stderr[-300:]}")
        return plain(run.stdout)

    def _run(self, job: Mapping[str, Any]) -> Run:
        need(not job["file"] or job["file"] in self._files, f"{job['file']} is missing")
        files = {**self._files, CHILD: self._child, "job.json": json.dumps(job).encode()}
        return self._runner.run(files, ["python", "-s", "-B", CHILD], self._limits)


def need(condition: bool, why: str) -> None:
    if not condition:
        raise Failed(why)


def need_touches(proof: Proof) -> None:
    need(bool(proof.touches), "touches names no package: the proof could be idle")


def same(one: Any, other: Any) -> bool:
    """As JSON has it: a tuple is a list, and true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def plain(text: object) -> str:
    """Without blanks at the ends of lines and around the whole."""
    return "\n".join(line.rstrip() for line in str(text).strip().splitlines())


def _seen(told: Any) -> Seen:
    """The child's words are the proof's as well as ours: they may be anything."""
    try:
        return Seen(value=told["value"], touched=frozenset(map(str, told["touched"])))
    except (TypeError, KeyError) as error:
        raise Failed("the proof gave no answer of ours") from error
