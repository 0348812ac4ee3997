"""What members call and note of a candidate, from the page of the invitation."""

from uuid import UUID

from flask import Blueprint, flash, g
from werkzeug.wrappers import Response

from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.decisions import tagging
from assay.web.answering import acting, blame, go, refused
from assay.web.guards import member
from assay.web.invitations import SHOW, shown_of, visible

pages = Blueprint("remarks", __name__, url_prefix="/o/<slug>/invitations/<uuid:invitation_id>")


@pages.post("/tags")
@member("remarks.write")
def tag(invitation_id: UUID) -> Response:
    shown = shown_of(invitation_id)
    form = shown["tag_form"]
    if form.validate():
        try:
            with transaction():
                tagging.tag(invitation_id, form.tag.data, by=acting())
            return go("invitations.show", invitation_id=invitation_id, anchor="tags")
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/tags/<uuid:tag_id>/take-off")
@member("remarks.write")
def untag(invitation_id: UUID, tag_id: UUID) -> Response:
    visible(invitation_id)
    with transaction():
        tagging.untag(invitation_id, tag_id, by=acting())
    return go("invitations.show", invitation_id=invitation_id, anchor="tags")


@pages.post("/notes")
@member("remarks.write")
def note(invitation_id: UUID) -> Response:
    shown = shown_of(invitation_id)
    form = shown["note_form"]
    if form.validate():
        try:
            with transaction():
                tagging.note(invitation_id, form.note.data, by=acting())
            return go("invitations.show", invitation_id=invitation_id, anchor="notes")
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/notes/<uuid:note_id>/take-back")
@member("remarks.write")
def take_note_back(invitation_id: UUID, note_id: UUID) -> Response:
    visible(invitation_id)
    with transaction():
        tagging.take_note_back(note_id, of=invitation_id, by=g.member)
    return go("invitations.show", invitation_id=invitation_id, anchor="notes")


@pages.post("/archive")
@member("candidates.invite")
def archive(invitation_id: UUID) -> Response:
    visible(invitation_id)
    with transaction():
        tagging.archive(invitation_id, by=acting())
    flash("It is in the archive: in no list but that one.")
    return go("invitations.show", invitation_id=invitation_id)


@pages.post("/restore")
@member("candidates.invite")
def restore(invitation_id: UUID) -> Response:
    visible(invitation_id)
    with transaction():
        tagging.restore(invitation_id, by=acting())
    flash("It is back in the table.")
    return go("invitations.show", invitation_id=invitation_id)
