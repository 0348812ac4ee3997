"""The candidates table of an assessment: who was asked, how it went, what was decided."""

from uuid import UUID

from flask import Blueprint, g, request

from assay.assessments import queries as assessments
from assay.decisions import queries
from assay.web.answering import page
from assay.web.guards import member

pages = Blueprint("candidates", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>")

PAGE = 50


@pages.get("/candidates")
@member("candidates.read")
def index(assessment_id: UUID) -> str:
    assessment = assessments.one(assessment_id, viewer=g.member)
    after = request.args.get("after", type=UUID)
    found = queries.candidates(assessment_id, after=after, limit=PAGE, viewer=g.member)
    return page(
        "candidates/index.html",
        assessment=assessment,
        version=assessments.latest_version(assessment_id),
        rows=found.rows,
        next=found.next,
        after=after,
    )
