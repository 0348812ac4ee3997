"""A public link: anyone asks by it to be invited, and confirms the address by a mail.

The answer to who asks is always the same, so that nobody learns from it who is invited.
"""

from typing import Any

from flask import current_app, g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _

from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.invitations import signing_up
from assay.invitations.models import SignUpLink
from assay.tenancy.queries import organisation
from assay.testroom import brand, guards, languages, problems
from assay.testroom.languages import language
from assay.testroom.problems import Help
from assay.testroom.when import when


@guards.sign_up
def show() -> Any:
    link = signing_up.by_id(g.entrance.subject_id)
    return _shut(link) or _page(link)


@guards.sign_up
def ask() -> Any:
    """A mail is on its way, whoever it is."""
    link = signing_up.by_id(g.entrance.subject_id)
    if shut := _shut(link):
        return shut
    typed = {name: request.form.get(name, "") for name in ("name", "email")}
    try:
        who = signing_up.asked(link, **typed, language=language())
    except Invalid as invalid:
        return _page(link, wrong=_said(link, invalid), typed=typed), 422
    parts = current_app.extensions["assay"]
    with transaction():
        signing_up.ask(
            link, who, address=f"{parts.settings.base_url}{url_for('join', token=g.door)}",
            sealer=parts.sealer, at=g.at,
        )  # fmt: skip
    return redirect(url_for("joined", token=g.door), 303)


@guards.sign_up
def joined() -> str:
    return render_template("room/joined.html", organisation=organisation().name)


@guards.sign_up
def confirming(sealed: str) -> Any:
    """The mail's link: it asks for a press, since mail scanners open links too."""
    if g.entrance.closed:
        return problems.page(CLOSED, 410)
    link = signing_up.by_id(g.entrance.subject_id)
    if (who := _who(link, sealed)) is None:
        return problems.page(OLD, 404)
    return render_template("room/joining.html", who=who, sealed=sealed, token=g.door, **_told(link))


@guards.sign_up
def confirm(sealed: str) -> Any:
    """Invited, now or before: on to the page of their own link."""
    if g.entrance.closed:
        return problems.page(CLOSED, 410)
    link = signing_up.by_id(g.entrance.subject_id)
    if (who := _who(link, sealed)) is None:
        return problems.page(OLD, 404)
    try:
        with transaction():
            token = signing_up.take_up(link.id, who, at=g.at)
    except Conflict:
        return problems.page(CLOSED, 410)
    return redirect(url_for("landing", token=token), 303)


@guards.sign_up
def speak() -> Any:
    """Choose a language for this browser."""
    response = redirect(url_for("join", token=g.door), 303)
    languages.remember(response, request.form.get("language", ""))
    return response


@guards.sign_up
def style() -> Any:
    return brand.sheet()


@guards.sign_up
def logo() -> Any:
    return brand.picture()


def _who(link: SignUpLink, sealed: str) -> signing_up.Asked | None:
    sealer = current_app.extensions["assay"].sealer
    try:
        return signing_up.unsealed(link.id, sealed, sealer=sealer, at=g.at)
    except NotFound:
        return None


def _shut(link: SignUpLink) -> Any:
    """Why nobody signs up by it now, where that is so."""
    if g.entrance.closed:
        return problems.page(CLOSED, 410)
    state = signing_up.state_of(link, g.at)
    if state == "not_open" and link.opens_at:
        opens = when(link.opens_at, organisation().time_zone, language())
        return problems.page(Help(title=NOT_OPEN, words=(COME_BACK,), when=opens), 200)
    return problems.page(CLOSED, 410) if state != "open" else None


def _page(link: SignUpLink, *, wrong: Any = None, typed: Any = None) -> str:
    return render_template(
        "room/join.html", wrong=wrong or {}, typed=typed or {}, token=g.door, **_told(link)
    )


def _told(link: SignUpLink) -> dict[str, Any]:
    version = signing_up.version_of(link)
    return {
        "organisation": organisation().name,
        "assessment": version.name,
        "minutes": version.minutes,
        "domains": ", ".join(link.domains),
    }


def _said(link: SignUpLink, invalid: Invalid) -> dict[str, Any]:
    """What is wrong, by field, in the reader's language."""
    told: dict[str, Any] = {}
    if "name" in invalid.fields:
        told["name"] = NO_NAME
    if "email" in invalid.fields:
        told["email"] = OTHER_DOMAIN if invalid.fields["email"] == "domain" else NO_ADDRESS
    return told


NO_NAME = _("Give your name, on one line.")
NO_ADDRESS = _("This is not an e-mail address that a letter could reach.")
OTHER_DOMAIN = _("This address can’t be used here: it ends in another domain than is asked for.")
NOT_OPEN = _("Sign-up is not open yet")
COME_BACK = _("Come back with the same link when it opens:")
CLOSED = Help(
    title=_("Sign-up is closed"),
    words=(
        _("Nobody can sign up by this link now."),
        _("If you were invited already, use the link in the mail that you have."),
    ),
)
OLD = Help(
    title=_("This link is too old, or incomplete"),
    words=(
        _("The link in the mail is good for 24 hours. Copy the whole of it into the browser."),
        _("If that does not help, sign up once more."),
    ),
)
