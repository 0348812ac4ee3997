"""Reports that were really issued: by the task itself, with the real press and a real key."""

from uuid import uuid4

import sqlalchemy as sa

from assay.core.db import reading, session, transaction
from assay.core.storage import FolderBlobs
from assay.marking.models import Result
from assay.reports import actions, data, html, queries
from assay.reports.models import Report
from assay.tenancy.queries import fetch
from workers import tasks
from workers.means import Means, Printed
from workers.press import print_signed

VERIFY = "https://assay.example/verify/1e8a6cdf-9473-54a2-9943-f6ffd861c5f6"


def means(settings):
    """What the report queue has, without a mailer."""

    def printed(page, result):
        return Printed(*print_signed(page, result, settings.key_folder))

    return Means(
        settings=settings,
        mailer=None,
        sealer=None,
        blobs=FolderBlobs(settings.blob_folder),
        printed=printed,
    )


def issued(exam, settings):
    """The report on the exam's last sitting, made by the task."""
    tasks.issue_report(means(settings), sitting_id=exam.sitting_id)
    with reading():
        report = queries.of_sitting(exam.sitting_id)
        session.expunge(report)
    return report


def printed(content, keys, **look):
    """A content as a signed document, without a database; `look`: a letterhead and its logo."""
    page = html.render(content, verify_url=VERIFY, **look)
    return Printed(*print_signed(page, data.result(content), keys))


def issued_again(report, settings):
    """A second marking of the same sitting, and the report on it."""
    with transaction():
        first = fetch(Result, report.result_id)
        columns = {
            column.name: getattr(first, column.name)
            for column in sa.inspect(Result).columns
            if column.name not in ("id", "round")
        }
        again = Result(id=uuid4(), round=2, **columns)
        session.add(again)
        session.flush()
        return actions.issue(
            queries.reserved_id(again.id),
            sitting_id=report.sitting_id,
            result_id=again.id,
            digest=b"2" * 32,
            size=1,
            blob_key="reports/second.pdf",
            certificate="c" * 64,
            at=report.issued_at.replace(year=report.issued_at.year + 1),
        )


__all__ = ["Report", "issued", "issued_again", "means", "printed"]
