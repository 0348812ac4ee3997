"""An entry of the audit as a line of a table: as it is read, and all that its hash is made of."""

import json
from typing import Any

from assay.audit.chain import FIELDS
from assay.audit.models import AuditEntry

HEAD = ("Who", "Did", *(name.replace("_", " ").capitalize() for name in FIELDS), "Network", "Hash")


def row(entry: AuditEntry, *, who: str, did: str) -> list[Any]:
    """Instants in UTC; details as JSON; the hash in hexadecimal, empty until it is sealed."""
    told = {name: getattr(entry, name) for name in FIELDS}
    told["at"] = entry.at.isoformat(timespec="microseconds")
    told["details"] = json.dumps(entry.details, sort_keys=True, ensure_ascii=False)
    return [who, did, *told.values(), entry.network, entry.hash.hex() if entry.hash else None]
