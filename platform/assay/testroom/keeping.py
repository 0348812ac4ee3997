"""keep(): one answer, by the same road whether a script or a plain form sent it."""

from assay.core.db import transaction
from assay.core.errors import Conflict
from assay.core.settings import Settings
from assay.sittings import saving
from assay.sittings.saving import Save, Saved

TRIES = 3


def keep(settings: Settings, save: Save) -> Saved:
    """Durable when it returns. Raises Stale, TimeIsUp (kept as late), TakenOver or NotFound.

    It asks again where the reason has gone by the time it is looked for (an extension came in).
    """
    for _ in range(TRIES):
        if saved := saving.quick(settings, save):
            return saved
        with transaction():
            refusal = saving.refusal(save)
        if refusal:
            raise refusal
    raise Conflict("this answer is being changed elsewhere")
