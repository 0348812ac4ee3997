"""What Flask-Security is told: which of its doors are open, where they lie, how it hashes."""

from datetime import timedelta
from typing import Any

from assay.accounts.wording import MESSAGES
from assay.core import clock
from assay.core.settings import Settings

PREFIX = "/o/account"
RESET_LASTS = timedelta(days=1)
CONFIRM_LASTS = timedelta(days=3)
SHORTEST_PASSWORD = 10


def config(settings: Settings) -> dict[str, Any]:
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
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_LOGIN_WITHOUT_CONFIRMATION": True,
        "SECURITY_CONFIRM_EMAIL_WITHIN": CONFIRM_LASTS,
        "SECURITY_DATETIME_FACTORY": clock.now,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_RESET_PASSWORD_WITHIN": RESET_LASTS,
        "SECURITY_FRESHNESS": timedelta(seconds=-1),
        "SECURITY_LOGIN_URL": "/login",
        "SECURITY_LOGOUT_URL": "/logout",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_POST_LOGIN_VIEW": "/o/?straight=1",
        "SECURITY_POST_LOGOUT_VIEW": f"{PREFIX}/login",
        "SECURITY_POST_CHANGE_VIEW": "/o/",
        "SECURITY_POST_CONFIRM_VIEW": "/o/?straight=1",
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_EMAIL_SUBJECT_CONFIRM": "Confirm your e-mail address for Assay",
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
