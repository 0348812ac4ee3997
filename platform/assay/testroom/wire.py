"""What a save looks like on the wire, both ways. Pure but for the types it fills."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from assay.bank.file_answers import MOST_BYTES as MOST_FILES_BYTES
from assay.sittings.saving import Save, is_answer
from assay.testroom.ticket import Ticket

MOST_BYTES = 2 * MOST_FILES_BYTES + 64 * 1024
"""Of one save or form. JSON writes each quote, backslash and end of a line in two signs, and a form
each end of a line, so that the largest files still come in; the rest is for names and fields."""
MOST_SEQ = 2**53 - 1
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def read_save(body: bytes, ticket: Ticket, position: int, at: datetime) -> Save | None:
    """The save that these bytes ask for, or None where they are no such thing."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    return make_save(told.get("seq"), told.get("key"), told.get("value"), ticket, position, at)


def make_save(
    seq: object, key: object, value: object, ticket: Ticket, position: int, at: datetime
) -> Save | None:
    """A Save of parts that came from outside, or None where one of them can't be."""
    if type(seq) is not int or not 0 < seq <= MOST_SEQ:
        return None
    if not isinstance(key, str) or not KEY.fullmatch(key) or not is_answer(value):
        return None
    return Save(
        organisation_id=ticket.organisation_id,
        sitting_id=ticket.sitting_id,
        generation=ticket.generation,
        position=position,
        seq=seq,
        key=key,
        value=value,  # type: ignore[arg-type]
        at=at,
    )


def saved(seq: int, ends_at: datetime, now: datetime) -> bytes:
    """The reply: which save stands, what time it is here, when the time ends."""
    told: dict[str, Any] = {
        "saved_seq": seq,
        "server_now": instant(now),
        "ends_at": instant(ends_at),
    }
    return json.dumps(told).encode()


MOST_TOLD = 2**15 - 1


def plain_beat(body: bytes) -> tuple[str, int] | None:
    """The end and the last message that a sign of life knows, where it tells of nothing else."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("events") or told.get("tried"):
        return None
    known, last = told.get("ends_at"), number_told(told)
    return (known, last) if isinstance(known, str) and last is not None else None


def number_told(told: dict[str, Any]) -> int | None:
    """Of the last message that a page knows; None where it says nothing that could be one."""
    last = told.get("told")
    return last if type(last) is int and 0 <= last <= MOST_TOLD else None


def heard(ends_at: datetime, now: datetime) -> bytes:
    """The reply to a plain sign of life."""
    told = {"phase": "running", "server_now": instant(now), "ends_at": instant(ends_at)}
    return json.dumps(told).encode()


def not_ready(now: datetime) -> bytes:
    """The reply where nobody knows whether the answer is kept: it is to be sent again."""
    return json.dumps({"error": "not_ready", "server_now": instant(now)}).encode()


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
