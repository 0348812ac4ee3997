"""Pages of a file of people: upload, what its columns say, what it would do, and how far it is."""

from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, current_app, flash, request
from werkzeug.wrappers import Response as Answer

from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.core.storage import Blobs
from assay.invitations import columns, importing
from assay.invitations.files import MOST_BYTES, TOO_LARGE, Unreadable, opened
from assay.invitations.models import Import
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.importing import ColumnsForm
from assay.web.forms.letters_or_links import LettersForm
from assay.web.guards import member
from assay.web.inviting import INVITE, offered, published

pages = Blueprint(
    "importing", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/import"
)

SHOW = "importing/show.html"
ENCODINGS = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}  # fmt: skip
EMPTY = "The file is empty."
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@pages.post("")
@member("candidates.invite")
def upload(assessment_id: UUID) -> Answer:
    """Take the file in, read as far as its first rows."""
    assessment, version = published(assessment_id)
    try:
        sent = request.files.get("file")
        data = sent.read(MOST_BYTES + 1) if sent else b""
        if not data:
            raise Unreadable("Choose a file." if not (sent and sent.filename) else EMPTY)
        if len(data) > MOST_BYTES:
            raise Unreadable(TOO_LARGE)
        file = opened(data, at_a_glance=True)
        first = list(islice(file.rows, importing.SHOWN))
        if not first:
            raise Unreadable("There is nobody under the headings.")
        made = _keep(version.id, data, (sent and sent.filename) or "", file, first)
    except Unreadable as reason:
        return refused(INVITE, **offered(assessment, version), file_errors=[str(reason)])
    except Conflict as conflict:
        wrong = f"Nobody can be invited: {conflict}."
        return refused(INVITE, **offered(assessment, version), file_errors=[wrong])
    return go("importing.show", assessment_id=assessment_id, import_id=made.id)


@pages.get("/<uuid:import_id>")
@member("candidates.invite")
def show(assessment_id: UUID, import_id: UUID) -> str:
    return page(SHOW, **_shown(assessment_id, import_id))


@pages.post("/<uuid:import_id>/columns")
@member("candidates.invite")
def map_columns(assessment_id: UUID, import_id: UUID) -> Answer:
    """Say what each column holds; the rows are looked at by a worker."""
    told = _shown(assessment_id, import_id)
    form = told["form"] = ColumnsForm()
    if form.validate():
        try:
            with transaction():
                importing.map_columns(import_id, form.columns.data, by=acting())
            return go("importing.show", assessment_id=assessment_id, import_id=import_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **{**told, "maps": True})


@pages.post("/<uuid:import_id>/confirm")
@member("candidates.invite")
def confirm(assessment_id: UUID, import_id: UUID) -> Answer:
    _one(assessment_id, import_id)
    with transaction():
        importing.confirm(import_id, by_hand=LettersForm().by_hand, by=acting())
    return go("importing.show", assessment_id=assessment_id, import_id=import_id)


@pages.post("/<uuid:import_id>/stop")
@member("candidates.invite")
def stop(assessment_id: UUID, import_id: UUID) -> Answer:
    """Set the file aside, or end what runs; then the file is gone."""
    _one(assessment_id, import_id)
    with transaction():
        importing.stop(import_id, by=acting())
    keys = importing.blobs_of(import_id)
    _blobs().drop(keys.file)
    _blobs().drop(keys.people)
    flash("The file is set aside, and deleted here.")
    return go("importing.show", assessment_id=assessment_id, import_id=import_id)


@pages.get("/<uuid:import_id>/wrong.csv")
@member("candidates.invite")
def wrong(assessment_id: UUID, import_id: UUID) -> Response:
    """The rows that are left out, as they stand in the file, each with what is wrong."""
    _one(assessment_id, import_id)
    return Response(
        _blobs().get(importing.blobs_of(import_id).wrong),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="left-out-{str(import_id)[:8]}.csv"',
            "Cache-Control": "private, no-store",
        },
    )


def _keep(version_id: UUID, data: bytes, name: str, file: Any, first: list[Any]) -> Import:
    """The file first: what a row names is there."""
    import_id = uuid4()
    key = importing.blobs_of(import_id).file
    _blobs().put(key, data)
    try:
        with transaction():
            return importing.begin(
                import_id, version_id, file_name=name, look=file.look, headings=file.headings,
                first=first, by=acting(),
            )  # fmt: skip
    except BaseException:
        _blobs().drop(key)
        raise


def _one(assessment_id: UUID, import_id: UUID) -> tuple[Any, Import]:
    found = importing.one(import_id, of=assessment_id)  # first: what is not there is just that
    assessment, _ = published(assessment_id)
    return assessment, found


def _shown(assessment_id: UUID, import_id: UUID) -> dict[str, Any]:
    assessment, found = _one(assessment_id, import_id)
    rows = [(row[0], row[1:]) for row in found.sample]
    chosen = found.columns or columns.guessed(found.headings, [cells for _, cells in rows])
    return {
        "assessment": assessment,
        "found": found,
        "maps": found.state == "mapping"
        or (found.state == "checked" and request.args.get("change") == "columns"),
        "form": ColumnsForm(formdata=None, columns=chosen),
        "letters": LettersForm(formdata=None),
        "rows": rows,
        "people": [(number, columns.read(number, cells, chosen)) for number, cells in rows],
        "meanings": columns.MEANINGS,
        "read_as": _look(found.look),
    }


def _look(look: dict[str, str]) -> str:
    """What the file was found to be, in words."""
    if look["kind"] == "xlsx":
        return f"An Excel workbook, its sheet “{look['sheet']}”."
    parted = DELIMITERS.get(look["delimiter"], "commas")
    return f"Text in {ENCODINGS[look['encoding']]}, parted by {parted}."


def _blobs() -> Blobs:
    blobs: Blobs = current_app.extensions["assay"].blobs
    return blobs
