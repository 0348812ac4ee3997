"""Acts on many candidates, a bounded part at a time."""

from uuid import UUID

from assay.core.db import transaction
from assay.decisions import bulk
from workers.means import Means

STEPS = 20
"""Transactions of one job; then whoever else waits has their turn."""


def carry_out(means: Means, *, bulk_act_id: UUID) -> None:
    """The next thousand or so; whatever is left is asked for again."""
    for _ in range(STEPS):
        with transaction():
            if not bulk.carry_on(bulk_act_id):
                return
    with transaction():
        bulk.go_on(bulk_act_id)
