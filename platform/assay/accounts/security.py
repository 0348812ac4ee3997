"""Flask-Security, wired: what it may do here, where its pages lie, how it keeps and writes.

Its datastore commits through core.db, its mails go through the outbox, its signals into the audit.
"""

from typing import Any, cast

from flask import Flask, Request, current_app
from flask_security import MailUtil, Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect

from assay.accounts import actions, codes, effects, forms, notes, passkeys, sessions
from assay.accounts.addresses import kept
from assay.accounts.configuration import SHORTEST_PASSWORD, config
from assay.accounts.models import Passkey, Role, User
from assay.core.db import db, transaction
from assay.core.settings import Settings


def init(app: Flask, settings: Settings) -> None:
    app.config.update(config(settings))
    CSRFProtect(app)
    security = Security(
        app,
        Datastore(db, User, Role, Passkey),
        mail_util_cls=Post,
        login_form=forms.SignInForm,
        forgot_password_form=forms.ForgotForm,
        reset_password_form=forms.ResetForm,
        change_password_form=forms.ChangeForm,
        change_email_form=forms.NewAddressForm,
        verify_form=forms.VerifyForm,
        two_factor_setup_form=forms.SetupForm,
        two_factor_select_form=forms.SelectForm,
        two_factor_rescue_form=forms.RescueForm,
        two_factor_verify_code_form=forms.CodeForm,
        mf_recovery_form=forms.RecoveryForm,
        wan_register_form=passkeys.NameForm,
        wan_register_response_form=passkeys.NewForm,
        wan_signin_form=passkeys.AskForm,
        wan_signin_response_form=passkeys.UseForm,
        totp_cls=codes.AppCodes,
        mf_recovery_codes_util_cls=codes.RecoveryCodes,
        webauthn_util_cls=passkeys.Passkeys,
    )
    security.want_json(_never)
    app.login_manager.user_loader(sessions.load)  # type: ignore[attr-defined]
    app.login_manager.request_loader(_no_one)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(base_url=settings.base_url, shortest_password=SHORTEST_PASSWORD)
    notes.connect(app)
    effects.connect(app)


class Datastore(SQLAlchemyUserDatastore):
    """E-mail addresses are compared as they are kept."""

    def commit(self) -> None:
        with transaction():
            pass

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> User | None:
        if "email" in kwargs:
            kwargs["email"] = kept(kwargs["email"])
        return cast(User | None, super().find_user(case_insensitive=False, **kwargs))


class Post(MailUtil):
    """Flask-Security's mails, as sealed letters in the outbox."""

    def normalize(self, email: str) -> str:
        return kept(super().normalize(email))

    def validate(self, email: str) -> str:
        return kept(super().validate(email))

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
