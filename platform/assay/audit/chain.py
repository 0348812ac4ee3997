"""The hash of one entry over the one before it. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = bytes(32)
FIELDS = (
    "organisation_id", "id", "at", "actor_kind", "actor_id", "verb", "subject_kind", "subject_id",
    "details", "request_id", "sequence",
)  # fmt: skip


LATER = ("network",)
"""Fields that came later: they are in the hash of an entry that has them, and only there."""


def link(before: bytes, entry: Mapping[str, Any]) -> bytes:
    """SHA-256 over the previous hash and the entry's fields as canonical JSON."""
    told = {name: _plain(entry[name]) for name in FIELDS}
    told |= {name: entry[name] for name in LATER if entry.get(name) is not None}
    body = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(before + body.encode()).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if value is None or isinstance(value, int | dict) else str(value)
