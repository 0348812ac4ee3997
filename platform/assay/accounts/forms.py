"""Flask-Security's forms with our labels; a sign-in that fails for nobody is noted too."""

from typing import Any

from flask_security import (
    ChangeEmailForm,
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    MfRecoveryForm,
    ResetPasswordForm,
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
)
from flask_security import VerifyForm as SecuritysVerifyForm
from flask_security.utils import validate_redirect_url
from wtforms import HiddenField, RadioField

from assay.accounts import notes, users
from assay.accounts.configuration import AFTER_SIGN_IN

LABELS = {
    "email": "E-mail",
    "password": "Password",
    "password_confirm": "The same again",
    "new_password": "New password",
    "new_password_confirm": "The same again",
    "code": "Code",
    "name": "Name",
}


class Ours:
    """Labels in sentence case; an address that leads away is forgotten, and refuses nothing."""

    labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.labels.items():
            if name in self:  # type: ignore[operator]
                self[name].label.text = words  # type: ignore[index]

    def validate_next(self, field: Any) -> None:
        if field.data and not validate_redirect_url(field.data):
            field.data = ""


class SignInForm(Ours, LoginForm):
    """Nobody is remembered for longer than a session."""

    remember = None

    def validate(self, **kwargs: Any) -> bool:
        ok = bool(super().validate(**kwargs))
        if not ok and self.user is None and self.email.data and self.password.data:
            notes.sign_in_failed(None)
        self.next.data = self.next.data or AFTER_SIGN_IN
        return ok


class ForgotForm(Ours, ForgotPasswordForm):
    """Takes as long for who has an account as for who has none, whom Flask-Security lets wait."""

    def validate(self, **kwargs: Any) -> bool:
        ok = bool(super().validate(**kwargs))
        if ok:
            users.spend_a_hash()
        return ok


class ResetForm(Ours, ResetPasswordForm):
    labels = LABELS | {"password": "New password"}


class ChangeForm(Ours, ChangePasswordForm):
    labels = LABELS | {"password": "Present password"}


class NewAddressForm(Ours, ChangeEmailForm):
    labels = LABELS | {"email": "New e-mail"}


class VerifyForm(Ours, SecuritysVerifyForm):
    pass


class SetupForm(Ours, TwoFactorSetupForm):
    """Its buttons say what they do: "authenticator" or "disable"."""

    setup = HiddenField()


class SelectForm(Ours, TwoFactorSelectForm):
    which = HiddenField()


class RescueForm(TwoFactorRescueForm):
    """Never shown: what it would offer is closed here."""

    help_setup = RadioField(choices=[])


class CodeForm(Ours, TwoFactorVerifyCodeForm):
    pass


class RecoveryForm(Ours, MfRecoveryForm):
    labels = LABELS | {"code": "Recovery code"}
