"""Starting in one database call, where all is as usual.

A door calls quick(); where that gives None it calls actions.start() in a transaction, which begins
what is not as usual, or says why it can't be begun.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assay.core import context
from assay.core.hot import Statement, hot
from assay.core.settings import Settings
from assay.sittings.actions import Agreed
from assay.sittings.timing import GRACE

STATEMENT = Statement(
    name=b"start",
    sql=b"select organisation_id, sitting_id from assay_start($1, $2, $3, $4, $5, $6, $7)",
)


@dataclass(frozen=True, kw_only=True)
class Press:
    """Start was pressed: on which link (its token's digest), agreeing to what, when."""

    link: bytes
    agreed: Agreed
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Begun:
    organisation_id: UUID
    sitting_id: UUID


def quick(settings: Settings, press: Press) -> Begun | None:
    """Begun by this call, durable when it returns. None: ask actions.start().

    NotReady: nobody knows; the slow path finds what was begun. Before it, no scope is needed.
    """
    request_id = context.request_id()
    row = hot(
        settings,
        STATEMENT,
        (
            rb"\x" + press.link.hex().encode(),
            b"%d" % press.agreed.policy,
            b"%d" % press.agreed.notice,
            press.agreed.language.encode(),
            press.at.isoformat().encode(),
            b"%d" % GRACE.total_seconds(),
            None if request_id is None else request_id.encode(),
        ),
    )
    if row is None:
        return None
    organisation_id, sitting_id = (UUID(str(told, "ascii")) for told in row if told is not None)
    return Begun(organisation_id=organisation_id, sitting_id=sitting_id)
