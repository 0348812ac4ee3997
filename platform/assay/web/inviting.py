"""Pages that invite: one person by a form, many by a file; nothing typed or sent is lost."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.assessments.models import Assessment, AssessmentVersion
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.invitations import actions, csv_import, importing
from assay.invitations.csv_import import Row, RowError
from assay.tenancy.queries import policy
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.fields import to_instant
from assay.web.forms.invitations import InviteForm, zones
from assay.web.forms.letters_or_links import HAND, LettersForm
from assay.web.guards import member
from assay.web.invitations import SHOW, address_of, shown_of
from assay.web.looks import counted, zone

pages = Blueprint("inviting", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>")

INVITE, SHEET = "invitations/invite.html", "invitations/sheet.html"


@pages.route("/invite", methods=["GET", "POST"])
@member("candidates.invite")
def invite(assessment_id: UUID) -> str | Response:
    assessment, version = published(assessment_id)
    shown = offered(assessment, version)
    form = shown["form"]
    if not form.is_submitted():
        return page(INVITE, **shown)
    if form.validate():
        try:
            ask = _by_hand if form.letter.data == HAND else _by_letter
            return ask(version, form)
        except Invalid as refusal:
            blame(form, refusal)
        except Conflict as conflict:
            form.form_errors.append(f"Nobody was invited: {conflict}.")
    return refused(INVITE, **shown)


@pages.post("/invite/sheet")
@member("candidates.invite")
def upload(assessment_id: UUID) -> Response:
    """A file, or its text as it was corrected on the page that refused it."""
    assessment, version = published(assessment_id)
    data = _sent()
    if len(data) > csv_import.MOST_BYTES:
        return refused(INVITE, **offered(assessment, version), sheet_errors=[csv_import.TOO_LARGE])
    sheet, letters = csv_import.parse(data), LettersForm()
    errors = list(sheet.errors)
    if not errors:
        try:
            return _ask_all(assessment, version, sheet.rows, by_hand=letters.by_hand)
        except Conflict as conflict:
            errors = [RowError(row=1, field="file", message=f"Nobody was invited: {conflict}.")]
    return refused(
        SHEET, assessment=assessment, errors=errors, text=_readable(data), letters=letters
    )


def _by_letter(version: AssessmentVersion, form: InviteForm) -> Response:
    with transaction():
        invitation = actions.invite(version.id, **_person(form), by=acting())
    if invitation.handout_id:
        flash(f"{form.name.data} was invited before, without a letter: send it from here.")
        return go("invitations.show", invitation_id=invitation.id)
    flash(f"{form.name.data} is invited. {_when_sent(form)}")
    return go("candidates.index", assessment_id=version.assessment_id)


def _by_hand(version: AssessmentVersion, form: InviteForm) -> str | Response:
    """Their page with the link on it, on this answer only: it is kept nowhere."""
    with transaction():
        invitation, token = actions.hand_out(version.id, **_person(form), by=acting())
    if token is None:
        flash(f"{form.name.data} is invited already; nothing was changed.")
        return go("invitations.show", invitation_id=invitation.id)
    return page(SHOW, link=address_of(token), **shown_of(invitation.id))


def _person(form: InviteForm) -> dict[str, Any]:
    names = ("name", "email", "time_zone", "extra_percent", "language")
    told = {name: form[name].data for name in names}
    return told | {"send_at": to_instant(form.send_at.data, zone())}


def _ask_all(
    assessment: Assessment, version: AssessmentVersion, rows: Sequence[Row], *, by_hand: bool
) -> Response:
    handout_id = uuid4() if by_hand else None
    with transaction():
        asked = actions.invite_many(version.id, rows, by=acting(), handout_id=handout_id)
    if handout_id is None:
        people = counted(len(rows), "person is", "people are")
        flash(f"{people} invited. Their letters are on their way.")
    elif new := sum(one.handout_id == handout_id for one in asked):
        if known := len(rows) - new:
            flash(f"{counted(known, 'person was', 'people were')} invited already, and stay so.")
        return go("handing.show", assessment_id=assessment.id, handout_id=handout_id)
    else:
        flash("All of them are invited already; nothing was changed.")
    return go("candidates.index", assessment_id=assessment.id)


def _when_sent(form: InviteForm) -> str:
    if form.send_at.data is None:
        return "The letter with their link is on its way."
    return f"The letter with their link goes out on {form.send_at.data:%d %b %Y at %H:%M}."


def offered(assessment: Assessment, version: AssessmentVersion) -> dict[str, Any]:
    """What the page shows: the form, and the files that came before."""
    form = InviteForm(time_zone=g.organisation.time_zone).offer(policy().language)
    return {
        "letters": LettersForm(formdata=None),
        "assessment": assessment,
        "version": version,
        "form": form,
        "zones": zones(),
        "imports": importing.latest(assessment.id),
    }


def published(assessment_id: UUID) -> tuple[Assessment, AssessmentVersion]:
    """What one may invite to; Conflict while there is no version."""
    assessment = assessments.one(assessment_id, viewer=g.member)
    version = assessments.latest_version(assessment_id)
    if version is None:
        raise Conflict("not published")
    return assessment, version


def _sent() -> bytes:
    file = request.files.get("sheet")
    return file.read() if file else request.form.get("text", "").encode()


def _readable(data: bytes) -> str:
    """The file as text to correct: whatever it was, something can be seen."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
