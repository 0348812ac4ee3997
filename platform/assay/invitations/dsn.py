"""read(): what a delivery status notification says (RFC 3464), out of a message of anybody's. Pure.

Whoever knows a mail's address of return may send anything there: what is no such report is None,
whatever it is, and of a report only a few short words are kept.
"""

import email
import re
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32

MOST_BYTES = 256 * 1024
"""The report stands before the mail that it returns: what lies behind may be cut off."""
MOST_BLOCKS = 20
LONGEST_REASON = 300
STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`is_final`: it was given up, and won't be tried again. `reason` is one line."""

    is_final: bool
    status: str
    reason: str


def read(data: bytes) -> Notice | None:
    """The gravest that is said of any recipient; None where nothing failed or is late."""
    try:
        blocks = _blocks(email.message_from_bytes(data[:MOST_BYTES], policy=compat32))
    except (RecursionError, ValueError, LookupError, TypeError):
        return None
    found = [notice for block in blocks[:MOST_BLOCKS] if (notice := _notice(block))]
    return max(found, key=lambda notice: notice.is_final, default=None)


def _blocks(message: Message) -> list[Message]:
    """The fields of each recipient. The first block is about the message; it names none."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return []
    for part in list(message.get_payload())[:MOST_BLOCKS]:
        if isinstance(part, Message) and part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            return (
                [one for one in blocks if isinstance(one, Message)] if part.is_multipart() else []
            )
    return []


def _notice(block: Message) -> Notice | None:
    action = _line(block.get("Action")).lower()
    if action not in ("failed", "delayed"):
        return None
    status = STATUS.match(_line(block.get("Status")))
    told = _line(block.get("Diagnostic-Code")).partition(";")
    return Notice(
        is_final=action == "failed",
        status=status[0] if status else "",
        reason=(told[2].strip() or told[0].strip())[:LONGEST_REASON],
    )


def _line(value: object) -> str:
    """Of a field that may hold anything: printable, on one line, not too long."""
    text = "" if value is None else str(value)[: 4 * LONGEST_REASON]
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))
