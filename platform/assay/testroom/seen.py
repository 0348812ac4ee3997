"""Which questions have been shown: told by the page's script, or by the form that leaves the page.

Looking at a page (GET) changes nothing, so the page itself says that it was looked at.
"""

from flask import Response, g

from assay.core.db import transaction
from assay.sittings import actions
from assay.testroom import guards


@guards.sitting
def see(position: int) -> Response:
    """The script's way, once as the page is shown."""
    mark(position)
    return Response(status=204)


def mark(position: int) -> None:
    """Keep that this question was shown, unless it is known already."""
    if position not in g.sitting.seen:
        with transaction():
            actions.see(g.sitting.id, position=position, at=g.at)
