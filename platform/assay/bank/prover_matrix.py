"""Proofs of items of files: right solutions earn all, wrong ones less. See prover.py.

The solutions lie in proof/good/<name>/ and proof/bad/<name>/, each with just the files that it
changes. What is proved is what marks: the hidden files, the manifest, its weights and gates.
"""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.package import Package, Proof, variants
from assay.bank.prover_cheats import CHEATS, SUITE_CHEATS, cheat
from assay.bank.prover_jobs import need
from assay.bank.runner import Runner, Spec
from assay.bank.submission import (
    Verdict,
    as_files,
    held,
    holds,
    limits_of,
    missed_gates,
    share,
    submitted,
)

SEEDS = (0, 1, 2)
SUITE_SEEDS = SEEDS[:2]
"""A suite is run twice for each seed as it is (workers/sandbox/suite.py)."""
FEWEST_GOOD, FEWEST_BAD = 2, 3
FEWEST_REFERENCES, FEWEST_MUTANTS = 2, 5
HALF = Fraction(1, 2)
Texts = Mapping[str, str]


class Bench:
    """One item, and everything that is held against what it hides."""

    def __init__(self, item: Package, runner: Runner) -> None:
        self.item, self.runner, self.key = item, runner, item.key
        self.good, self.bad = (variants(item.files, f"proof/{name}") for name in ("good", "bad"))
        for name, texts in [*self.good.items(), *self.bad.items()]:
            strangers = sorted(set(texts) - set(item.content.answerable))
            need(not strangers, f"{name} changes {strangers}, which can't be changed")

    def verdict(self, answer: Texts, *, seed: int = 0) -> Verdict:
        assert isinstance(self.key, CodeKey | SuiteKey)
        return held(self.runner, self.item.content, self.key, answer, seed=seed)

    def share(self, verdict: Verdict) -> Fraction:
        assert isinstance(self.key, CodeKey | SuiteKey)
        return share(self.key, verdict)

    def holds(self, verdict: Verdict) -> dict[str, bool]:
        assert isinstance(self.key, CodeKey | SuiteKey)
        return holds(self.key, verdict)

    def verdict_of_all(self, answer: Texts) -> Verdict:
        """As `verdict`, but of every test that is there; the manifest must name each."""
        if isinstance(self.key, SuiteKey):
            return self.verdict(answer)
        content, key = self.item.content, self.key
        assert isinstance(key, CodeKey)
        files, spec = submitted(content, answer), Spec(entry=content.entry)
        told = self.runner.grade(files, as_files(key.tests), spec, limits_of(key))
        unnamed = sorted(set(told.tests) - {one.id for one in key.manifest})
        need(not unnamed, f"the manifest does not name {unnamed}")
        return told

    def need_all_right(self) -> None:
        """Every good solution earns all, in three runs or more, under each seed."""
        seeds = SUITE_SEEDS if isinstance(self.key, SuiteKey) else SEEDS
        for name, answer in self.good.items():
            for seed in seeds:
                verdict = self.verdict(answer, seed=seed) if seed else self.verdict_of_all(answer)
                missed = [one for one, does in self.holds(verdict).items() if not does]
                need(
                    not missed,
                    f"the good {name} does not pass {missed} (run {seed + 1} of {len(seeds)})",
                )

    def wrong_ones(self) -> dict[str, dict[str, bool]]:
        """What holds of each bad solution, none of which may earn all."""
        found = {}
        for name, answer in self.bad.items():
            verdict = self.verdict(answer)
            need(self.share(verdict) < 1, f"the bad {name} earns all")
            found[name] = self.holds(verdict)
        return found

    def need_nothing(self, name: str, answer: Texts) -> None:
        if self._is_stopped(answer):
            return
        earned = float(self.share(self.verdict(answer)))
        need(earned == 0, f"who {name} earns {earned:.2f}: let a gate, or more in a test, stop it")

    def _is_stopped(self, answer: Texts) -> bool:
        """Does a gate not hold? Then nothing is earned, and no other test need be run."""
        key = self.key
        assert isinstance(key, CodeKey | SuiteKey)
        gates = [one.id for one in key.manifest if one.gate]
        if isinstance(key, SuiteKey) or not gates:
            return False
        verdict = held(self.runner, self.item.content, key, answer, seed=0, only=gates)
        return bool(missed_gates(key, verdict))

    def need_poor_starter(self) -> float:
        earned = self.share(self.verdict({}))
        need(earned < HALF, f"what is given earns {float(earned):.2f} before anything is done")
        return round(float(earned), 4)


