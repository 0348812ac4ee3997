"""What follows when Flask-Security says that something was done."""

from typing import Any

from flask import Flask
from flask_login import user_logged_out
from flask_security import (
    change_email_confirmed,
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    wan_deleted,
    wan_registered,
)
from flask_security.utils import send_mail

from assay.accounts import sessions, users
from assay.accounts.models import User

CHANGED = (
    (tf_profile_changed, "an authenticator app was set up"),
    (tf_disabled, "the authenticator app was turned off"),
    (wan_registered, "a passkey was added"),
    (wan_deleted, "a passkey was removed"),
)
"""What the account's owner is told by letter, should it not have been them."""


def connect(app: Flask) -> None:
    for signal, what in CHANGED:
        signal.connect(_telling(what), sender=app, weak=False)
    user_authenticated.connect(_begin_session, sender=app)
    user_logged_out.connect(_end_session, sender=app)
    password_reset.connect(_take_the_account_back, sender=app)
    password_changed.connect(_sign_out_elsewhere, sender=app)
    change_email_confirmed.connect(_leave_the_old_address, sender=app)


def _begin_session(_: Flask, user: User, **__: Any) -> None:
    sessions.begin(user.id)


def _end_session(_: Flask, **__: Any) -> None:
    sessions.end_this()


def _take_the_account_back(_: Flask, user: User, **__: Any) -> None:
    users.reclaim(user)
    sessions.end_all(user.id)


def _sign_out_elsewhere(_: Flask, user: User, **__: Any) -> None:
    sessions.end_others(user.id)


def _leave_the_old_address(_: Flask, user: User, old_email: str, **__: Any) -> None:
    """Tell it; links that were sent to it open nothing any more."""
    sessions.renew(user)
    subject = "The e-mail address of your Assay account was changed"
    send_mail(subject, old_email, "security/email/address_changed", user=user)


def _telling(what: str) -> Any:
    def tell(_: Flask, user: User, **__: Any) -> None:
        subject = "A change to how you sign in to Assay"
        send_mail(subject, user.email, "security/email/sign_in_changed", user=user, what=what)

    return tell
