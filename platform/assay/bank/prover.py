"""prove(): run an item's proofs through a Runner; what was seen, or why it is refused.

program       the shown program prints the key's value, under three hash seeds; a program that
              embodies each distractor's belief prints just that distractor
experiment    what is observed is the key's value, and no other option's
predicates    one function an option, true just where the key says so, and none idle
sequence      the events that are observed are the key, in its order
permutations  of all orders just the key works
fillin        every accepted text works where it is put, no rejected one does
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from packaging.specifiers import SpecifierSet

from assay.bank.evidence import Evidence
from assay.bank.package import Package
from assay.bank.prover_jobs import Failed, Jobs
from assay.bank.prover_rules import RULES
from assay.bank.runner import Runner

DECIDES: Mapping[str, frozenset[str]] = {
    "single": frozenset({"experiment", "predicates"}),
    "output": frozenset({"program"}),
    "multiple": frozenset({"predicates"}),
    "ordering": frozenset({"sequence", "permutations"}),
    "fillin": frozenset({"fillin"}),
}
"""Which kinds of proof say what is right, for each kind of item."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One proof: what was seen where it holds, else why it does not."""

    kind: str
    ok: bool
    seconds: float
    seen: Any = None
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "seconds": self.seconds, "seen": self.seen}


@dataclass(frozen=True, kw_only=True)
class Proved:
    """`evidence` where every proof holds."""

    package: Package
    parts: tuple[Part, ...]
    evidence: Evidence | None

    @property
    def ok(self) -> bool:
        return self.evidence is not None

    @property
    def seconds(self) -> float:
        return round(sum(part.seconds for part in self.parts), 2)

    @property
    def why(self) -> str:
        return "; ".join(f"{part.kind}: {part.why}" for part in self.parts if not part.ok)


@dataclass(frozen=True, kw_only=True)
class Lane:
    """What the runner runs with."""

    python: str
    packages: Mapping[str, str]


def lane_of(runner: Runner) -> Lane:
    """Raises Failed where the runner can't even say this."""
    told = Jobs(runner, {}).ask("versions")
    return Lane(python=told["python"], packages=told["packages"])


def prove(package: Package, runner: Runner, lane: Lane) -> Proved:
    """Every proof is run, so that all that is wrong is told at once."""
    parts = [_tried("range", lambda: _in_range(package, lane))]
    if not DECIDES[package.kind] & {proof.kind for proof in package.proofs}:
        wanted = " or ".join(sorted(DECIDES[package.kind]))
        parts.append(Part(kind="proof", ok=False, seconds=0, why=f"no proof of kind {wanted}"))
    for proof in package.proofs:
        jobs = Jobs(runner, package.files, seconds=proof.seconds)
        rule = RULES[proof.kind]
        parts.append(_tried(proof.kind, lambda: rule(package, proof, jobs)))  # noqa: B023
    return Proved(
        package=package,
        parts=tuple(parts),
        evidence=_evidence(package, lane, parts) if all(part.ok for part in parts) else None,
    )


def _tried(kind: str, look: Any) -> Part:
    began = time.perf_counter()
    try:
        seen, ok, why = look(), True, ""
    except Failed as failed:
        seen, ok, why = None, False, str(failed)
    seconds = round(time.perf_counter() - began, 2)
    return Part(kind=kind, ok=ok, seconds=seconds, seen=seen, why=why)


def _in_range(package: Package, lane: Lane) -> dict[str, str]:
    """The installed versions of what the item speaks of; Failed outside of what it claims."""
    have = {name: lane.packages.get(name) for name in package.valid}
    have |= {"python": lane.python} if "python" in package.valid else {}
    for name, specifier in package.valid.items():
        version = have[name]
        if version is None:
            raise Failed(f"{name} is not installed")
        if not SpecifierSet(specifier).contains(version, prereleases=True):
            raise Failed(f"{name} {version} is outside {specifier}")
    return {name: version for name, version in have.items() if version}


def _evidence(package: Package, lane: Lane, parts: list[Part]) -> Evidence:
    return Evidence(
        digest=package.digest.hex(),
        python=lane.python,
        versions=parts[0].seen,
        proofs=tuple(part.to_json() for part in parts[1:]),
        seconds=round(sum(part.seconds for part in parts), 2),
    )
