"""How long a candidate was allowed stands nowhere: it would tell of an accommodation."""

import io
import re

import pypdf
import pytest
from pikepdf import Pdf

from assay.core import clock
from assay.core.db import transaction
from assay.core.storage import FolderBlobs
from assay.reports import sharing
from tests.marking.exam import Exam, visits
from tests.reports.issuing import issued
from tests.visitor import Visitor

MINUTES, PERCENT = 1237, 33
ALLOWED = (MINUTES, MINUTES * 60, 1645, 1646, 98712, 98713)
"""In minutes and in seconds, without the extra time and with it."""
UNSAID = re.compile(
    "|".join(rf"\b{number}\b" for number in ALLOWED)
    + r"|\b2[07]\s?(?:h|hours?|hrs?)\b|\b20:37\b|\b27:25\b|\bPT\d"
    + rf"|\b{PERCENT}\s*(?:%|percent)|accommodat|extra time",
    re.IGNORECASE,
)


@pytest.fixture
def places(app, settings):
    """A report on a sitting of 1237 minutes and a third more, in every place that tells it."""
    exam = Exam(app)
    exam.minutes = MINUTES
    with exam:
        exam.grant(PERCENT)
        exam.result(right=4)
        report, recruiter = issued(exam, settings), exam.account("recruiter")
        with transaction():
            token = sharing.share(
                report.id, shows="full", days=7, for_whom="", by=exam.member, at=clock.now()
            )
    pdf = FolderBlobs(settings.blob_folder).get(report.blob_key)
    read = pypdf.PdfReader(io.BytesIO(pdf))
    return {
        "page": str(visits(app, recruiter).get(f"/o/{exam.slug}/reports/{report.id}").soup.main),
        "shared page": str(Visitor(app).post(f"/shared/{token}").soup.body),
        "document": " ".join(page.extract_text() for page in read.pages),
        "attachment": read.attachments["result.json"][0].decode(),
        "metadata": metadata(pdf),
    }


def metadata(pdf):
    with Pdf.open(io.BytesIO(pdf)) as opened:
        info = [str(opened.docinfo[key]) for key in list(opened.docinfo.keys())]
        return " ".join([opened.Root.Metadata.read_bytes().decode(), *info])


def test_no_place_tells_what_time_was_allowed(places):
    assert all(len(text) > 300 for text in places.values())
    assert {
        place: UNSAID.findall(text) for place, text in places.items() if UNSAID.search(text)
    } == {}


@pytest.mark.parametrize(
    "told", ["of 1237 minutes", '"seconds": 98713', "20 h 37 min", "33 % more", "PT1237M"]
)
def test_where_it_stood_it_would_be_found(told):
    assert UNSAID.search(told)
