"""Pages that invite: one person by a form, many by a file; nothing typed or sent is lost."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.assessments.models import Assessment, AssessmentVersion
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.invitations import actions, csv_import, importing
from assay.invitations.csv_import import RowError
from assay.tenancy.queries import policy
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.fields import to_instant
from assay.web.forms.invitations import InviteForm, zones
from assay.web.guards import member
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
            with transaction():
                actions.invite(
                    version.id,
                    name=form.name.data,
                    email=form.email.data,
                    time_zone=form.time_zone.data,
                    extra_percent=form.extra_percent.data,
                    language=form.language.data,
                    send_at=to_instant(form.send_at.data, zone()),
                    by=acting(),
                )
            flash(f"{form.name.data} is invited. {_when_sent(form)}")
            return go("candidates.index", assessment_id=assessment_id)
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
    sheet = csv_import.parse(data)
    errors = list(sheet.errors)
    if not errors:
        try:
            with transaction():
                actions.invite_many(version.id, sheet.rows, by=acting())
            people = counted(len(sheet.rows), "person is", "people are")
            flash(f"{people} invited. Their letters are on their way.")
            return go("candidates.index", assessment_id=assessment_id)
        except Conflict as conflict:
            errors = [RowError(row=1, field="file", message=f"Nobody was invited: {conflict}.")]
    return refused(SHEET, assessment=assessment, errors=errors, text=_readable(data))


def _when_sent(form: InviteForm) -> str:
    if form.send_at.data is None:
        return "The letter with their link is on its way."
    return f"The letter with their link goes out on {form.send_at.data:%d %b %Y at %H:%M}."


def offered(assessment: Assessment, version: AssessmentVersion) -> dict[str, Any]:
    """What the page shows: the form, and the files that came before."""
    form = InviteForm(time_zone=g.organisation.time_zone).offer(policy().language)
    return {
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
