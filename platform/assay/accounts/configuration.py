"""What Flask-Security is told: which of its doors are open, where they lie, how it hashes."""

import hashlib
from datetime import timedelta
from typing import Any

from assay.accounts.wording import MESSAGES
from assay.core import clock
from assay.core.settings import Settings

PREFIX = "/o/account"
AFTER_SIGN_IN = "/o/?straight=1"
RESET_LASTS = timedelta(days=1)
CONFIRM_LASTS = timedelta(days=3)
FRESH = timedelta(minutes=15)
"""So long after signing in, or confirming that it is oneself, dangerous acts need no more."""
SHORTEST_PASSWORD = 10
SUBJECTS = {
    "SECURITY_CHANGE_EMAIL_SUBJECT": "Confirm your new e-mail address for Assay",
    "SECURITY_EMAIL_SUBJECT_CONFIRM": "Confirm your e-mail address for Assay",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password for Assay",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": "Your Assay password was reset",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your Assay password was changed",
}
"""Of the letters that Flask-Security writes."""


def config(settings: Settings) -> dict[str, Any]:
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
        "SECURITY_CHANGE_EMAIL": True,
        "SECURITY_CHANGE_EMAIL_URL": "/email",
        "SECURITY_CHANGE_EMAIL_WITHIN": CONFIRM_LASTS,
        "SECURITY_POST_CHANGE_EMAIL_VIEW": f"{PREFIX}/",
        "SECURITY_DATETIME_FACTORY": clock.now,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_RESET_PASSWORD_WITHIN": RESET_LASTS,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_FRESHNESS": FRESH,
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
        "SECURITY_POST_VERIFY_VIEW": f"{PREFIX}/",
        "SECURITY_LOGIN_URL": "/login",
        "SECURITY_LOGOUT_URL": "/logout",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_POST_LOGIN_VIEW": AFTER_SIGN_IN,
        "SECURITY_POST_LOGOUT_VIEW": f"{PREFIX}/login",
        "SECURITY_POST_CHANGE_VIEW": "/o/",
        "SECURITY_POST_CONFIRM_VIEW": AFTER_SIGN_IN,
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "REMEMBER_COOKIE_PATH": "/o",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.base_url.startswith("https:"),
        **SUBJECTS,
        **_second_factors(settings),
        **{f"SECURITY_MSG_{name}": said for name, said in MESSAGES.items()},
    }


def _second_factors(settings: Settings) -> dict[str, Any]:
    """An authenticator app, passkeys, and recovery codes; never a code by mail."""
    sealing = hashlib.sha256(b"assay.totp:" + settings.secret_key.encode()).hexdigest()
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_SETUP_URL": "/app",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/app/code",
        "SECURITY_TWO_FACTOR_RESCUE_URL": "/app/rescue",
        "SECURITY_TWO_FACTOR_SELECT_URL": "/second-step",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": f"{PREFIX}/",
        "SECURITY_TOTP_SECRETS": {"1": sealing},
        "SECURITY_TOTP_ISSUER": "Assay",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/recovery",
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_RP_NAME": "Assay",
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_WAN_NAME_ALLOWED_CHARS": None,
        "SECURITY_WAN_REGISTER_URL": "/passkeys",
        "SECURITY_WAN_DELETE_URL": "/passkeys/remove",
        "SECURITY_WAN_SIGNIN_URL": "/passkey",
        "SECURITY_WAN_SIGNIN_WITHIN": timedelta(minutes=5),
        "SECURITY_WAN_VERIFY_URL": "/verify/passkey",
        "SECURITY_INPUT_NORMALIZE_FORM": "NFC",
    }


def _cheap() -> dict[str, int]:
    """For tests: a hash that takes a millisecond."""
    return {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}
