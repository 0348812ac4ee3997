"""Flask-Security, wired: what it may do here, where its pages lie, how it keeps and writes.

Its datastore commits through core.db, its mails go through the outbox, its signals into the audit.
"""

from datetime import timedelta
from typing import Any, cast

from flask import Flask, Request, current_app
from flask_security import MailUtil, Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect

from assay.accounts import actions, forms, notes
from assay.accounts.models import Role, User
from assay.core.db import db, transaction
from assay.core.settings import Settings

PREFIX = "/o/account"
LINK_LASTS = timedelta(days=1)
SHORTEST_PASSWORD = 10


def init(app: Flask, settings: Settings) -> None:
    app.config.update(_config(settings))
    CSRFProtect(app)
    security = Security(
        app,
        Datastore(db, User, Role),
        mail_util_cls=Post,
        login_form=forms.SignInForm,
        forgot_password_form=forms.ForgotForm,
        reset_password_form=forms.ResetForm,
        change_password_form=forms.ChangeForm,
    )
    security.want_json(_never)
    app.login_manager.request_loader(_no_one)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(base_url=settings.base_url, shortest_password=SHORTEST_PASSWORD)
    notes.connect(app)


class Datastore(SQLAlchemyUserDatastore):
    """E-mail addresses are kept in lower case and compared as they are kept."""

    def commit(self) -> None:
        with transaction():
            pass

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> User | None:
        if "email" in kwargs:
            kwargs["email"] = kwargs["email"].lower()
        return cast(User | None, super().find_user(case_insensitive=False, **kwargs))


class Post(MailUtil):
    """Flask-Security's mails, as sealed letters in the outbox."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **_: Any,
    ) -> None:
        sealer = current_app.extensions["assay"].sealer
        actions.write_letter(
            recipient=recipient,
            subject=str(subject),
            text=body or "",
            html=html or "",
            sealer=sealer,
        )


def _never(_: Request) -> bool:
    """These pages are for browsers: no JSON, no authentication tokens."""
    return False


def _no_one(_: Request) -> None:
    """Only the session's cookie signs a person in, never a token in a header or an address."""


def _config(settings: Settings) -> dict[str, Any]:
    secure = settings.base_url.startswith("https:")
    return {
        "SECURITY_URL_PREFIX": PREFIX,
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_I18N_DIRNAME": [],
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": _cheap() if settings.testing else {},
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_RESET_PASSWORD_WITHIN": LINK_LASTS,
        "SECURITY_FRESHNESS": timedelta(seconds=-1),
        "SECURITY_LOGIN_URL": "/login",
        "SECURITY_LOGOUT_URL": "/logout",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_POST_LOGIN_VIEW": "/o/?straight=1",
        "SECURITY_POST_LOGOUT_VIEW": f"{PREFIX}/login",
        "SECURITY_POST_CHANGE_VIEW": "/o/",
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password for Assay",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": "Your Assay password was reset",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your Assay password was changed",
        "REMEMBER_COOKIE_PATH": "/o",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": secure,
        **{f"SECURITY_MSG_{name}": said for name, said in MESSAGES.items()},
    }


def _cheap() -> dict[str, int]:
    """For tests: a hash that takes a millisecond."""
    return {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}


MESSAGES = {
    "GENERIC_AUTHN_FAILED": ("E-mail or password is wrong.", "error"),
    "PASSWORD_RESET_REQUEST": (
        "If %(email)s belongs to an account, a letter with a link is on its way.",
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": ("That link has expired. Ask for a new one here.", "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (
        "That link has been used or was cut in two. Ask for a new one here.",
        "error",
    ),
    "PASSWORD_RESET_NO_LOGIN": ("Your password is set. Sign in with it.", "success"),
    "PASSWORD_CHANGE": ("Your password is changed.", "success"),
    "UNAUTHENTICATED": ("Sign in first.", "warning"),
    "EMAIL_NOT_PROVIDED": ("Give your e-mail address.", "error"),
    "INVALID_EMAIL_ADDRESS": ("This is not an e-mail address.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Give your password.", "error"),
    "PASSWORD_INVALID_LENGTH": ("Use at least %(length)s characters.", "error"),
    "RETYPE_PASSWORD_MISMATCH": ("The two passwords differ.", "error"),
    "INVALID_PASSWORD": ("That is not your password.", "error"),
    "PASSWORD_IS_THE_SAME": ("Choose another one than before.", "error"),
}
"""Flask-Security's sentences, in ours."""
