"""Flask-Security's second steps, where we keep them otherwise than it does."""

from functools import wraps
from typing import Any

import flask
from flask import Flask, redirect, url_for
from flask_login import current_user

from assay.web.guards import View, closed

PENDING = ("tf_state", "tf_primary_method", "tf_totp_secret")
CLOSED = ("security.two_factor_rescue",)
"""It would write to whoever runs the installation, or send a code by mail."""


def init(app: Flask) -> None:
    views = app.view_functions
    for endpoint in CLOSED:
        views[endpoint] = closed(views[endpoint])
    check = "security.two_factor_token_validation"
    views[check] = _only_where_set_up_began(views[check])


def _only_where_set_up_began(view: View) -> Any:
    """Flask-Security would sign out, by a GET, whoever looks in without having begun."""

    @wraps(view)
    def inside() -> Any:
        if current_user.is_authenticated and not all(map(flask.session.get, PENDING)):
            return redirect(url_for("account.index"), 303)
        return view()

    return inside
