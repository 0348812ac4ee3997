"""pulse(): while a job runs, its lease is renewed, so that a short one may tell the dead from the
busy. It ends with the process: what a killed worker held is another's as soon as the lease is over.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from flask import Flask

from assay.core import clock
from assay.core.db import transaction
from assay.events import jobs
from assay.tenancy.scope import scope

log = logging.getLogger("assay.jobs")

LEASE = timedelta(seconds=15)
EACH = 5.0
"""Seconds between two renewals: one may fail, and the lease still stands."""


@contextmanager
def pulse(flask: Flask, organisation_id: UUID, claim: jobs.Claim) -> Iterator[None]:
    """Renew the claim's lease beside the work, in a thread with a session of its own."""
    over = threading.Event()
    beating = threading.Thread(
        target=_beat, args=(flask, organisation_id, claim, over), name="pulse", daemon=True
    )
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join(EACH)


def _beat(flask: Flask, organisation_id: UUID, claim: jobs.Claim, over: threading.Event) -> None:
    while not over.wait(EACH):
        try:
            with flask.app_context(), scope(organisation_id), transaction():
                jobs.renew(claim, lease=LEASE, at=clock.now())
        except Exception:
            log.warning("job=%s its lease was not renewed", claim.job_id, exc_info=True)
