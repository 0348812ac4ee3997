"""Codes: an authenticator app's, each taken once; recovery codes, kept as digests."""

import hashlib
import hmac
import re
import secrets
from typing import Any, cast

from flask import Flask
from flask_security import MfRecoveryCodesUtil, Totp
from passlib.exc import TokenError  # type: ignore[import-untyped]
from sqlalchemy import or_, select, update

from assay.accounts.models import User
from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.core.errors import Conflict

HOW_MANY = 10


class AppCodes(Totp):
    """RFC 6238, section 5.2: a code that was taken is not taken again, nor is an older one."""

    def get_last_counter(self, user: Any) -> int | None:
        return cast(int | None, user.tf_counter)

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """TokenError where another request has taken the code meanwhile."""
        taken = session.execute(
            update(User)
            .where(
                User.id == user.id,
                or_(User.tf_counter.is_(None), User.tf_counter < tmatch.counter),
            )
            .values(tf_counter=tmatch.counter)
        )
        if taken.rowcount == 0:  # type: ignore[attr-defined]
            raise TokenError("taken meanwhile")


class RecoveryCodes(MfRecoveryCodesUtil):
    """Shown once, when they are made: only a keyed digest of each stays, until it is used."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        secret: str = app.extensions["assay"].settings.secret_key
        self._key = hashlib.sha256(b"assay.recovery:" + secret.encode()).digest()

    def create_recovery_codes(self, user: Any) -> list[str]:
        codes = [_grouped(self._fresh()) for _ in range(HOW_MANY)]
        user.mf_recovery_codes = [self._digest(code) for code in codes]
        record("user.make_recovery_codes", "user", user.id, actor=Actor(kind="user", id=user.id))
        return codes

    def get_recovery_codes(self, user: Any) -> list[str]:
        """None can be shown again."""
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        given = self._digest(code)
        return any(hmac.compare_digest(given, kept) for kept in user.mf_recovery_codes or [])

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Use it up. Conflict where another request has used it meanwhile."""
        left = session.scalar(
            select(User.mf_recovery_codes).where(User.id == user.id).with_for_update()
        )
        given = self._digest(code)
        if given not in (left or []):
            raise Conflict("used meanwhile")
        user.mf_recovery_codes = [kept for kept in left or [] if kept != given]
        record("user.use_recovery_code", "user", user.id, actor=Actor(kind="user", id=user.id))
        return True

    def _digest(self, code: str) -> str:
        """However it is typed: case, spaces and hyphens say nothing."""
        plain = re.sub(r"[\s-]", "", code).lower()
        return hmac.new(self._key, plain.encode(), hashlib.sha256).hexdigest()

    @staticmethod
    def _fresh() -> str:
        return secrets.token_hex(8)


def _grouped(code: str) -> str:
    """`0123-4567-89ab-cdef`"""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
