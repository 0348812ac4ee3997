"""The page on which questions come as folders: a zip of some, or one folder file by file."""

from collections.abc import Sequence

from flask import Blueprint, flash, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from assay.bank import bringing
from assay.bank.archive import NotAnArchive
from assay.bank.bringing import Brought
from assay.bank.folder import Problem
from assay.core import clock
from assay.core.db import transaction
from assay.web.answering import acting, go, page, refused
from assay.web.guards import member
from assay.web.looks import counted
from assay.web.uploads import MOST_BYTES

pages = Blueprint("bringing", __name__, url_prefix="/o/<slug>/library")

BRING = "library/bring.html"
NOTHING = "Choose a zip, or a folder."
TOO_LARGE = "That is more than 2 MB."


@pages.route("/bring", methods=["GET", "POST"])
@member("bank.write")
def bring() -> str | Response:
    if request.method == "GET":
        return page(BRING, problems=(), wrong="")
    try:
        brought = _brought()
    finally:
        for _, sent in request.files.items(multi=True):
            sent.close()
    if isinstance(brought, str):
        return refused(BRING, problems=(), wrong=brought)
    if brought.problems or not brought.items:
        return refused(BRING, problems=brought.problems, wrong=_nothing(brought.problems))
    with transaction():
        found = bringing.bring(brought.items, by=acting(), at=clock.now())
    one = len(found) == 1
    flash(f"{counted(len(found), 'question was', 'questions were')} taken in.")
    return go("own.show", item_id=found[0]) if one else go("own.index")


def _brought() -> Brought | str:
    """What came, or why it can't even be looked at."""
    zipped = request.files.get("zip")
    files = [one for one in request.files.getlist("folder") if one.filename]
    if zipped is not None and zipped.filename:
        if _size([zipped]) > MOST_BYTES:
            return TOO_LARGE
        try:
            return bringing.read_zip(zipped.stream)
        except NotAnArchive as error:
            return f"{str(error)[:1].upper()}{str(error)[1:]}."
    if not files:
        return NOTHING
    if _size(files) > MOST_BYTES:
        return TOO_LARGE
    return bringing.read_files((str(one.filename), one.read()) for one in files)


def _size(files: Sequence[FileStorage]) -> int:
    total = 0
    for one in files:
        total += one.stream.seek(0, 2)
        one.stream.seek(0)
    return total


def _nothing(problems: Sequence[Problem]) -> str:
    count = counted(len(problems), "thing stands", "things stand")
    return f"Nothing was taken in: {count} in the way." if problems else "No question is in it."
