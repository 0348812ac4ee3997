"""evidence.lock: what the prover saw, by item; what is published derives from it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FILE = "evidence.lock"


class Damaged(ValueError):
    """A lock that was not written by write()."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One item's: the digest of the folder that was proved, with what, and what each proof gave."""

    digest: str
    python: str
    versions: Mapping[str, str]
    proofs: tuple[Mapping[str, Any], ...] = ()
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "proofs": [dict(proof) for proof in self.proofs]}

    def says_the_same(self, other: "Evidence | None") -> bool:
        """Of the same folder, under the same versions, with the same sights; times may differ."""
        return other is not None and _untimed(self) == _untimed(other)


@dataclass(frozen=True, kw_only=True)
class Lock:
    """All items of a library that were proved; one that failed is not in it."""

    items: Mapping[str, Evidence] = field(default_factory=dict)

    def of(self, item_id: str, digest: bytes) -> Evidence | None:
        """The evidence for exactly this folder, or None: unproved, or changed since."""
        found = self.items.get(item_id)
        return found if found and found.digest == digest.hex() else None


def read(library: Path) -> Lock:
    """The library's lock; empty where there is none; Damaged where it can't be read."""
    file = library / FILE
    if not file.exists():
        return Lock()
    try:
        told = json.loads(file.read_text("utf-8"))["items"]
        return Lock(items={name: _evidence(one) for name, one in told.items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError) as error:
        raise Damaged(f"{FILE} can't be read ({error!r}): prove the library again") from error


def write(library: Path, lock: Lock) -> None:
    told = {"items": {name: lock.items[name].to_json() for name in sorted(lock.items)}}
    text = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True)
    (library / FILE).write_text(text + "\n", "utf-8")


def _evidence(told: Mapping[str, Any]) -> Evidence:
    found = Evidence(**{**told, "proofs": tuple(told["proofs"])})
    if not isinstance(found.digest, str) or not isinstance(found.versions, dict):
        raise TypeError("digest and versions")
    return found


def _untimed(evidence: Evidence) -> Any:
    told = evidence.to_json() | {"seconds": None}
    told["proofs"] = [{**proof, "seconds": None} for proof in told["proofs"]]
    return json.loads(json.dumps(told))
