"""Verbs about one login: register it; see that it is its owner's."""

import unicodedata
from uuid import uuid4

from flask_security import hash_password
from sqlalchemy.exc import IntegrityError

from assay.accounts import queries
from assay.accounts.addresses import kept
from assay.accounts.models import User
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Invalid


def register(*, email: str, name: str, password: str | None = None) -> User:
    """A new user, who may sign in once a password is set. Invalid where the address has one."""
    if queries.user_by_email(email) is not None:
        raise Invalid("email", "There is an account with this address: sign in with it first.")
    user = User(
        email=kept(email),
        name=name,
        password=_hashed(password) if password else None,
        fs_uniquifier=uuid4().hex,
        active=True,
    )
    session.add(user)
    session.flush()
    return user


def registered(*, email: str, name: str) -> User:
    """The user with this address: found, or made without a password."""
    if (found := queries.user_by_email(email)) is not None:
        return found
    try:
        with session.begin_nested():
            return register(email=email, name=name)
    except IntegrityError:  # another organisation asked the same person just now
        found = queries.user_by_email(email)
        assert found is not None
        return found


def spend_a_hash() -> None:
    """As long as registering takes, where nobody is registered."""
    hash_password("nobody's")


def reclaim(user: User) -> None:
    """Whoever sets a password by a mailed link owns the address, and the account with it.

    Where the address was unconfirmed, whoever used the account before may have been a stranger:
    their second factors go. A second time changes nothing.
    """
    if user.confirmed_at is None:
        forget_second_factors(user)
        user.confirmed_at = clock.now()


def forget_second_factors(user: User) -> None:
    """App, passkeys and recovery codes: signing in takes the password alone."""
    user.tf_primary_method = user.tf_totp_secret = user.mf_recovery_codes = None
    user.webauthn.clear()


def _hashed(password: str) -> str:
    """As Flask-Security compares it: normalised, then argon2."""
    return str(hash_password(unicodedata.normalize("NFKD", password)))
