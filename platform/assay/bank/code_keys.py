"""What is right where the answer is files: hidden tests, or applications to be told apart. Pure.

As JSON, in a version's key:

    {"manifest": [{"id": "test_app.py::test_x", "says": "…", "weight": 2, "gate": true}, …],
     "seconds": 30, "why": "…",
     "tests": [{"name": "test_app.py", "text": "…"}]}                          code … docs
     "references": {"plain": [{"name": …}]}, "mutants": {"off-by-one": [{…}]}  tests
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assay.bank.content import File, files_to_json


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """What one hidden test demands, or one faulty application gets wrong; `says` is in words.

    Where a gate does not hold the whole answer earns nothing.
    """

    id: str
    says: str
    weight: int = 1
    gate: bool = False


@dataclass(frozen=True, kw_only=True)
class CodeKey:
    """The hidden tests; `manifest` names those that count, `seconds` bounds one run of them."""

    manifest: tuple[Behaviour, ...]
    tests: tuple[File, ...]
    seconds: int = 30
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class SuiteKey:
    """For a candidate's tests: right applications, and by name those with one fault each."""

    manifest: tuple[Behaviour, ...]
    references: Mapping[str, tuple[File, ...]]
    mutants: Mapping[str, tuple[File, ...]]
    seconds: int = 30
    why: str = ""


def parse_files_key(kind: str, given: Mapping[str, Any]) -> CodeKey | SuiteKey:
    """Raises KeyError, TypeError, ValueError where it is none."""
    manifest = tuple(
        Behaviour(
            id=str(one["id"]),
            says=str(one["says"]),
            weight=int(one.get("weight", 1)),
            gate=bool(one.get("gate", False)),
        )
        for one in given["manifest"]
    )
    seconds, why = int(given.get("seconds", 30)), str(given.get("why", ""))
    if kind == "tests":
        return SuiteKey(
            manifest=manifest,
            references=_variants(given["references"]),
            mutants=_variants(given["mutants"]),
            seconds=seconds,
            why=why,
        )
    return CodeKey(manifest=manifest, tests=_files(given["tests"]), seconds=seconds, why=why)


def files_key_to_json(key: CodeKey | SuiteKey) -> dict[str, Any]:
    told: dict[str, Any] = {
        "manifest": [
            {"id": one.id, "says": one.says, "weight": one.weight, "gate": one.gate}
            for one in key.manifest
        ],
        "seconds": key.seconds,
        "why": key.why,
    }
    if isinstance(key, CodeKey):
        return told | {"tests": files_to_json(key.tests)}
    return told | {
        name: {one: files_to_json(files) for one, files in variants.items()}
        for name, variants in (("references", key.references), ("mutants", key.mutants))
    }


def faults_of_files(key: CodeKey | SuiteKey) -> list[str]:
    """What keeps it from marking anything, whatever the content is."""
    found = []
    if len({one.id for one in key.manifest}) < len(key.manifest):
        found.append("a test or fault is named twice")
    if not any(one.weight > 0 for one in key.manifest):
        found.append("nothing has a weight")
    if isinstance(key, SuiteKey) and {one.id for one in key.manifest} != set(key.mutants):
        found.append("the faults that are named are not those that lie in hidden/mutants")
    if isinstance(key, CodeKey):
        files = {file.name for file in key.tests}
        lost = [one.id for one in key.manifest if one.id.split("::")[0] not in files]
        found += [f"{name} stands in no hidden file" for name in lost]
    return found


def _variants(given: Mapping[str, Any]) -> dict[str, tuple[File, ...]]:
    return {str(name): _files(files) for name, files in given.items()}


def _files(given: list[dict[str, Any]]) -> tuple[File, ...]:
    return tuple(File(name=str(file["name"]), text=str(file["text"])) for file in given)
