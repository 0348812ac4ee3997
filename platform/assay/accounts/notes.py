"""Flask-Security's signals, as lines of the audit in the installation's stream.

What a person did is kept with what it changed. A failure is kept in a transaction of its own:
it must survive whatever becomes of the request.
"""

from typing import Any
from uuid import UUID

from flask import Flask, current_app
from flask_login import user_logged_out
from flask_security import (
    password_changed,
    password_reset,
    reset_password_instructions_sent,
    user_authenticated,
    user_failed_authn,
)

from assay.accounts.models import User
from assay.audit.actions import SYSTEM, Actor, record
from assay.core.db import transaction
from assay.tenancy.scope import INSTALLATION, current_or_none, scope

DONE = (
    (user_authenticated, "user.sign_in"),
    (user_logged_out, "user.sign_out"),
    (reset_password_instructions_sent, "user.ask_reset"),
    (password_reset, "user.reset_password"),
    (password_changed, "user.change_password"),
)


def connect(app: Flask) -> None:
    for signal, verb in DONE:
        signal.connect(_noting(verb), sender=app, weak=False)
    user_failed_authn.connect(_failed, sender=app)


def sign_in_failed(user_id: UUID | None) -> None:
    """None: nobody has that address. (The address itself is not kept.)"""
    _apart("user.fail_sign_in", user_id, actor=SYSTEM)


def _failed(_: Flask, user: User, **__: Any) -> None:
    sign_in_failed(user.id)


def _noting(verb: str) -> Any:
    def note(_: Flask, user: User, **__: Any) -> None:
        actor = Actor(kind="user", id=user.id)
        if current_or_none() == INSTALLATION:
            record(verb, "user", user.id, actor=actor)
        else:
            _apart(verb, user.id, actor=actor)

    return note


def _apart(verb: str, user_id: UUID | None, *, actor: Actor) -> None:
    """Another app context has another session: this commits by itself, and nothing else."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with app.app_context(), scope(INSTALLATION), transaction():
        record(verb, "user", user_id, actor=actor)
