"""Anybody may ask whether a report is genuine; nobody is told what it says."""

import hashlib
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest

from assay.accounts import actions as accounts
from assay.app import create_app
from assay.audit.actions import SYSTEM
from assay.core.db import transaction
from assay.core.storage import FolderBlobs
from assay.reports import queries
from assay.tenancy.scope import scope
from assay.web import limits
from tests.marking.exam import Exam
from tests.reports import specimens
from tests.reports.issuing import issued, issued_again, printed
from tests.visitor import Page, Visitor

NAME, ORGANISATION = "Wilhelmina Quist", "Bluefjord Analytics"


@pytest.fixture
def report(app, settings):
    """A report that was issued, and the organisation's slug."""
    with Exam(app, name=NAME, organisation=ORGANISATION) as exam:
        exam.result(right=4)
        return issued(exam, settings)


@pytest.fixture
def file(report, settings):
    return FolderBlobs(settings.blob_folder).get(report.blob_key)


@pytest.fixture
def anybody(app):
    """A browser that has never been here."""
    return Visitor(app)


def verify(anybody, *, file=None, typed=""):
    fields = {"typed": typed}
    if file is not None:
        fields["file"] = (BytesIO(file), "report.pdf")
    told = anybody.client.post("/verify", data=fields, content_type="multipart/form-data")
    return Page(told)


def says(page):
    return page.soup.find(id="finding").get_text(" ", strip=True) if page.status == 200 else None


def test_the_form_is_open_to_everybody_and_looks_nothing_up(anybody, report):
    for address in ("/verify", f"/verify/{report.id}", f"/verify/{uuid4()}"):
        page = anybody.get(address)
        assert (page.status, page.soup.find(id="finding")) == (200, None)
        assert ORGANISATION not in page.words()
    assert "Set-Cookie" not in page.response.headers


def test_the_code_on_a_report_fills_in_its_number(anybody, report):
    page = anybody.get(f"/verify/{report.id}")
    assert page.soup.find("input", id="typed")["value"] == str(report.id)


def test_the_file_as_it_was_issued_is_genuine(anybody, report, file):
    page = verify(anybody, file=file)
    assert says(page) == "Genuine Not a byte has changed"
    words = page.words()
    assert ORGANISATION in words
    assert "None: it is the latest" in words
    assert report.digest.hex() in words


def test_one_changed_byte_and_it_is_not_known(anybody, file):
    for place in (100, -100, 20_000):
        changed = bytearray(file)
        changed[place] ^= 1
        page = verify(anybody, file=bytes(changed))
        assert says(page).startswith("Not known")
        assert ORGANISATION not in page.words()


def test_what_was_added_after_the_signature_is_seen(anybody, file):
    for added in (b"\n", b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n"):
        page = verify(anybody, file=file + added)
        assert says(page) == "Changed Something was added to it"
        assert ORGANISATION in page.words()


def test_any_other_file_is_not_known(anybody):
    for file in (b" ", b"%PDF-1.7", b"/ByteRange [0 1 2 3]" * 999, b"\x00" * 9999):
        assert says(verify(anybody, file=file)).startswith("Not known")


def test_a_digest_is_known_however_it_is_written(anybody, report):
    digest = report.digest.hex()
    spaced = " ".join(digest[i : i + 8] for i in range(0, 64, 8)).upper()
    for typed in (digest, spaced, ":".join(digest[i : i + 2] for i in range(0, 64, 2))):
        assert says(verify(anybody, typed=typed)).startswith("Known digest")


def test_a_number_says_nothing_about_the_copy(anybody, report):
    page = verify(anybody, typed=str(report.id))
    assert says(page).startswith("Known number")
    assert "says nothing about the copy in your hands" in page.words()


def test_another_digest_or_number_is_not_known(anybody, report):
    for typed in ("0" * 64, str(uuid4())):
        assert says(verify(anybody, typed=typed)).startswith("Not known")


def test_what_is_neither_is_refused_at_its_field(anybody):
    for typed in ("", "report", "0" * 63, "g" * 64, "<script>", "x" * 9000):
        page = verify(anybody, typed=typed)
        assert page.status == 422
        assert page.soup.find(id="typed")["aria-invalid"] == "true"
        assert "<script>" not in page.response.text


def test_no_answer_tells_a_name_or_a_score(anybody, report, file):
    for told in ({"file": file}, {"typed": report.digest.hex()}, {"typed": str(report.id)}):
        text = verify(anybody, **told).response.text.replace('class="tag review"', "")
        assert ORGANISATION in text
        for secret in (NAME, "Quist", "Flask developer", "8 of 10", "review", "likely"):
            assert secret not in text


def test_a_report_that_was_replaced_says_so(app, anybody, report, file, settings):
    with app.app_context(), scope(report.organisation_id):
        later = issued_again(report, settings)
        assert queries.issued(later.id).replaced_at is None
    page = verify(anybody, file=file)
    assert "Yes: it was replaced on" in page.words()


def test_the_file_of_another_installation_is_not_known(anybody, tmp_path):
    page = verify(anybody, file=printed(specimens.strong(), tmp_path / "their-keys").pdf)
    assert says(page).startswith("Not known")


def test_who_asks_too_often_waits(settings, cleared):
    many = replace(settings, rate_limits=True, redis_prefix=f"verify-{uuid4().hex}")
    visitor = Visitor(create_app(many))
    most = int(limits.VERIFYING[0].split()[0])
    statuses = [verify(visitor, typed="0" * 64).status for _ in range(most + 1)]
    assert statuses == [200] * most + [429]
    assert visitor.get("/verify").status == 200


def test_the_digest_is_the_files_own(file, report):
    assert hashlib.sha256(file).digest() == report.digest


def test_a_report_is_genuine_while_its_organisation_is_closed(app, anybody, report, file):
    with app.app_context(), scope(report.organisation_id), transaction():
        accounts.close_organisation(by=SYSTEM, reason="It was asked for.")
    assert says(verify(anybody, file=file)) == "Genuine Not a byte has changed"
