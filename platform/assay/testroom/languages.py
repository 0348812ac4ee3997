"""Which language a page is in: what this browser chose, else what it asks for; and the choosing."""

from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask_babel import Babel, Domain, get_locale
from werkzeug.wrappers import Response as Answer

from assay.core.db import transaction
from assay.core.languages import LANGUAGES, OURS, is_right_to_left, known, translations
from assay.invitations import actions
from assay.testroom import guards, spoken
from assay.testroom.spoken import COOKIE

LASTS = 365 * 24 * 3600
PAGES = {
    "needs": "needs", "ask_for": "needs", "declining": "declining", "decline": "declining",
    "check": "check", "result": "result", "look_again": "result", "more": "more", "rate": "more",
    "erase": "more",
}  # fmt: skip
"""Which page a view shows, of those that one is led back to."""


class Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's, over catalogues that are read as they are."""

    def get_translations(self) -> Any:
        return translations(language())


def add_to(app: Flask) -> None:
    babel = Babel(app, default_locale=OURS, locale_selector=_asked)
    babel.domain_instance = Catalogues()
    app.jinja_env.globals.update(languages=LANGUAGES, speak_url=speak_url)
    app.context_processor(_frame)
    app.after_request(_varies)


def language() -> str:
    """The code of this request's language."""
    return str(get_locale() or OURS)


@guards.link
def speak() -> Answer:
    """Choose a language on the pages of the mail's link; back to the page where it was chosen."""
    came = request.args.get("back", "")
    to = came if came in PAGES.values() else "landing"
    return chosen(g.entrance.subject_id, url_for(to, token=g.token))


@guards.sitting
def speak_here() -> Answer:
    """Choose one in the room, on its pages without an answer."""
    came, section = request.args.get("back", ""), request.args.get("section", type=int)
    if came == "leaving" and section is not None:
        to = url_for(came, section=section)
    else:
        to = url_for(came if came in ("result", "more", "onward") else "review")
    return chosen(g.sitting.invitation_id, to)


def speak_url() -> str:
    """Where this page's choice is posted to; nowhere where nobody is known."""
    came = PAGES.get(request.endpoint or "")
    if "door" in g:
        return url_for("join_speak", token=g.door)
    if "token" in g:
        return url_for("speak", token=g.token, back=came)
    return url_for("speak_here", back=came) if "sitting" in g else ""


def chosen(invitation_id: UUID, back: str) -> Answer:
    """Keep what the form names, for this browser and for the letters; then back to the page."""
    code = known(request.form.get("language"))
    with transaction():
        actions.speak(invitation_id, code)
    response = redirect(back, 303)
    remember(response, code)
    return response


def remember(response: Answer, code: str) -> None:
    """This browser's choice, for the pages to come; what is no language of ours is English."""
    is_secure = current_app.extensions["assay.settings"].base_url.startswith("https:")
    response.set_cookie(
        COOKIE, known(code), max_age=LASTS, path="/sit", httponly=True, samesite="Lax",
        secure=is_secure,
    )  # fmt: skip


def _asked() -> str:
    return spoken.wanted(request.cookies.get(COOKIE), request.headers.get("Accept-Language", ""))


def _frame() -> dict[str, str]:
    """What the page's first line says of itself."""
    code = language()
    return {"lang": code, "dir": "rtl" if is_right_to_left(code) else "ltr"}


def _varies(response: Response) -> Response:
    if "_flask_babel" in g:
        response.vary.update(("Accept-Language", "Cookie"))
    return response
