"""How often one may try to sign in or ask for a letter: by account first, then by address.

Many people may share one address, so the limits by address are wide. Saves are never limited.
"""

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from assay.core.settings import Settings
from assay.core.signing import digest

SIGN_IN = ("10 per minute; 60 per hour", "120 per minute")
LETTERS = ("3 per minute; 10 per hour", "60 per minute")
LINKS = ("20 per minute", "120 per minute")
OPENING = ("5 per minute", "30 per hour")
VERIFYING = ("30 per minute; 600 per hour", "30 per minute; 600 per hour")
LIMITED = {
    "security.login": SIGN_IN,
    "security.forgot_password": LETTERS,
    "security.reset_password": LINKS,
    "security.change_password": SIGN_IN,
    "accounts.open_organisation": OPENING,
    "verify.check": VERIFYING,
}
"""Endpoint → (limit by account or token, limit by address), on what is sent only."""


def init(app: Flask, settings: Settings) -> None:
    """Counted in Valkey; in this process's memory while Valkey is gone."""
    limiter = Limiter(
        get_remote_address,
        app=app,
        enabled=settings.rate_limits,
        storage_uri=settings.redis_url,
        key_prefix=f"{settings.redis_prefix}.o",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
    )
    app.extensions["assay.limiter"] = limiter  # its decorators hold it weakly
    for endpoint, (by_account, by_address) in LIMITED.items():
        view: Any = app.view_functions[endpoint]
        held: Any = limiter.limit(by_address, methods=["POST"])(view)
        held = limiter.limit(by_account, methods=["POST"], key_func=_account)(held)
        held.guard = view.guard
        app.view_functions[endpoint] = held


def _account() -> str:
    """Whom it is about, as a digest: the token of the address, or the e-mail that was typed."""
    token = (request.view_args or {}).get("token")
    about = token or request.form.get("email", "").strip().lower()
    return digest(about or get_remote_address()).hex()[:32]
