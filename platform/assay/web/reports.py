"""The page of a report, its signed document, its anonymous copy, and the links that share it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, g
from flask.typing import ResponseReturnValue

from assay.accounts.rules import may
from assay.assessments import queries as assessments
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid, NotFound
from assay.invitations import queries as invitations
from assay.reports import copies, evidence, html, queries, sharing
from assay.reports.content import Content
from assay.reports.models import Report
from assay.sittings import queries as sittings
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.sharing import ShareForm
from assay.web.guards import member

pages = Blueprint("reports", __name__, url_prefix="/o/<slug>/reports")

SHOW = "reports/show.html"


@pages.get("/<uuid:report_id>")
@member("reports.read")
def show(report_id: UUID) -> str:
    return page(SHOW, **_whole(report_id))


@pages.post("/<uuid:report_id>/links")
@member("reports.share")
def share(report_id: UUID) -> ResponseReturnValue:
    """A link to hand on, on this answer only: it is kept nowhere."""
    queries.one(report_id, viewer=g.member)
    form = ShareForm()
    if form.validate():
        try:
            with transaction():
                token = sharing.share(
                    report_id, shows=form.shows.data, days=form.days.data or 0,
                    for_whom=form.for_whom.data or "", by=acting(), at=clock.now(),
                )  # fmt: skip
            base_url = current_app.extensions["assay"].settings.base_url
            return page(SHOW, link=f"{base_url}/shared/{token}", **_whole(report_id))
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **{**_whole(report_id), "form": form})


@pages.post("/<uuid:report_id>/links/<uuid:link_id>/take-back")
@member("reports.share")
def unshare(report_id: UUID, link_id: UUID) -> ResponseReturnValue:
    queries.one(report_id, viewer=g.member)
    with transaction():
        sharing.unshare(report_id, link_id, by=acting(), at=clock.now())
    flash("The link opens nothing any more.")
    return go("reports.show", anchor="sharing", report_id=report_id)


@pages.post("/<uuid:report_id>/anonymous")
@member("reports.share")
def ask_for_copy(report_id: UUID) -> ResponseReturnValue:
    queries.one(report_id, viewer=g.member)
    with transaction():
        copies.ask_for_copy(report_id, by=acting())
    return go("reports.show", anchor="copy", report_id=report_id)


@pages.get("/<uuid:report_id>/anonymous.pdf")
@member("reports.share")
def anonymous(report_id: UUID) -> Response:
    queries.one(report_id, viewer=g.member)
    if (copy := copies.find(report_id)) is None:
        raise NotFound("AnonymousCopy")
    return document(copy.blob_key, f"report-{report_id.hex[:8]}-anonymous.pdf")


def _whole(report_id: UUID) -> dict[str, Any]:
    """All that the staff's page shows."""
    report = queries.one(report_id, viewer=g.member)
    invitation = invitations.one(sittings.by_id(report.sitting_id).invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    told: dict[str, Any] = {
        "invitation_id": invitation.id,
        "assessment": assessments.one(version.assessment_id, viewer=g.member),
        "versions": queries.versions(report.sitting_id),
        "is_nameless": copies.is_nameless(report),
        "copy": copies.find(report_id),
        "form": ShareForm(formdata=None),
        **shown(report),
    }
    if not may(g.member.role, "reports.share"):
        return told
    return told | {
        "links": sharing.links(report_id),
        "asked": copies.is_asked(report_id),
        "now": clock.now(),
    }


@pages.get("/<uuid:report_id>.pdf")
@member("reports.read")
def pdf(report_id: UUID) -> Response:
    """The document as it was signed, byte for byte; its anonymous copy while the name is hidden."""
    report = queries.one(report_id, viewer=g.member)
    return document(copies.document_key(report), f"report-{report_id}.pdf")


def shown(report: Report) -> dict[str, Any]:
    """What a page of this report shows, whoever looks at it."""
    content = copies.shown(report)
    verify_url = f"{current_app.extensions['assay'].settings.base_url}/verify/{report.id}"
    return {
        "report": report,
        "content": content,
        "told": besides(content),
        "qr": html.qr(verify_url),
    }


def besides(content: Content) -> dict[str, Any]:
    """The words and figures that the document has from its own renderer."""
    return {
        "STATUS": html.STATUS,
        "KINDS": evidence.KINDS,
        "spell": html.spell,
        "day": html.day,
        "kinds": html.kinds(content.questions),
        "needed": html.needed(content),
        "sitting": html.sitting(content.nth),
    }


def document(blob_key: str, name: str) -> Response:
    """A signed file as it lies there."""
    return Response(
        current_app.extensions["assay"].blobs.get(blob_key),
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
