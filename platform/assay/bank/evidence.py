"""evidence.lock: what the prover saw, by item; what is published derives from it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FILE = "evidence.lock"


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


@dataclass(frozen=True, kw_only=True)
class Lock:
    """All items of a library that were proved; one that failed is not in it."""

    items: Mapping[str, Evidence] = field(default_factory=dict)

    def of(self, item_id: str, digest: bytes) -> Evidence | None:
        """The evidence for exactly this folder, or None: unproved, or changed since."""
        found = self.items.get(item_id)
        return found if found and found.digest == digest.hex() else None


def read(library: Path) -> Lock:
    """The library's lock; empty where there is none."""
    file = library / FILE
    if not file.exists():
        return Lock()
    told = json.loads(file.read_text("utf-8"))
    return Lock(
        items={
            name: Evidence(**{**one, "proofs": tuple(one["proofs"])})
            for name, one in told["items"].items()
        }
    )


def write(library: Path, lock: Lock) -> None:
    told = {"items": {name: lock.items[name].to_json() for name in sorted(lock.items)}}
    text = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True)
    (library / FILE).write_text(text + "\n", "utf-8")
