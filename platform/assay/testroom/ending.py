"""The review, the handing in, and the receipt."""

from typing import Any

from flask import Response as Text
from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assay.core.db import transaction
from assay.sittings import actions, queries
from assay.sittings.models import Sitting
from assay.testroom import guards, noting, problems, receipts, surroundings


@guards.sitting
def review() -> Any:
    if g.sitting.state != "started" or not queries.phase_of(g.sitting, g.at).takes_answers:
        return redirect(url_for("done"), 303)
    face = surroundings.room(g.sitting, g.at)
    return render_template("room/review.html", face=face, noted=noting.face(g.sitting))


@guards.sitting
def submit() -> Response:
    """Hand in. "The time is up" from a browser is not believed while there is time left."""
    is_early = queries.phase_of(g.sitting, g.at).name == "running"
    if request.form.get("because") == "time" and g.sitting.state == "started" and is_early:
        return redirect(url_for("room", position=1), 303)
    with transaction():
        actions.submit(g.sitting.id, at=g.at)
    return redirect(url_for("done"), 303)


@guards.sitting
def done() -> Any:
    if g.sitting.state == "started" and queries.phase_of(g.sitting, g.at).takes_answers:
        return redirect(url_for("review"), 303)
    return page(g.sitting)


@guards.ended
def receipt() -> Response:
    """The receipt with every fingerprint whole, as a text to keep."""
    face = receipts.ended(g.sitting)
    return Text(
        render_template("room/receipt.txt", face=face),
        mimetype="text/plain",
        headers={"Content-Disposition": 'attachment; filename="receipt.txt"'},
    )


@guards.public
def lost() -> Any:
    return problems.page(problems.LOST, 404)


def page(sitting: Sitting) -> str:
    """The receipt; the same from the room and from the link."""
    return render_template(
        "room/done.html",
        face=receipts.ended(sitting),
        noted=noting.face(sitting),
        token=g.get("token"),
    )
