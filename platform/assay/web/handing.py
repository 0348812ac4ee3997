"""Pages of a hand-out: whose links a member passes on, and the links as a file, made as it is."""

from uuid import UUID

from flask import Blueprint, Response, current_app, g, request

from assay.assessments import queries as assessments
from assay.core.db import transaction
from assay.decisions import handing
from assay.web.answering import acting, page
from assay.web.guards import member

pages = Blueprint(
    "handing",
    __name__,
    url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/links/<uuid:handout_id>",
)


@pages.get("")
@member("candidates.invite")
def show(assessment_id: UUID, handout_id: UUID) -> str:
    return page(
        "invitations/handout.html",
        assessment=assessments.one(assessment_id, viewer=g.member),
        handout=handing.handout(handout_id, of=assessment_id, viewer=g.member),
        handout_id=handout_id,
    )


@pages.post("/links.csv")
@member("candidates.invite")
def links(assessment_id: UUID, handout_id: UUID) -> Response:
    """Secrets, on this answer only: they are kept nowhere."""
    with transaction():
        lines = handing.make_links(
            handout_id,
            of=assessment_id,
            after=request.form.get("after", type=UUID),
            viewer=g.member,
            by=acting(),
        )
    base_url = current_app.extensions["assay"].settings.base_url
    return Response(
        handing.sheet(lines, base_url=base_url),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="links-{str(handout_id)[:8]}.csv"',
            "Cache-Control": "private, no-store",
        },
    )
