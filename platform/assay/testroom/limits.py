"""How often a link may be looked up, and code be tried. Saves are never limited.

By token first: a hiring day shares one address. The limit by address is wide, against guessing.
"""

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from assay.core.settings import Settings
from assay.core.signing import digest
from assay.testroom import guards

PER_LINK = "60 per minute"
PER_ADDRESS = "1200 per minute"
PER_SITTING = "6 per minute"
"""Runs of the visible tests; how many there may be in all, marking.running says."""


def make_limiter(app: Flask, settings: Settings) -> Limiter:
    """Counts in Valkey; in this process's memory while Valkey is gone.

    The app holds it: its decorators only refer to it weakly.
    """
    limiter = app.extensions["assay.limiter"] = Limiter(
        get_remote_address,
        app=app,
        enabled=settings.rate_limits,
        storage_uri=settings.redis_url,
        key_prefix=f"{settings.redis_prefix}.sit",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
    )
    return limiter


def limited(limiter: Limiter, view: Any) -> Any:
    """The view of a link's address, limited; its guard stays on it."""
    held = limiter.limit(PER_LINK, key_func=_by_link)(limiter.limit(PER_ADDRESS)(view))
    held.guard = view.guard
    return held


def _by_link() -> str:
    return digest((request.view_args or {}).get("token", "")).hex()[:32]


def limited_trials(limiter: Limiter, view: Any) -> Any:
    """The view by which one sitting's code is run, limited."""
    held = limiter.limit(PER_SITTING, key_func=_by_sitting)(view)
    held.guard = view.guard
    return held


def _by_sitting() -> str:
    ticket = guards.office().read(request.environ)
    return f"trials.{ticket.sitting_id}" if ticket else "trials"
