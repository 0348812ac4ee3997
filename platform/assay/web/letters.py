"""Pages of what letters to candidates say: read, worded anew, tried on nobody, sent to oneself."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, g, request
from werkzeug.wrappers import Response

from assay.accounts import actions as accounts
from assay.accounts import queries as members
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid, NotFound
from assay.core.languages import LANGUAGES
from assay.invitations import letters, rewording, specimens
from assay.invitations.letters import Letter
from assay.invitations.models import Wording
from assay.invitations.shipped import shipped
from assay.invitations.wordings import KINDS, PLACEHOLDERS, Words, checked
from assay.invitations.writing import Block
from assay.tenancy.queries import letterhead
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.letters import WordingForm
from assay.web.guards import member

pages = Blueprint("letters", __name__, url_prefix="/o/<slug>/letters")

INDEX, EDIT = "letters/index.html", "letters/edit.html"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A letter as its reader will see it."""

    letter: Letter
    blocks: list[Block]


@pages.get("")
@member("organisation.edit")
def index() -> str:
    people = members.everyone()
    return page(
        INDEX, standing=rewording.standing(), kinds=KINDS, languages=LANGUAGES, people=people
    )


@pages.get("/<kind>/<language>")
@member("organisation.edit")
def edit(kind: str, language: str) -> str:
    """The words that hold, or those of the version that is asked for."""
    shown = _shown(kind, language)
    form = WordingForm.of(shown["words"])
    return page(EDIT, form=form, seen=_seen(form, language), **shown)


@pages.post("/<kind>/<language>")
@member("organisation.edit")
def reword(kind: str, language: str) -> Response:
    form, shown = WordingForm(), _shown(kind, language)
    if not _may_be_sent(form):
        return refused(EDIT, form=form, seen=None, **shown)
    with transaction():
        rewording.reword(
            kind, language, subject=form.subject.data, body=form.body.data,
            by=acting(), at=clock.now(),
        )  # fmt: skip
    flash("The letter says this from now on.", "success")
    return go("letters.edit", kind=kind, language=language)


@pages.post("/<kind>/<language>/preview")
@member("organisation.edit")
def preview(kind: str, language: str) -> str | Response:
    """What was typed, tried on a specimen; nothing is kept."""
    form, shown = WordingForm(), _shown(kind, language)
    if not _may_be_sent(form):
        return refused(EDIT, form=form, seen=None, **shown)
    return page(EDIT, form=form, seen=_seen(form, language), **shown)


@pages.post("/<kind>/<language>/test")
@member("organisation.edit")
def try_out(kind: str, language: str) -> str | Response:
    """What was typed, as a letter to the member who asks."""
    form, shown = WordingForm(), _shown(kind, language)
    if not _may_be_sent(form):
        return refused(EDIT, form=form, seen=None, **shown)
    seen = _seen(form, language)
    with transaction():
        accounts.write_letter(
            recipient=seen.letter.recipient,
            subject=seen.letter.subject,
            text=seen.letter.text,
            html=seen.letter.html,
            sealer=current_app.extensions["assay"].sealer,
        )
    flash(f"A test is on its way to {seen.letter.recipient}. What you wrote is not kept yet.")
    return page(EDIT, form=form, seen=seen, **shown)


@pages.post("/<kind>/<language>/restore")
@member("organisation.edit")
def restore(kind: str, language: str) -> Response:
    with transaction():
        rewording.restore(kind, language, by=acting(), at=clock.now())
    flash("The letter says what Assay’s own does again. Your versions stay below.", "success")
    return go("letters.edit", kind=kind, language=language)


def _may_be_sent(form: WordingForm) -> bool:
    """Whether a letter may say what was typed; the form knows why not."""
    if not form.validate():
        return False
    try:
        checked(form.subject.data, form.body.data)
    except Invalid as refusal:
        blame(form, refusal)
        return False
    return True


def _seen(form: WordingForm, language: str) -> Seen:
    """The letter to a specimen."""
    me = members.person(g.member.id)
    landing = specimens.landing(
        form.specimen.data or "short",
        language=language,
        organisation=g.organisation.name,
        time_zone=g.organisation.time_zone,
        contact_name=me.name,
        contact_email=me.email,
        at=clock.now(),
    )
    words = Words(subject=form.subject.data, body=form.body.data)
    link = f"{current_app.extensions['assay'].settings.base_url}/sit/i/{specimens.TOKEN}"
    letter = letters.worded(landing, words, link=link, head=letterhead())
    return Seen(letter=letter, blocks=letters.body(landing, words, link=link))


def _shown(kind: str, language: str) -> dict[str, Any]:
    """What the page shows beside the form; `words` is what the form begins with."""
    versions = rewording.versions(kind, language)
    asked = request.args.get("version", type=int)
    version = _of_number(versions, asked) if asked else (versions[0] if versions else None)
    return {
        "kind": kind,
        "language": language,
        "kinds": KINDS,
        "languages": LANGUAGES,
        "placeholders": PLACEHOLDERS,
        "versions": versions,
        "asked": asked,
        "words": rewording.words_of(version) or shipped(kind, language),
        "is_own": bool(versions) and rewording.words_of(versions[0]) is not None,
        "people": members.everyone(),
    }


def _of_number(versions: list[Wording], number: int) -> Wording:
    for one in versions:
        if one.number == number:
            return one
    raise NotFound("Wording")
