"""A link shows one report to somebody without an account, until it expires or is taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from assay.accounts import actions as accounts
from assay.audit.actions import SYSTEM
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import Invalid, NotFound
from assay.reports import sharing
from tests.marking.exam import Exam, visits
from tests.reports.issuing import issued, issued_again
from tests.visitor import Page, Visitor

NAME = "Wilhelmina Quist"


@pytest.fixture
def exam(app):
    with Exam(app, name=NAME) as exam:
        exam.result(right=4)
        yield exam


@pytest.fixture
def report(exam, settings):
    return issued(exam, settings)


def shared(exam, report, *, shows="full", days=7, at=None):
    with transaction():
        return sharing.share(
            report.id, shows=shows, days=days, for_whom="The board", by=exam.member,
            at=at or clock.now(),
        )  # fmt: skip


def links(report):
    with reading():
        return sharing.links(report.id)


def outside(work):
    """What it gives in a thread of its own: outside of every scope."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(work).result()


def answer(app, token, ending="", method="post"):
    """What anybody gets, without an account."""
    return outside(lambda: getattr(Visitor(app).client, method)(f"/shared/{token}{ending}"))


def opened(app, token, method="post"):
    return Page(answer(app, token, method=method))


def test_the_first_page_only_asks_and_counts_nobody(app, exam, report):
    token = shared(exam, report)
    page = opened(app, token, method="get")
    assert page.status == 200
    assert NAME not in page.words()
    assert "Northwind Robotics shares a report with you" in page.words()
    assert [one.opened for one in links(report)] == [0]


def test_the_page_and_the_document_are_shown_and_written_down(app, exam, report):
    token = shared(exam, report)
    page, pdf = opened(app, token), answer(app, token, "/report.pdf")
    assert NAME in page.words()
    assert "The answers" in page.words()
    assert pdf.mimetype == "application/pdf"
    for each in (page.response, pdf):
        assert each.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in each.headers["X-Robots-Tag"]
        assert "no-store" in each.headers["Cache-Control"]
    (link,) = links(report)
    assert (link.opened, link.for_whom, link.last_opened_at is None) == (2, "The board", False)


def test_the_score_alone_is_the_score_alone(app, exam, report):
    token = shared(exam, report, shows="score")
    page, pdf = opened(app, token), answer(app, token, "/report.pdf")
    assert "80" in page.words()
    assert "The answers" not in page.words()
    assert "By responsibility" not in page.words()
    assert pdf.status_code == 404


def test_an_expired_and_a_revoked_link_open_nothing_and_tell_nothing(app, exam, report):
    late = shared(exam, report, days=1, at=clock.now() - timedelta(days=2))
    taken = shared(exam, report)
    (link,) = [one for one in links(report) if one.is_open(clock.now())]
    for _ in range(2):
        with transaction():
            sharing.unshare(report.id, link.id, by=exam.member, at=clock.now())
    for token in (late, taken, "never-was-one"):
        for method in ("get", "post"):
            page = opened(app, token, method=method)
            assert page.status == 404
            assert "This link opens nothing" in page.words()
            assert "Northwind" not in page.words()
    with reading():
        verbs = [entry.verb for entry in entries_about("report", report.id)]
    assert verbs == ["report.issue", "report.share", "report.share", "report.unshare"]


def test_a_report_that_was_replaced_says_so(app, exam, report, settings):
    token = shared(exam, report)
    issued_again(report, settings)
    assert "A later report has replaced this one." in opened(app, token).words()


@pytest.mark.parametrize(
    "wrong", [{"shows": "all"}, {"days": 0}, {"days": 91}, {"for_whom": "x" * 121}]
)
def test_what_no_link_can_be_is_refused_by_its_field(exam, report, wrong):
    given = {"shows": "full", "days": 7, "for_whom": ""} | wrong
    with pytest.raises(Invalid) as refusal, transaction():
        sharing.share(report.id, **given, by=exam.member, at=clock.now())
    assert set(refusal.value.fields) == set(wrong)


def test_a_link_of_another_report_is_not_revoked(exam, report):
    shared(exam, report)
    (link,) = links(report)
    with pytest.raises(NotFound), transaction():
        sharing.unshare(link.id, link.id, by=exam.member, at=clock.now())


def test_staff_make_a_link_that_is_shown_once(app, exam, report):
    recruiter, manager = exam.account("recruiter"), exam.account("hiring_manager", shared=True)
    path = f"/o/{exam.slug}/reports/{report.id}"
    sent = {"shows": "score", "days": "3", "for_whom": "The board"}

    def ask():
        visitor = visits(app, recruiter)
        made = visitor.fill(path, f"{path}/links", **sent)
        again = visitor.get(path)
        wrong = visitor.fill(path, f"{path}/links", **sent | {"days": "900"})
        return made, again, wrong, visits(app, manager).get(path)

    made, again, wrong, managers = outside(ask)
    link = made.soup.find("input", id="link")["value"]
    assert link.startswith("http")
    assert again.soup.find("input", id="link") is None
    assert "Never" in again.words()
    assert (wrong.status, "from 1 to 90" in wrong.words()) == (422, True)
    assert (managers.status, managers.soup.find(id="sharing")) == (200, None)


def test_while_the_organisation_is_closed_a_link_opens_nothing_and_counts_nobody(app, exam, report):
    token = shared(exam, report)
    with transaction():
        accounts.close_organisation(by=SYSTEM, reason="It was asked for.")
    for method, ending in (("get", ""), ("post", ""), ("post", "/report.pdf")):
        page = Page(answer(app, token, ending, method))
        assert (page.status, NAME in page.words()) == (404, False)
    assert [one.opened for one in links(report)] == [0]
    with transaction():
        accounts.reopen_organisation(by=SYSTEM)
    assert opened(app, token).status == 200
