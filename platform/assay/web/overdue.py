"""The page of those who have waited for a decision longer than they were told."""

from uuid import UUID

from flask import Blueprint, g, request

from assay.core import clock
from assay.decisions import overdue
from assay.tenancy.queries import policy
from assay.web.answering import page
from assay.web.guards import member

pages = Blueprint("overdue", __name__, url_prefix="/o/<slug>/overdue")

PAGE = 50


@pages.get("")
@member("candidates.read")
def index() -> str:
    after = request.args.get("after", type=UUID)
    found = overdue.page(g.member, at=clock.now(), after=after, limit=PAGE)
    return page(
        "candidates/overdue.html",
        rows=found.rows,
        next=found.next,
        after=after,
        days=policy().decides_in_days,
    )
