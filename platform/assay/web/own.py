"""Pages of an organisation's own questions: the list, one with its versions and proofs."""

from collections import Counter
from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, flash, request
from werkzeug.wrappers import Response as Answer

from assay.bank import archive, authoring, own, proving, queries, words
from assay.bank.declared import is_declared
from assay.bank.models import Item, ItemDraft, ItemVersion
from assay.bank.package import Package
from assay.bank.shelf import LONGEST_SEARCH
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.tenancy.queries import fetch
from assay.web.answering import acting, go, page
from assay.web.forms.assessments import KINDS
from assay.web.guards import member

pages = Blueprint("own", __name__, url_prefix="/o/<slug>/library/own")

PARTS = {
    "range": "The installed versions are those that it speaks of",
    "secrecy": "What is shown tells nothing of what is kept",
    "citation": "The documentation says so",
    **words.PROOFS,
}
"""Part of a proof -> what it looks at."""


@pages.get("")
@member("bank.write")
def index() -> str:
    state = request.args.get("state")
    state = state if state in own.STATES else None
    search = request.args.get("title", "").strip()[:LONGEST_SEARCH].replace("\x00", "")
    items = own.items()
    return page(
        "library/own.html",
        rows=own.found(items, state, search),
        counts=Counter(one.state for one in items),
        state=state,
        search=search,
        states=own.STATES,
        kinds=KINDS,
    )


@pages.get("/<uuid:item_id>")
@member("bank.write")
def show(item_id: UUID) -> str:
    item = fetch(Item, item_id)
    versions, draft = own.versions_of(item_id), _draft(item_id)
    if not versions and draft is None:
        raise NotFound("Item")
    newest = versions[0] if versions else None
    run = proving.last_run(newest.id) if newest else None
    is_running = run is not None and run.ended_at is None
    return page(
        "library/own_item.html",
        item=item,
        draft=draft,
        versions=versions,
        newest=newest,
        title=(draft or versions[0]).title or "A question without a title",
        kind=KINDS[(draft or versions[0]).kind],
        state=own.state_of(item, draft, versions, is_proved_now=is_running),
        states=own.STATES,
        run=run,
        is_running=is_running,
        lines=proving.lines_of(run),
        parts=PARTS,
        rests_on_a_word=(package := _package(newest)) is not None and is_declared(package),
        has_folder=package is not None,
        able=queries.capability(at=clock.now()),
        words=words,
    )


@pages.get("/<uuid:item_id>/folder.zip")
@member("bank.write")
def folder(item_id: UUID) -> Response:
    """The newest version's folder, as an export has it: to be kept, changed, brought elsewhere."""
    item, versions = fetch(Item, item_id), own.versions_of(item_id)
    if not versions:
        raise NotFound("ItemVersion")
    out = BytesIO()
    archive.pack([proving.package_of(versions[0])], out)
    return Response(
        out.getvalue(),
        mimetype="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{item.slug}.zip"',
            "Cache-Control": "private, no-store",
        },
    )


@pages.post("/<uuid:item_id>/prove")
@member("bank.write")
def prove(item_id: UUID) -> Answer:
    newest = next(iter(own.versions_of(item_id)), None)
    if newest is None:
        raise NotFound("ItemVersion")
    with transaction():
        proving.ask(newest.id, by=acting(), at=clock.now())
    return go("own.show", "proof", item_id=item_id)


@pages.post("/<uuid:item_id>/vouch")
@member("bank.write")
def vouch(item_id: UUID) -> Answer:
    """Publish what was brought without a proof, on the word of who presses the button."""
    try:
        with transaction():
            authoring.vouch_for(item_id, by=acting(), at=clock.now())
        flash("Published. It can be asked from now on.")
    except Invalid as refusal:
        raise Conflict(str(refusal)) from refusal
    return go("own.show", item_id=item_id)


@pages.post("/<uuid:item_id>/retire")
@member("bank.write")
def retire(item_id: UUID) -> Answer:
    with transaction():
        authoring.retire(item_id, by=acting(), at=clock.now())
    flash("Retired: it is asked no more. Papers that hold it already stay as they are.")
    return go("own.show", item_id=item_id)


@pages.post("/<uuid:item_id>/bring-back")
@member("bank.write")
def bring_back(item_id: UUID) -> Answer:
    with transaction():
        authoring.bring_back(item_id, by=acting())
    flash("It is back.")
    return go("own.show", item_id=item_id)


def _draft(item_id: UUID) -> ItemDraft | None:
    try:
        return authoring.draft(item_id)
    except NotFound:
        return None


def _package(version: ItemVersion | None) -> Package | None:
    """None where its folder was not kept: it was brought in before folders were."""
    try:
        return proving.package_of(version) if version else None
    except NotFound:
        return None
