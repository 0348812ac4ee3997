"""How often a link may be looked up, and code be tried. Saves are never limited.

By token first: a hiring day shares one address. The limit by address is wide, against guessing.
"""

from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from assay.core.settings import Settings
from assay.core.signing import digest
from assay.testroom import guards

PER_LINK = "60 per minute"
PER_ADDRESS = "1200 per minute"
PER_MAILBOX = "3 per minute; 10 per hour"
PER_NETWORK = "60 per minute; 600 per hour"
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
    """Of the pages after the end, which open by either, whichever it is."""
    token = (request.view_args or {}).get("token")
    return digest(token).hex()[:32] if token else _by_sitting()


def limited_acts(limiter: Limiter, view: Any) -> Any:
    """What costs more than a look, and is done once or twice: limited by link or sitting."""
    held = limiter.limit(PER_SITTING, key_func=lambda: f"acts.{_by_link()}")(view)
    held.guard = view.guard
    return held


def limited_trials(limiter: Limiter, view: Any) -> Any:
    """The view by which one sitting's code is run, limited."""
    held = limiter.limit(PER_SITTING, key_func=_by_sitting)(view)
    held.guard = view.guard
    return held


def limited_widely(limiter: Limiter, view: Any) -> Any:
    """The view of an address that many hold: by where they ask from alone."""
    held = limiter.limit(PER_ADDRESS)(view)
    held.guard = view.guard
    return held


def limited_sign_ups(limiter: Limiter, view: Any) -> Any:
    """What sends a mail to whom a stranger names: by that address, then by the stranger's network.

    A hiring day shares one network, so the limit by network is wide.
    """
    held = limiter.limit(PER_MAILBOX, key_func=_by_mailbox)(view)
    held = limiter.limit(PER_NETWORK, key_func=_by_network)(held)
    held.guard = view.guard
    return held


def _by_mailbox() -> str:
    email = request.form.get("email", "").strip().lower()
    return f"mailbox.{digest(email).hex()[:32]}" if email else _by_network()


def _by_network() -> str:
    """/24 of IPv4, /56 of IPv6: what one household or office is given."""
    address = ip_address(get_remote_address())
    return f"network.{ip_network(f'{address}/{24 if address.version == 4 else 56}', strict=False)}"


def _by_sitting() -> str:
    ticket = guards.office().read(request.environ)
    return f"trials.{ticket.sitting_id}" if ticket else "trials"
