"""Browsers in which somebody has signed in before, or has set a password by a mailed link.

Their tries are counted apart: whoever guesses a password from elsewhere holds up other strangers,
never the account's owner at a desk of theirs.
"""

from datetime import timedelta
from typing import Any

import flask
from flask import Flask, Response, g, request
from flask_security import password_reset, user_authenticated

from assay.accounts.addresses import kept
from assay.accounts.configuration import PREFIX
from assay.accounts.models import User
from assay.core import signing
from assay.core.settings import Settings
from assay.core.signing import Signer

COOKIE = "assay_known"
LASTS = timedelta(days=180)


def init(app: Flask, settings: Settings) -> None:
    signer = Signer(settings.secret_key, "known")
    secure = settings.base_url.startswith("https:")

    def remember(response: Response) -> Response:
        if about := g.get("known_from_now_on"):
            value = signer.sign([about, signing.token()])
            response.set_cookie(
                COOKIE,
                value,
                max_age=LASTS,
                path=PREFIX,
                httponly=True,
                samesite="Lax",
                secure=secure,
            )
        return response

    app.extensions["assay.known"] = signer
    app.after_request(remember)
    for signal in (user_authenticated, password_reset):
        signal.connect(_remember, sender=app)


def browser(email: str) -> str | None:
    """This browser's own name, where it knows the account with that address."""
    known = flask.current_app.extensions["assay.known"].unsign(request.cookies.get(COOKIE, ""))
    if not known or len(known) != 2 or known[0] != _about(email):
        return None
    return str(known[1])


def _remember(_: Flask, user: User, **__: Any) -> None:
    g.known_from_now_on = _about(user.email)


def _about(email: str) -> str:
    return signing.digest(kept(email)).hex()[:32]
