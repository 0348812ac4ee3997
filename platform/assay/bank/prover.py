"""prove(): run an item's proofs through a Runner; what was seen, or why it is refused.

program       the shown program prints the key's value, under three hash seeds; a program that
              embodies each distractor's belief prints just that distractor
experiment    what is observed is the key's value, and no other option's
predicates    one function an option, true just where the key says so, and none idle
sequence      the events that are observed are the key, in its order
permutations  of all orders just the key works
fillin        every accepted text works where it is put, no rejected one does
consequences  each course is carried out: what follows is what is declared, and the key's its own
facts         everything that a rubric relies on is true
exploits      each flaw is attacked, and gone once its line is mended; what only looks so is none
matrix        right solutions earn all, wrong ones less, what goes for the verdict nothing
mutants       a good suite of tests catches every fault, weak ones do not
citation      the documentation of the installed version says so; beside one of the others
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from assay.bank.evidence import Evidence
from assay.bank.package import Package, Proof
from assay.bank.prover_citation import KIND as CITATION
from assay.bank.prover_citation import NoReleases, Releases, cited
from assay.bank.prover_jobs import Failed, Jobs, need
from assay.bank.prover_matrix import CODE_RULES
from assay.bank.prover_rules import RULES
from assay.bank.runner import NoRunner, ProgramRunner, Runner
from assay.bank.secrecy import leaks

DECIDES: Mapping[str, frozenset[str]] = {
    "single": frozenset({"experiment", "predicates"}),
    "output": frozenset({"program"}),
    "multiple": frozenset({"predicates"}),
    "ordering": frozenset({"sequence", "permutations"}),
    "fillin": frozenset({"fillin"}),
    "matching": frozenset({"experiment"}),
    "scenario": frozenset({"consequences"}),
    "hotspot": frozenset({"exploits"}),
    **dict.fromkeys(("code", "bugfix", "query", "config", "docs"), frozenset({"matrix"})),
    "tests": frozenset({"mutants"}),
    "freetext": frozenset({"facts"}),
}
"""Which kinds of proof say what is right, for each kind of item."""

RANGE = "range"
"""The part that says whether the installed versions are those that the item speaks of."""
NO_RELEASES = NoReleases()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One proof: what was seen where it holds, else why it does not.

    `is_lost`: nothing was found out, as the runner was away.
    """

    kind: str
    ok: bool
    seconds: float
    seen: Any = None
    why: str = ""
    is_lost: bool = False

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


def lane_of(runner: ProgramRunner) -> Lane:
    """Raises Failed where the runner can't even say this."""
    told = Jobs(runner, {}).ask("versions")
    try:
        return Lane(python=str(told["python"]), packages=dict(told["packages"]))
    except (TypeError, KeyError, ValueError) as error:
        raise Failed("the runner gave no versions") from error


def prove(
    package: Package, runner: ProgramRunner, lane: Lane, releases: Releases = NO_RELEASES
) -> Proved:
    """Every proof is run, so that all that is wrong is told at once."""
    return proved(package, lane, list(looked_at(package, runner, lane, releases)))


def looked_at(
    package: Package, runner: ProgramRunner, lane: Lane, releases: Releases = NO_RELEASES
) -> Iterator[Part]:
    """Each part as soon as it is known: what needs no run first."""
    yield _tried(RANGE, lambda: _in_range(package, lane))
    yield _tried("secrecy", lambda: _need_secrets(package))
    for proof in package.proofs:
        if proof.kind == CITATION:
            look = partial(cited, package, proof, lane.packages, releases)
        else:
            look = partial(_decided, package, proof, runner)
        yield _tried(proof.kind, look)


def proved(package: Package, lane: Lane, parts: list[Part]) -> Proved:
    """What all the parts come to."""
    return Proved(
        package=package,
        parts=tuple(parts),
        evidence=_evidence(package, lane, parts) if all(part.ok for part in parts) else None,
    )


def prove_all(
    packages: Iterable[Package],
    runner: ProgramRunner,
    lane: Lane,
    releases: Releases = NO_RELEASES,
    *,
    at_once: int = 1,
) -> Iterator[Proved]:
    """In their order; so many at once, as each is a chain of processes that are waited for."""
    with ThreadPoolExecutor(at_once) as pool:
        yield from pool.map(lambda package: prove(package, runner, lane, releases), packages)


def _decided(package: Package, proof: Proof, runner: ProgramRunner) -> Any:
    """What the proof saw, which must be one that can decide this kind of item."""
    wanted = DECIDES[package.kind]
    words = f"decides no {package.kind}: take {' or '.join(sorted(wanted))}"
    need(proof.kind in wanted, words)
    if proof.kind in CODE_RULES:
        need(isinstance(runner, Runner), "what runs here has no sandbox, and grades nothing")
        return CODE_RULES[proof.kind](package, proof, cast(Runner, runner))
    jobs = Jobs(runner, package.files, touches=proof.touches, seconds=proof.seconds)
    return RULES[proof.kind](package, proof, jobs)


def _tried(kind: str, look: Callable[[], Any]) -> Part:
    began = time.perf_counter()
    seen, ok, why, is_lost = None, False, "", False
    try:
        seen, ok = look(), True
    except (Failed, NoRunner) as failed:
        why, is_lost = str(failed), isinstance(failed, NoRunner)
    seconds = round(time.perf_counter() - began, 2)
    return Part(kind=kind, ok=ok, seconds=seconds, seen=seen, why=why, is_lost=is_lost)


def _in_range(package: Package, lane: Lane) -> dict[str, str]:
    """The installed versions of what the item speaks of; Failed outside of what it claims."""
    have = {"python": lane.python, **lane.packages}
    seen = {}
    for name, specifier in package.valid.items():
        version = have.get(canonicalize_name(name))
        need(version is not None, f"{name} is not installed")
        seen[name] = str(version)
        inside = SpecifierSet(specifier).contains(seen[name], prereleases=True)
        need(inside, f"{name} {version} is outside {specifier}")
    return seen


def _need_secrets(package: Package) -> None:
    """What tells its own key is not proved, so that it is never offered."""
    found = list(leaks(package))
    need(not found, "; ".join(found))


def _evidence(package: Package, lane: Lane, parts: list[Part]) -> Evidence:
    return Evidence(
        digest=package.digest.hex(),
        python=lane.python,
        versions=parts[0].seen,
        proofs=tuple(part.to_json() for part in parts[2:]),
        seconds=round(sum(part.seconds for part in parts), 2),
    )
