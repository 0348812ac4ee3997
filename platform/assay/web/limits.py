"""How often one may try to sign in or ask for a letter: by account first, then by address.

Many people may share one address, so the limits by address are wide. Saves are never limited.
Nobody is shut out for good by strangers: a browser that is known, a passkey and a mailed link pass.
"""

import time
from dataclasses import replace
from typing import Any

import flask
from flask import Flask, Response, make_response, render_template, request
from flask_limiter import Limiter
from flask_limiter.errors import RateLimitExceeded
from flask_limiter.util import get_remote_address
from flask_login import current_user

from assay.accounts.addresses import kept
from assay.core import context
from assay.core.settings import Settings
from assay.core.signing import digest
from assay.web import known
from assay.web.errors import HELP
from assay.web.looks import counted

SIGN_IN = ("10 per minute; 60 per hour", "120 per minute")
CODES = ("10 per minute; 30 per hour", "120 per minute")
LETTERS = ("3 per minute; 10 per hour", "60 per minute")
INVITING = ("20 per minute; 200 per hour", "120 per minute")
LINKS = ("20 per minute", "120 per minute")
OPENING = ("5 per minute; 10 per hour", "30 per hour")
VERIFYING = ("30 per minute; 600 per hour", "30 per minute; 600 per hour")
READING = ("20 per minute; 200 per hour", "60 per minute; 600 per hour")
LIMITED = {
    "security.login": SIGN_IN,
    "security.verify": SIGN_IN,
    "security.change_password": SIGN_IN,
    "security.two_factor_token_validation": CODES,
    "security.mf_recovery": CODES,
    "security.wan_signin_response": LINKS,
    "security.wan_verify_response": LINKS,
    "security.forgot_password": LETTERS,
    "security.send_confirmation": LETTERS,
    "security.change_email": LETTERS,
    "security.reset_password": LINKS,
    "security.confirm_email": LINKS,
    "security.take_address": LINKS,
    "accounts.open_organisation": OPENING,
    "letters.try_out": LETTERS,
    "members.add": INVITING,
    "operators.open_organisation": INVITING,
    "operators.ask_for_owner": INVITING,
    "members.resend": INVITING,
    "verify.check": VERIFYING,
    "shared.show": READING,
    "shared.pdf": READING,
}
"""Endpoint → (limit by account or token, limit by address), on what is sent only."""
OTHER_WAYS = (
    "A browser in which you have signed in before, a passkey, and the link in a letter"
    " (“Forgot your password?”) are not held up."
)


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
    app.register_error_handler(RateLimitExceeded, _later)
    known.init(app, settings)
    for endpoint, (by_account, by_address) in LIMITED.items():
        view: Any = app.view_functions[endpoint]
        held: Any = limiter.limit(by_address, methods=["POST"])(view)
        held = limiter.limit(by_account, methods=["POST"], key_func=_account)(held)
        held.guard = view.guard
        app.view_functions[endpoint] = held


def _account() -> str:
    """Whom it is about: a token, who is signed in or half so, or the address that was typed."""
    token = (request.view_args or {}).get("token")
    if token:
        return _of("token", token)
    if current_user.is_authenticated:
        return _of("user", str(current_user.id))
    if halfway := flask.session.get("tf_user_id"):
        return _of("user", halfway)
    email = request.form.get("email", "").strip()
    if not email:
        return _of("address", get_remote_address())
    if request.endpoint == "security.login" and (browser := known.browser(email)):
        return _of("browser", browser)
    return _of("email", kept(email))


def _of(kind: str, whom: str) -> str:
    return digest(f"{kind}:{whom}").hex()[:32]


def _later(_: RateLimitExceeded) -> Response:
    """When to try again, and what is open meanwhile."""
    limiter: Limiter = flask.current_app.extensions["assay.limiter"]
    limit = limiter.current_limit
    wait = max(1, limit.reset_at - int(time.time())) if limit else 60
    minutes = -(-wait // 60)
    told = (
        counted(wait, "second", "seconds") if wait < 90 else counted(minutes, "minute", "minutes")
    )
    others = f" {OTHER_WAYS}" if request.endpoint == "security.login" else ""
    help_ = replace(HELP[429], do=f"Try again in {told}.{others}")
    page = render_template("errors/help.html", help=help_, request_id=context.request_id())
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(wait)
    return response


def _told(seconds: int) -> str:
    """`40 seconds`, `12 minutes`."""
    if seconds < 90:
        return counted(seconds, "second", "seconds")
    return counted(-(-seconds // 60), "minute", "minutes")
