"""The page of a report, and its signed document."""

from uuid import UUID

from flask import Blueprint, Response, current_app, g

from assay.assessments import queries as assessments
from assay.invitations import queries as invitations
from assay.reports import queries
from assay.sittings import queries as sittings
from assay.web.answering import page
from assay.web.guards import member

pages = Blueprint("reports", __name__, url_prefix="/o/<slug>/reports")


@pages.get("/<uuid:report_id>")
@member("reports.read")
def show(report_id: UUID) -> str:
    report = queries.one(report_id, viewer=g.member)
    invitation = invitations.one(sittings.by_id(report.sitting_id).invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    return page(
        "reports/show.html",
        report=report,
        content=queries.content(report.sitting_id),
        invitation_id=invitation.id,
        assessment=assessments.one(version.assessment_id, viewer=g.member),
    )


@pages.get("/<uuid:report_id>.pdf")
@member("reports.read")
def pdf(report_id: UUID) -> Response:
    """The document as it was signed, byte for byte."""
    report = queries.one(report_id, viewer=g.member)
    document = current_app.extensions["assay"].blobs.get(report.blob_key)
    return Response(
        document,
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="report-{report_id}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
