"""What is asked of the candidates table: who, in which order, and which columns. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

LONGEST_SEARCH = 100
COLUMNS = {
    "score": "Score",
    "band": "Band",
    "areas": "By responsibility",
    "status": "Status",
    "time": "Time used",
    "noted": "Notes of the sitting",
    "tags": "Tags",
    "invited": "Invited",
    "ended": "Handed in",
    "decision": "Decision",
    "due": "Decision due",
}
"""Those that may be chosen, in their order; the candidate's own is always there."""
USUAL = frozenset({"score", "band", "status", "time", "tags", "decision"})
"""What is seen by who has chosen nothing."""
SORTS = {
    "invited": "Invited last",
    "name": "Name",
    "ended": "Handed in last",
    "score": "Highest score",
    "lowest": "Lowest score",
}
UNDECIDED = "none"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """None and empty ask for everyone but those in stages.ASIDE. `since` and `until`: when invited.

    `among`: these only, wherever they stand.
    `search`: how a name, its last word or an address begins, in any case. `verdict`: one of a
    decision's, or UNDECIDED.
    """

    stage: str | None = None
    band: str | None = None
    tag: UUID | None = None
    verdict: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str = ""
    among: tuple[UUID, ...] = ()
    sort: str = "invited"


EVERYONE = Asked()


def columns_of(chosen: list[str] | None) -> frozenset[str]:
    """The columns to show; those that we no longer know are let go."""
    return USUAL if chosen is None else frozenset(chosen) & frozenset(COLUMNS)
