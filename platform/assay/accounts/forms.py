"""Flask-Security's forms with our labels; a sign-in that fails for nobody is noted too."""

from typing import Any

from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    ResetPasswordForm,
)

from assay.accounts import notes

LABELS = {
    "email": "E-mail",
    "password": "Password",
    "password_confirm": "The same again",
    "new_password": "New password",
    "new_password_confirm": "The same again",
}


class _Ours:
    """Labels in sentence case."""

    labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.labels.items():
            if name in self:  # type: ignore[operator]
                self[name].label.text = words  # type: ignore[index]


class SignInForm(_Ours, LoginForm):
    def validate(self, **kwargs: Any) -> bool:
        ok = bool(super().validate(**kwargs))
        if not ok and self.user is None and self.email.data and self.password.data:
            notes.sign_in_failed(None)
        return ok


class ForgotForm(_Ours, ForgotPasswordForm):
    pass


class ResetForm(_Ours, ResetPasswordForm):
    labels = LABELS | {"password": "New password"}


class ChangeForm(_Ours, ChangePasswordForm):
    labels = LABELS | {"password": "Present password"}
