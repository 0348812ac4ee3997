"""The organisation's tags: what they are called, who bears them, and letting one go."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.decisions import tag_keeping
from assay.decisions.tag_keeping import Taken
from assay.web.answering import acting, go, page, refused
from assay.web.forms.decisions import MergeForm, RenameForm
from assay.web.guards import member
from assay.web.looks import counted

pages = Blueprint("tags", __name__, url_prefix="/o/<slug>/tags")

INDEX = "candidates/tags.html"


@pages.get("")
@member("tags.edit")
def index() -> str:
    return page(INDEX, **_shown())


@pages.post("/<uuid:tag_id>/rename")
@member("tags.edit")
def rename(tag_id: UUID) -> Response:
    """A name that another tag has is a question: are the two to be one?"""
    form = RenameForm()
    if form.validate():
        try:
            with transaction():
                tag_keeping.rename(tag_id, form.name.data, by=acting())
            flash("It is called so from now on, wherever it is on.")
            return go("tags.index")
        except Invalid as refusal:
            form.name.errors = [refusal.fields["tag"]]
        except Taken as taken:
            return refused(INDEX, **_shown(tag_id, form, onto=taken.tag))
    return refused(INDEX, **_shown(tag_id, form))


@pages.post("/<uuid:tag_id>/merge")
@member("tags.edit")
def merge(tag_id: UUID) -> Response:
    form = MergeForm()
    if not form.validate():
        return refused(INDEX, **_shown())
    with transaction():
        name = tag_keeping.merge(tag_id, into=form.into.data, by=acting()).name
    flash(f"The two are one tag now: “{name}”.")
    return go("tags.index")


@pages.post("/<uuid:tag_id>/remove")
@member("tags.edit")
def remove(tag_id: UUID) -> Response:
    with transaction():
        number = tag_keeping.remove(tag_id, by=acting())
    flash(f"The tag is gone; {counted(number, 'candidate', 'candidates')} had it.")
    return go("tags.index")


def _shown(tag_id: UUID | None = None, form: Any = None, onto: Any = None) -> dict[str, Any]:
    """`form` is the one that was refused, of this tag; `onto` the tag that has its name."""
    form = form or RenameForm(formdata=None)
    return {"tags": tag_keeping.used(), "form": form, "wrong": tag_id, "onto": onto}
