"""Pages on which items are written: begun, kept as a draft, looked at, published on one's word.

Every button keeps what was typed. What is still missing is asked for when it is published.
"""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from assay.bank import authoring
from assay.bank.folder import Refused
from assay.bank.models import Item, ItemDraft
from assay.bank.written import WRITTEN_KINDS
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.tenancy.queries import fetch
from assay.web.answering import acting, blame, go, in_place, page, refused
from assay.web.forms.assessments import KINDS
from assay.web.forms.fields import leaves
from assay.web.forms.items import FORMS, MOST, ItemForm, begun
from assay.web.forms.rows import rearranged
from assay.web.guards import member
from assay.web.sketching import faults, looked_at

pages = Blueprint("writing", __name__, url_prefix="/o/<slug>/library")

BEGIN, WRITE, BESIDE = "library/begin.html", "library/write.html", "library/beside.html"
SAID = {
    "single": "Four options or so, of which one is right.",
    "multiple": "Statements, each of which holds or does not.",
    "ordering": "Steps, to be brought into their order.",
    "matching": "Lines, and what belongs to each.",
    "fillin": "A short answer, which is typed.",
    "output": "A program, and what it prints.",
    "hotspot": "A file, in which lines with a flaw are marked.",
    "freetext": "A text, which a person marks by a rubric.",
}
LOST = (
    "Somebody else has saved it since you opened this page. What you typed is here; theirs is not."
)


@pages.route("/write", methods=["GET", "POST"])
@member("bank.write")
def begin() -> str | Response:
    shown = {"kinds": {kind: KINDS[kind] for kind in WRITTEN_KINDS}, "said": SAID}
    if request.method == "GET":
        return page(BEGIN, wrong="", **shown)
    kind = request.form.get("kind", "")
    if kind not in WRITTEN_KINDS:
        return refused(BEGIN, wrong="Choose what kind of question it is.", **shown)
    with transaction():
        draft = authoring.begin(kind, begun(kind), by=acting(), at=clock.now())
    return go("writing.edit", item_id=draft.item_id)


@pages.get("/own/<uuid:item_id>/write")
@member("bank.write")
def edit(item_id: UUID) -> str:
    return page(WRITE, **_shown(authoring.draft(item_id)))


@pages.post("/own/<uuid:item_id>/write")
@member("bank.write")
def keep(item_id: UUID) -> Response:
    """Save, move rows, or publish; who saved meanwhile is not written over."""
    draft, button = authoring.draft(item_id), request.form.get("do", "save")
    values, anchor = rearranged(_posted(draft.kind), button, MOST)
    seq = request.form.get("seq", draft.seq, type=int)
    try:
        with transaction():
            draft = authoring.save(item_id, values, seq=seq, by=acting(), at=clock.now())
    except (Conflict, Invalid) as refusal:
        shown = _shown(draft, values)
        words = LOST if isinstance(refusal, Conflict) else str(refusal)
        shown["form"].form_errors.append(words)
        response = refused(WRITE, **shown)
        response.status_code = refusal.status
        return response
    if button == "publish":
        return _publish(draft)
    if request.headers.get("HX-Request"):
        return in_place(WRITE, anchor, **_shown(draft))
    if button == "save":
        flash("Saved.")
    if button == "preview":
        anchor = "beside"
    return go("writing.edit", anchor, item_id=item_id)


@pages.post("/own/<uuid:item_id>/preview")
@member("bank.write")
def preview(item_id: UUID) -> str:
    """How what is typed looks now; nothing is kept."""
    draft = authoring.draft(item_id)
    return page(BESIDE, alone=True, **_shown(draft, _posted(draft.kind)))


def _publish(draft: ItemDraft) -> Response:
    form = _form(draft.kind, draft.values)
    shown = _shown(draft)
    if form.validate():
        try:
            with transaction():
                version = authoring.publish(draft.item_id, form.data, by=acting(), at=clock.now())
            flash(f"Published as version {version.number}. It can be asked from now on.")
            return go("own.show", item_id=draft.item_id)
        except Refused as refusal:
            form.form_errors += [problem.message for problem in refusal.problems]
        except Invalid as refusal:
            blame(form, refusal)
    return refused(WRITE, **{**shown, "form": form})


def _shown(draft: ItemDraft, values: Any = None) -> dict[str, Any]:
    kept = draft.values if values is None else values
    item = fetch(Item, draft.item_id)
    return {
        "draft": draft,
        "item": item,
        "kind": KINDS[draft.kind],
        "form": _form(draft.kind, kept),
        "looked": looked_at(draft.kind, item.slug, _form(draft.kind, kept)),
        "most": MOST,
        "faults": faults,
        "seq": draft.seq,
    }


def _form(kind: str, values: Any) -> ItemForm:
    """The token is looked at before any page: this form may be made of what was kept."""
    return FORMS[kind](formdata=MultiDict(values), meta={"csrf": False})


def _posted(kind: str) -> dict[str, list[str]]:
    """Every field of this kind's form that was sent; others are passed over."""
    names = [field.name for field in leaves(_form(kind, request.form))]
    return {name: request.form.getlist(name) for name in names if name in request.form}
