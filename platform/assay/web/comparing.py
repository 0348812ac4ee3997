"""The page that shows two to four candidates of an assessment side by side; made to be printed."""

from uuid import UUID

from flask import Blueprint, g, request
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.core.errors import Invalid
from assay.decisions.comparing import compare
from assay.web.answering import page, refused
from assay.web.guards import member

pages = Blueprint(
    "comparing", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/compare"
)

SHOW = "candidates/compare.html"


@pages.get("")
@member("candidates.read")
def show(assessment_id: UUID) -> str | Response:
    assessment = assessments.one(assessment_id, viewer=g.member)
    who = request.args.getlist("who", type=UUID)
    try:
        found = compare(assessment_id, who, viewer=g.member)
    except Invalid as refusal:
        answer = refused if who else page
        return answer(SHOW, assessment=assessment, found=None, why=refusal.fields["who"])
    return page(SHOW, assessment=assessment, found=found)
