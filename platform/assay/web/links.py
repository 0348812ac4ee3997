"""Where mailed links land: a GET shows a button, only its POST does anything.

(Mail scanners open links.) Whoever follows one must be signed in as the account that it is for:
a letter that went astray confirms nothing for its reader.
"""

from functools import wraps
from typing import Any

from flask import Flask, flash, make_response, request
from flask_login import current_user
from flask_security import check_and_get_token_status

from assay.accounts import actions
from assay.accounts.configuration import CONFIRM_LASTS, PREFIX
from assay.core.db import transaction
from assay.tenancy.scope import INSTALLATION, scope
from assay.web.answering import back, page
from assay.web.guards import View, account, sign_in_first, signed_in


def init(app: Flask) -> None:
    """Stand before Flask-Security's views of mailed links."""
    views = app.view_functions
    views["security.send_confirmation"] = send_again
    views["security.confirm_email"] = _pressed(
        views["security.confirm_email"],
        purpose="confirm",
        lasts=CONFIRM_LASTS,
        title="Confirm your address",
        words="With it you can invite candidates and add members.",
        button="Confirm the address",
    )
    take = _pressed(
        views["security.change_email_confirm"],
        purpose="change_email",
        lasts=CONFIRM_LASTS,
        title="Take your new address",
        words="From now on you sign in with the new one.",
        button="Take the new address",
    )
    views["security.change_email_confirm"] = take
    app.add_url_rule(
        f"{PREFIX}/email/<token>", "security.take_address", account(take), methods=["POST"]
    )


@signed_in
def send_again() -> Any:
    """To the signed-in person's own address, whoever asks for more."""
    if request.method in ("GET", "HEAD"):
        return page("accounts/confirm.html")
    if current_user.confirmed_at is None:
        with scope(INSTALLATION), transaction():
            actions.ask_to_confirm(current_user._get_current_object())
        flash(f"A letter to {current_user.email} is on its way.", "success")
    return back()


def _pressed(view: View, *, purpose: str, lasts: Any, **words: str) -> Any:
    @wraps(view)
    def landing(token: str) -> Any:
        if not current_user.is_authenticated:
            return sign_in_first()
        expired, invalid, data = check_and_get_token_status(token, purpose, lasts)
        if expired or invalid:
            return view(token=token)  # which changes nothing, and says what is wrong
        if data[0] != current_user.fs_uniquifier:
            return make_response(page("accounts/not_your_link.html"), 403)
        if request.method in ("GET", "HEAD"):
            return page("accounts/press.html", **words)
        return view(token=token)

    return landing
