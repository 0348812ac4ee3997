"""fingerprint(): what an answer comes to, so that both sides can show later which it was. Pure."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

SHORT = 12
"""Signs of a fingerprint where there is no room for all 64."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One question: its answer's SHA-256 (hex), empty where nothing was answered."""

    position: int
    digest: str

    @property
    def is_answered(self) -> bool:
        return bool(self.digest)

    @property
    def short(self) -> str:
        return self.digest[:SHORT]


def fingerprint(value: dict[str, Any] | None) -> str:
    """SHA-256 (hex) of the answer as JSON: names in order, no blanks, ASCII. Empty of nothing."""
    if value is None:
        return ""
    body = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()
