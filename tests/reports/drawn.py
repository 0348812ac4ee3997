"""drawn(): a report's content on the page that a link opens, without a database."""

from types import SimpleNamespace

from assay.reports import html
from assay.web.answering import page
from assay.web.reports import besides
from tests.reports.issuing import VERIFY


def drawn(content, *, shows="full"):
    """In a request; `shows` is the link's."""
    report = SimpleNamespace(id=content.report_id, digest=b"7" * 32, certificate="c" * 64)
    return page(
        "reports/shared.html", token="a-token", shows=shows, latest=report, report=report,
        content=content, told=besides(content), qr=html.qr(VERIFY),
    )  # fmt: skip
