"""A report that was shared by a link: read without an account, and written down when opened.

The first page only asks: mail scanners and previews follow links, and count as nobody. What it
leads to is answered to a form, so that the page is not kept, and no address of it leads anywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import Blueprint, Response, make_response
from flask.typing import ResponseReturnValue

from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import NotFound
from assay.reports import copies, queries, sharing
from assay.tenancy import entrances
from assay.tenancy.queries import organisation
from assay.tenancy.scope import scope
from assay.web.answering import page
from assay.web.guards import public
from assay.web.reports import document, shown

pages = Blueprint("shared", __name__, url_prefix="/shared")


@pages.after_request
def _keep_to_yourself(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@pages.errorhandler(NotFound)
def _opens_nothing(_: NotFound) -> Response:
    """The same for what never was, what has expired, what was taken back or is closed just now."""
    return make_response(page("reports/gone.html"), 404)


@pages.get("/<token>")
@public
def ask(token: str) -> ResponseReturnValue:
    """Who shares what, and a button; nothing is written down."""
    with _inside(token) as link_id:
        link = sharing.shared(link_id, at=clock.now())
        return page("reports/ask.html", link=link, token=token, organisation=organisation().name)


@pages.post("/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    with _inside(token) as link_id:
        with transaction():
            link = sharing.open_shared(link_id, took="page", at=clock.now())
            report_id, shows = link.report_id, link.shows
        report = queries.by_id(report_id)
        return page(
            "reports/shared.html",
            token=token,
            shows=shows,
            latest=queries.of_sitting(report.sitting_id),
            **shown(report),
        )


@pages.post("/<token>/report.pdf")
@public
def pdf(token: str) -> ResponseReturnValue:
    with _inside(token) as link_id:
        with transaction():
            report_id = sharing.open_shared(link_id, took="document", at=clock.now()).report_id
        report = queries.by_id(report_id)
        return document(copies.document_key(report), f"report-{report_id}.pdf")


@contextmanager
def _inside(token: str) -> Iterator[UUID]:
    """The link's id, within its organisation; NotFound for what opens nothing (any more), and while
    the organisation is closed."""
    opened = entrances.resolve(sharing.BY_LINK, token)
    if opened.closed or not opened.is_open(clock.now()):
        raise NotFound("ReportLink")
    with scope(opened.organisation_id):
        yield opened.subject_id
