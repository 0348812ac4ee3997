"""Flask-Security's signals, as lines of the audit in the installation's stream.

What a person did is kept with what it changed. A failure is kept in a transaction of its own:
it must survive whatever becomes of the request.
"""

from typing import Any
from uuid import UUID

from flask import Flask
from flask_login import user_logged_out
from flask_security import (
    change_email_confirmed,
    change_email_instructions_sent,
    confirm_instructions_sent,
    password_changed,
    password_reset,
    reset_password_instructions_sent,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    user_confirmed,
    user_failed_authn,
    wan_deleted,
    wan_registered,
)

from assay.accounts.apart import apart, with_the_request
from assay.accounts.models import User
from assay.audit.actions import SYSTEM, Actor, record

DONE = (
    (user_authenticated, "user.sign_in"),
    (user_logged_out, "user.sign_out"),
    (reset_password_instructions_sent, "user.ask_reset"),
    (password_reset, "user.reset_password"),
    (password_changed, "user.change_password"),
    (confirm_instructions_sent, "user.ask_confirmation"),
    (user_confirmed, "user.confirm"),
    (change_email_instructions_sent, "user.ask_new_address"),
    (change_email_confirmed, "user.change_address"),
    (tf_profile_changed, "user.set_up_app"),
    (tf_disabled, "user.drop_app"),
    (wan_registered, "user.add_passkey"),
    (wan_deleted, "user.drop_passkey"),
)


def connect(app: Flask) -> None:
    for signal, verb in DONE:
        signal.connect(_noting(verb), sender=app, weak=False)
    user_failed_authn.connect(_failed, sender=app)


def sign_in_failed(user_id: UUID | None, *, by: str = "password") -> None:
    """By password, code or passkey. None: nobody has that address. (The address is not kept.)"""
    with apart():
        record("user.fail_sign_in", "user", user_id, actor=SYSTEM, details={"by": by})


def _failed(_: Flask, user: User, auth_type: str, **__: Any) -> None:
    sign_in_failed(user.id, by=auth_type)


def _noting(verb: str) -> Any:
    def note(_: Flask, user: User, **__: Any) -> None:
        user_id = user.id
        with with_the_request():
            record(verb, "user", user_id, actor=Actor(kind="user", id=user_id))

    return note
