"""Passkeys: each is unlocked by finger, face or PIN, so that it is both factors in one.

One kind serves for everything: to sign in, as the second step after a password, and to confirm
that it is still oneself. A challenge is for the browser that asked for it.
"""

from typing import Any

import flask
from flask_security import (
    WebAuthnRegisterForm,
    WebAuthnRegisterResponseForm,
    WebauthnUtil,
)
from flask_security.webauthn import WebAuthnSigninForm, WebAuthnSigninResponseForm
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import HiddenField

from assay.accounts.forms import Ours

CHALLENGE = "passkey_challenge"
NOT_ASKED = "That took too long, or another window asked meanwhile. Please start again."
NOT_YOURS = "This passkey is for another account."
USAGE = "secondary"
"""What Flask-Security keeps with every passkey; its forms here do not part them by it."""


class Passkeys(WebauthnUtil):
    def generate_challenge(self, nbytes: int | None = None) -> str:
        challenge = str(super().generate_challenge(nbytes))
        flask.session[CHALLENGE] = challenge
        return challenge

    def registration_options(self, user: Any, usage: str, existing: dict[str, Any]) -> Any:
        return super().registration_options(
            user, usage, existing | {"user_display_name": user.name}
        )

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        return UserVerificationRequirement.REQUIRED


class NameForm(Ours, WebAuthnRegisterForm):
    usage = HiddenField(default=USAGE)

    def validate(self, **kwargs: Any) -> bool:
        self.usage.data = USAGE
        return bool(super().validate(**kwargs))


class AskForm(Ours, WebAuthnSigninForm):
    pass


class _Answer:
    """What the browser answered to the challenge that it was given."""

    def validate(self, **kwargs: Any) -> bool:
        asked = flask.session.pop(CHALLENGE, None)
        if asked is None or asked != self.challenge:  # type: ignore[attr-defined]
            self.credential.errors = [NOT_ASKED]  # type: ignore[attr-defined]
            return False
        return bool(super().validate(**kwargs))  # type: ignore[misc]


class NewForm(_Answer, WebAuthnRegisterResponseForm):
    pass


class UseForm(_Answer, Ours, WebAuthnSigninResponseForm):
    """To sign in, as the second step, or to verify. Nobody is remembered for longer."""

    def validate(self, **kwargs: Any) -> bool:
        self.is_verify = True  # by which Flask-Security takes passkeys of either usage
        self.remember.data = ""
        ok = super().validate(**kwargs)
        if self.is_secondary and self.user and self.user.get_id() != flask.session["tf_user_id"]:
            self.credential.errors.append(NOT_YOURS)
        return ok and not self.credential.errors
