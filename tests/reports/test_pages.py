"""The report's page, and its document byte for byte; to others it is not there."""

import hashlib

import pytest

from tests.marking.exam import Exam, visits
from tests.reports import specimens
from tests.reports.issuing import issued
from tests.visitor import Visitor


@pytest.fixture
def house(app, settings):
    """(report, slug, accounts): one report, and a browser's account of each kind."""
    with Exam(app, name=specimens.HOSTILE) as exam:
        exam.result(right=4)
        report = issued(exam, settings)
        accounts = {
            "recruiter": exam.account("recruiter"),
            "manager": exam.account("hiring_manager"),
            "manager who was told": exam.account("hiring_manager", shared=True),
            "author": exam.account("author"),
        }
    return report, exam.slug, accounts


def address(house, ending=""):
    report, slug, _ = house
    return f"/o/{slug}/reports/{report.id}{ending}"


def fetched(visitor, path):
    return visitor.client.get(path, base_url=visitor.base_url)


def test_the_document_comes_as_it_was_signed(app, house):
    told = fetched(visits(app, house[2]["recruiter"]), address(house, ".pdf"))
    assert hashlib.sha256(told.data).digest() == house[0].digest
    assert told.mimetype == "application/pdf"
    assert told.headers["Content-Disposition"].startswith("attachment;")
    assert "no-store" in told.headers["Cache-Control"]


def test_the_page_tells_the_result_and_no_markup_of_a_name(app, house):
    page = visits(app, house[2]["recruiter"]).get(address(house))
    words = page.words()
    assert page.status == 200
    assert house[0].digest.hex() in words
    assert "<script>alert" in words
    assert page.soup.find("script", string=lambda text: text and "alert" in text) is None
    assert page.soup.find("a", href=f"/verify/{house[0].id}")


def test_each_role_gets_what_is_its_own(app, house):
    expected = {"recruiter": 200, "manager": 404, "manager who was told": 200, "author": 403}
    for who, status in expected.items():
        visitor = visits(app, house[2][who])
        for ending in ("", ".pdf"):
            assert fetched(visitor, address(house, ending)).status_code == status, who


def test_to_others_it_is_not_there(app, house):
    nobody, sigrid = Visitor(app), Visitor(app)
    slug = sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    for ending in ("", ".pdf"):
        assert fetched(nobody, address(house, ending)).status_code == 303
        for path in (address(house, ending), f"/o/{slug}/reports/{house[0].id}{ending}"):
            told = fetched(sigrid, path)
            assert (told.status_code, b"%PDF" in told.data) == (404, False)


@pytest.mark.parametrize("is_made", [False, True])
def test_the_result_is_read_while_its_report_is_still_being_made(app, settings, is_made):
    with Exam(app) as exam:
        exam.result(right=4)
        recruiter = exam.account("recruiter")
        if is_made:
            issued(exam, settings)
    told = visits(app, recruiter).get(f"/o/{exam.slug}/invitations/{exam.invitation_id}").words()
    assert "By responsibility" in told
    assert ("The report is being made." in told) is not is_made