def matrix(item: Package, proof: Proof, runner: Runner) -> Any:
    """For code, bugfix, query, config and docs."""
    bench = Bench(item, runner)
    _need_solutions(bench)
    starter = bench.need_poor_starter()
    bench.need_all_right()
    wrong = bench.wrong_ones()
    return {
        "good": sorted(bench.good),
        "bad": {name: sum(told.values()) for name, told in sorted(wrong.items())},
        "failed_by": _near_misses(bench, wrong),
        "starter": starter,
        "cheats": _need_no_cheat(bench),
    }


def mutants(item: Package, proof: Proof, runner: Runner) -> Any:
    """For tests: a good suite catches all, a weak one not half, and none is fooled by itself."""
    bench, key = Bench(item, runner), item.key
    assert isinstance(key, SuiteKey)
    need(len(key.mutants) >= FEWEST_MUTANTS, f"fewer than {FEWEST_MUTANTS} faulty applications")
    _need_different("reference", {n: _texts(files) for n, files in key.references.items()},
                    FEWEST_REFERENCES)  # fmt: skip
    need(bool(bench.good), "there is no good suite")
    need(len(bench.bad) >= FEWEST_BAD, f"fewer than {FEWEST_BAD} weak suites")
    starter = bench.need_poor_starter()
    bench.need_all_right()
    wrong = bench.wrong_ones()
    refused = sorted(name for name, told in wrong.items() if not any(told.values()))
    need(bool(refused), "no weak suite asks for more than was asked: one must fail a reference")
    for name, text in SUITE_CHEATS.items():
        bench.need_nothing(name, dict.fromkeys(item.content.answerable, text))
    return {
        "good": sorted(bench.good),
        "weak": {name: sum(told.values()) for name, told in sorted(wrong.items())},
        "refused": refused,
        "starter": starter,
        "cheats": len(SUITE_CHEATS),
    }


CODE_RULES: Mapping[str, Callable[[Package, Proof, Runner], Any]] = {
    "matrix": matrix,
    "mutants": mutants,
}


def _need_solutions(bench: Bench) -> None:
    _need_different("good solution", bench.good, FEWEST_GOOD)
    need(len(bench.bad) >= FEWEST_BAD, f"fewer than {FEWEST_BAD} bad solutions")


def _need_different(what: str, found: Mapping[str, Texts], fewest: int) -> None:
    """Two that differ in their names only are one."""
    shapes = {tuple(sorted((name, _shape(name, text)) for name, text in texts.items()))
              for texts in found.values()}  # fmt: skip
    need(len(shapes) >= fewest, f"fewer than {fewest} {what}s of different structure")


def _shape(name: str, text: str) -> tuple[str, ...]:
    if PurePosixPath(name).suffix != ".py":
        return tuple(text.split())
    try:
        return tuple(type(node).__name__ for node in ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError):
        return tuple(text.split())


def _near_misses(bench: Bench, wrong: Mapping[str, Mapping[str, bool]]) -> dict[str, list[str]]:
    """Which wrong solutions that pass at least half fail each test; no test but a gate is idle."""
    assert isinstance(bench.key, CodeKey)
    near = {name: told for name, told in wrong.items() if 2 * sum(told.values()) >= len(told)}
    found = {
        one.id: sorted(name for name, told in near.items() if not told[one.id])
        for one in bench.key.manifest
    }
    idle = [one.id for one in bench.key.manifest if not one.gate and not found[one.id]]
    need(not idle, f"no near miss fails {idle}: a wrong solution that passes at least half must")
    return found


def _need_no_cheat(bench: Bench) -> int:
    """Neither an empty application nor one that goes for the verdict earns anything."""
    content = bench.item.content
    module, _, attribute = content.entry.partition(":")
    blank = dict.fromkeys(content.answerable, "")
    bench.need_nothing("leaves everything empty", blank)
    home = f"{module.replace('.', '/')}.py"
    python = [name for name in content.answerable if name.endswith(".py")]
    place = home if home in python else next(iter(python), None)
    for name, source in CHEATS.items() if place else ():
        bench.need_nothing(name, {**blank, str(place): cheat(source, attribute)})
    return len(CHEATS) if place else 0


def _texts(files: Any) -> dict[str, str]:
    return {file.name: file.text for file in files}
