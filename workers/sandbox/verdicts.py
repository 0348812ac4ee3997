"""From the lines of a driver to what came of each test. The lines may be anything at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assay.bank.runner import Told, Verdict

LONGEST = 1000
LONGEST_TEST = 1e6


@dataclass(kw_only=True)
class Report:
    """What the lines say."""

    collected: list[str] = field(default_factory=list)
    tests: dict[str, Told] = field(default_factory=dict)
    done: bool = False

    def over(self, manifest: Sequence[str] | None) -> dict[str, Told]:
        """Every test of the manifest, in its order; what was not heard of is missing."""
        missing = Told(verdict="missing")
        wanted = self.collected if manifest is None else manifest
        return {name: self.tests.get(name, missing) for name in wanted}


def read(lines: bytes) -> Report:
    """A test has passed where its call has, and neither what went before nor after failed."""
    report, calls = Report(), dict[str, Told]()
    broken = dict[str, Told]()
    for line in _lines(lines):
        kind = line.get("t")
        if kind == "collected" and _are_texts(line.get("ids")):
            report.collected = line["ids"]
        elif kind == "done":
            report.done = True
        elif kind == "report" and isinstance(name := line.get("id"), str):
            (calls if line.get("when") == "call" else broken).update(_told(name, line))
    report.tests = calls | broken
    return report


def _told(name: str, line: Mapping[str, Any]) -> dict[str, Told]:
    """{its id: what came of it}, or nothing where its set-up or end went well."""
    outcome, is_call = line.get("outcome"), line.get("when") == "call"
    if outcome == "passed" and not is_call:
        return {}
    verdict: Verdict = "failed" if is_call else "error"
    if outcome in ("passed", "skipped"):
        verdict = outcome
    seconds = line.get("seconds")
    known = isinstance(seconds, int | float) and 0 <= seconds < LONGEST_TEST
    return {
        name: Told(
            verdict=verdict,
            seconds=float(seconds) if known and seconds is not None else 0.0,
            message=_text(line.get("message")),
        )
    }


def _text(told: Any) -> str:
    """As a database takes it."""
    text = told[-LONGEST:] if isinstance(told, str) else ""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


def _are_texts(told: Any) -> bool:
    return isinstance(told, list) and all(isinstance(one, str) for one in told)


def _lines(lines: bytes) -> Iterator[dict[str, Any]]:
    for line in lines.split(b"\n"):
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict):
            yield told
