"""After the end: the result, that a person looks again, what the test was like, one's own data."""

from dataclasses import dataclass
from typing import Any

from flask import Response as Sent
from flask import g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.core.languages import said_in
from assay.invitations import afterwards, ratings
from assay.invitations.models import Request
from assay.privacy import export
from assay.sittings.models import Sitting
from assay.testroom import guards, receipts, results
from assay.testroom.languages import language
from assay.testroom.surroundings import about
from assay.testroom.when import When, when

SURE = _("Tick the box first: this can’t be undone.")
STARS = (
    (1, _("1, poor")), (2, _("2")), (3, _("3, fair")), (4, _("4")), (5, _("5, very good")),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as its candidate sees it; `by` is the day until which it is carried out."""

    number: str
    asked: When
    text: str
    answered: When | None
    reply: str
    by: str


@guards.ended
def result() -> Any:
    return result_page(g.sitting)


@guards.ended
def look_again() -> Any:
    """Once; pressing again changes nothing."""
    text = request.form.get("text", "")
    try:
        with transaction():
            afterwards.look_again(g.sitting.invitation_id, text=text, at=g.at)
    except Invalid as invalid:
        return result_page(g.sitting, problem=_problem(invalid), typed=text), 422
    return redirect(url_for("result", token=g.get("token"), _anchor="again"), 303)


@guards.ended
def more() -> Any:
    return more_page(g.sitting)


@guards.ended
def rate() -> Any:
    """Once; the first one stands."""
    stars = request.form.get("stars", 0, type=int)
    comment = request.form.get("comment", "")
    try:
        with transaction():
            ratings.rate(g.sitting.invitation_id, stars=stars, comment=comment, at=g.at)
    except Invalid as invalid:
        typed = {"stars": stars, "comment": comment}
        return more_page(g.sitting, wrong={"rate": _problem(invalid)}, typed=typed), 422
    return _to_more("rate")


@guards.ended
def erase() -> Any:
    """Ask for it, once; it is carried out later, and told until when."""
    if request.form.get("sure") != "yes":
        return more_page(g.sitting, wrong={"erase": str(SURE)}), 422
    with transaction():
        afterwards.erase(g.sitting.invitation_id, at=g.at)
    return _to_more("erase")


@guards.ended
def download() -> Response:
    """Everything, packed before the first byte is sent: a slow line holds no transaction open."""
    shown = results.shown(g.sitting)
    packed = export.packed(g.sitting, result=shown.told() if shown else None, at=g.at)
    return Sent(
        export.pieces(packed),
        mimetype="application/zip",
        headers={"Content-Disposition": 'attachment; filename="my-data.zip"'},
    )


def result_page(sitting: Sitting, *, problem: str = "", typed: str = "") -> str:
    return render_template(
        "room/result.html",
        face=receipts.ended(sitting),
        shown=results.shown(sitting),
        asked=_asked(sitting, afterwards.REVIEW),
        problem=problem,
        typed=typed,
        token=g.get("token"),
    )


def more_page(sitting: Sitting, *, wrong: Any = None, typed: Any = None) -> str:
    return render_template(
        "room/more.html",
        face=receipts.ended(sitting),
        rated=ratings.of(sitting.invitation_id),
        erasure=_asked(sitting, afterwards.ERASE),
        stars=STARS,
        fewest=ratings.FEWEST,
        wrong=wrong or {},
        typed=typed or {},
        token=g.get("token"),
    )


def _to_more(anchor: str) -> Response:
    return redirect(url_for("more", token=g.get("token"), _anchor=anchor), 303)


def _problem(invalid: Invalid) -> str:
    return said_in(language(), next(iter(invalid.fields.values())))


def _asked(sitting: Sitting, kind: str) -> Asked | None:
    found: Request | None = afterwards.of(sitting.invitation_id, kind)
    if found is None:
        return None
    zone = about(sitting).time_zone
    answered = found.answered_at
    return Asked(
        number=afterwards.number(found),
        asked=when(found.asked_at, zone, language()),
        text=found.text,
        answered=when(answered, zone, language()) if answered else None,
        reply=found.reply,
        by=receipts.day_of(afterwards.erased_by(found), zone),
    )
