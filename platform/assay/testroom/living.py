"""begin(): each web process says every few seconds that it is there, so that outages are known."""

import logging
import threading

from flask import Flask

from assay.core import clock
from assay.core.db import session, transaction
from assay.sittings.living import live

EACH = 5.0
"""Seconds. Three of them that are missing are an outage (sittings.outages.QUIET)."""

log = logging.getLogger("assay.testroom")


def begin(app: Flask) -> threading.Thread:
    """In a thread beside those that answer; it ends with the process."""
    thread = threading.Thread(target=_live_on, args=(app,), name="living", daemon=True)
    thread.start()
    return thread


def _live_on(app: Flask, over: threading.Event | None = None) -> None:
    over = over or threading.Event()
    while True:
        with app.app_context():
            try:
                say_once()
            except Exception:
                log.warning("no sign of life could be given", exc_info=True)
            finally:
                session.remove()
        if over.wait(EACH):
            return


def say_once() -> None:
    """What is said before the database answers again is not said."""
    with transaction():
        outage = live(at=clock.now())
    if outage:
        seconds = (outage.ended_at - outage.began_at).total_seconds()
        log.warning("we were away seconds=%.0f", seconds)
