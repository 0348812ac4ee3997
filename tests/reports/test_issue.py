"""A report's id is known before it is made; of two makers one keeps the row and the blob."""

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import NotFound
from assay.core.storage import FolderBlobs
from assay.reports import actions, queries
from assay.reports.models import Report
from tests.marking.exam import Exam
from tests.sittings.situation import AT, HOUR, elsewhere
from tests.sittings.test_races import at_once
from workers import tasks
from workers.keyring import Keyring
from workers.means import Means, Printed
from workers.press import print_signed


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


@pytest.fixture
def means(settings):
    """The report queue's own: the real press, the real key, blobs in a folder."""

    def printed(html, result):
        return Printed(*print_signed(html, result, settings.key_folder))

    return Means(
        settings=settings,
        mailer=None,
        sealer=None,
        blobs=FolderBlobs(settings.blob_folder),
        printed=printed,
    )


def blobs(means) -> list[Path]:
    return [file for file in means.settings.blob_folder.rglob("*") if file.is_file()]


def reports():
    with reading():
        found = list(session.scalars(sa.select(Report)))
        session.expunge_all()
        return found


def issue(exam, result, *, digest=b"d" * 32, key="reports/a.pdf"):
    with transaction():
        return actions.issue(
            queries.reserved_id(result.id),
            sitting_id=exam.sitting_id,
            result_id=result.id,
            digest=digest,
            size=3,
            blob_key=key,
            certificate="c" * 64,
            at=AT + HOUR,
        )


def test_the_id_is_the_same_however_often_it_is_reserved(exam):
    exam.result(right=3)
    with reading():
        ids = {actions.reserve(exam.sitting_id) for _ in range(3)}
    assert len(ids) == 1


def test_there_is_no_id_while_there_is_no_result(exam):
    exam.sit(right=3)
    with reading(), pytest.raises(NotFound):
        actions.reserve(exam.sitting_id)


def test_two_sittings_have_two_ids(exam):
    exam.result(right=3)
    first = actions.reserve(exam.sitting_id)
    exam.result(right=3, invitation_id=exam.invite("Bo Example"))
    assert actions.reserve(exam.sitting_id) != first


def test_an_issued_report_is_told_and_noted_once(exam):
    result = exam.result(right=3)
    first = issue(exam, result)
    again = issue(exam, result, digest=b"e" * 32, key="reports/b.pdf")
    assert (again.id, again.blob_key) == (first.id, "reports/a.pdf")
    assert exam.told().count("ReportIssued") == 1
    with reading():
        (entry,) = entries_about("report", first.id)
    assert (entry.verb, entry.details["digest"]) == ("report.issue", (b"d" * 32).hex())


def test_a_report_is_never_changed(exam):
    issue(exam, exam.result(right=3))
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), transaction():
        session.execute(sa.text("update reports set digest = 'x'"))


def test_the_task_keeps_the_signed_bytes_under_their_digest(exam, means):
    exam.result(right=3)
    tasks.issue_report(means, sitting_id=exam.sitting_id)
    (report,) = reports()
    pdf = means.blobs.get(report.blob_key)
    assert hashlib.sha256(pdf).digest() == report.digest
    signed_by = Keyring(means.settings.key_folder).active().fingerprint
    assert (len(pdf), report.certificate) == (report.size, signed_by)
    assert report.id == actions.reserve(exam.sitting_id)


def test_the_task_done_again_makes_nothing(exam, means):
    exam.result(right=3)
    tasks.issue_report(means, sitting_id=exam.sitting_id)
    before = [(file, file.read_bytes()) for file in blobs(means)]
    tasks.issue_report(means, sitting_id=exam.sitting_id)
    assert [(file, file.read_bytes()) for file in blobs(means)] == before
    assert len(reports()) == 1


def test_two_makers_at_once_leave_one_row_and_one_blob(exam, means):
    exam.result(right=3)
    make = lambda: tasks.issue_report(means, sitting_id=exam.sitting_id)  # noqa: E731
    assert at_once(exam, make, make) == [None, None]
    (report,), (file,) = reports(), blobs(means)
    assert hashlib.sha256(file.read_bytes()).digest() == report.digest
    assert exam.told().count("ReportIssued") == 1


def test_the_latest_report_of_a_sitting_is_found(exam, means):
    exam.result(right=3)
    with reading():
        assert queries.of_sitting(exam.sitting_id) is None
    tasks.issue_report(means, sitting_id=exam.sitting_id)
    with reading():
        assert queries.of_sitting(exam.sitting_id).id == actions.reserve(exam.sitting_id)


def test_a_hiring_manager_reads_a_report_only_once_it_is_shared(exam, means):
    exam.result(right=3)
    tasks.issue_report(means, sitting_id=exam.sitting_id)
    report_id, manager = actions.reserve(exam.sitting_id), exam.member_of_role("hiring_manager")
    with reading(), pytest.raises(NotFound):
        queries.one(report_id, viewer=manager)
    exam.share_with(manager)
    with reading():
        assert queries.one(report_id, viewer=manager).id == report_id


def test_another_organisations_report_is_not_there(app, exam):
    report_id = issue(exam, exam.result(right=3)).id

    def look(_):
        with reading(), pytest.raises(NotFound):
            queries.by_id(report_id)

    elsewhere(app, look)
