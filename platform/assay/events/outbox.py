"""publish(event): one row, in the same transaction as the change it tells of."""

from assay.core import context
from assay.core.db import session
from assay.events.catalogue import Event
from assay.events.models import OutboxRow


def publish(event: Event) -> None:
    """Tell of what happened, in the stream of the organisation that we are inside of."""
    session.add(
        OutboxRow(
            name=type(event).__name__, payload=event.payload(), request_id=context.request_id()
        )
    )
