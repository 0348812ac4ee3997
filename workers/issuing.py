"""Reports become signed documents, with their names and without."""

import hashlib
from functools import partial
from uuid import UUID

from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import NotFound
from assay.marking import queries as marks
from assay.reports import actions as reports
from assay.reports import copies, data, html
from assay.reports import queries as reported
from assay.reports.content import Content
from assay.tenancy.letterhead import Letterhead
from assay.tenancy.queries import letterhead
from assay.tenancy.scope import current
from workers.complaints import LettersMissing
from workers.means import Means, Printed


def issue_report(means: Means, *, sitting_id: UUID) -> None:
    """The signed PDF under its reserved id; what other makers left, or a killed one, goes."""
    with reading():
        report_id = reports.reserve(sitting_id)
        content = reported.content(sitting_id)
        result_id = marks.result_of(sitting_id).id
    if reported.is_issued(report_id):
        return
    pdf, certificate = _printed(means, content)
    digest = hashlib.sha256(pdf).digest()
    stem = f"reports/{current()}/{report_id}."
    blob_key = f"{stem}{digest.hex()[:16]}.pdf"
    means.blobs.put(blob_key, pdf)
    with transaction():
        report = reports.issue(
            report_id,
            sitting_id=sitting_id,
            result_id=result_id,
            digest=digest,
            size=len(pdf),
            blob_key=blob_key,
            certificate=certificate,
            at=clock.now(),
        )
    means.blobs.keep_only(report.blob_key, of=stem)


def make_anonymous_copy(means: Means, *, report_id: UUID) -> None:
    """The same report, signed, without whom it is about; once."""
    with reading():
        report = reported.by_id(report_id)
        if copies.find(report_id) is not None:
            return
        told = copies.without_name(report, reported.content_of(report))
    pdf, certificate = _printed(means, told)
    digest = hashlib.sha256(pdf).digest()
    stem = f"reports/{current()}/{report_id}-anonymous."
    blob_key = f"{stem}{digest.hex()[:16]}.pdf"
    means.blobs.put(blob_key, pdf)
    with transaction():
        copy = copies.keep_copy(
            report_id,
            digest=digest,
            size=len(pdf),
            blob_key=blob_key,
            certificate=certificate,
            at=clock.now(),
        )
    means.blobs.keep_only(copy.blob_key, of=stem)


def _printed(means: Means, content: Content) -> Printed:
    """The signed document; letters of answers that no font here has are told by their numbers."""
    with reading():
        head = letterhead()
    verify_url = f"{means.settings.base_url}/verify/{content.report_id}"
    render = partial(
        html.render, content, verify_url=verify_url, head=head, logo=_head_logo(means, head)
    )
    result = data.result(content)
    try:
        return means.printed(render(), result)
    except LettersMissing as error:
        return means.printed(render(missing=error.letters), result)


def _head_logo(means: Means, head: Letterhead) -> bytes | None:
    """The organisation's logo, where it hangs."""
    if head.logo_key is None:
        return None
    try:
        return means.blobs.get(head.logo_key)
    except NotFound:
        return None
