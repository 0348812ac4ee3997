"""The candidates table: where each one is, page by page, and only what the member may see."""

import pytest

from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import NotFound
from assay.decisions import actions, queries
from assay.decisions.finding import COLUMNS
from assay.decisions.table import candidates
from assay.invitations import actions as invitations
from assay.invitations import planning
from assay.invitations.models import Invitation, PlannedLetter
from assay.sittings import actions as sittings
from assay.tenancy.queries import fetch, organisation
from tests.marking.exam import RIGHT, Counted, Exam, asked, visits
from tests.sittings.situation import AT, HOUR, MINUTE, elsewhere


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


@pytest.fixture
def recruiter(exam):
    return exam.member_of_role("recruiter")


def table(exam, viewer, at=AT, **how):
    with clock.frozen(at), reading():
        return candidates(exam.work.assessment_id, viewer=viewer, **how)


def row(exam, viewer):
    (row,) = table(exam, viewer).rows
    return row


def not_sent(exam):
    fetch(Invitation, exam.invitation_id).sent_at = None


def withdraw(exam):
    with clock.frozen(AT):
        invitations.withdraw(exam.invitation_id, by=exam.member)


@pytest.mark.parametrize(
    ("happened", "status"),
    [(not_sent, "Letter on its way"), (lambda exam: None, "Invited"), (withdraw, "Withdrawn")],
)
def test_before_the_sitting_the_row_says_where_the_invitation_is(exam, recruiter, happened, status):
    with transaction():
        happened(exam)
    told = row(exam, recruiter)
    assert (told.status, told.result_id, told.measure, told.minutes) == (status, None, None, None)


def test_a_running_sitting_has_no_score_and_no_time(exam, recruiter):
    exam.start(at=AT)
    told = row(exam, recruiter)
    assert (told.status, told.minutes, told.measure) == ("Sitting now", None, None)


def test_what_is_handed_in_waits_for_its_marks(exam, recruiter):
    exam.sit(right=3)
    told = row(exam, recruiter)
    assert (told.status, told.minutes, told.result_id) == ("Being marked", 24, None)


def test_a_marked_one_has_its_score_with_the_error_and_its_cut(exam, recruiter):
    result = exam.result(right=3)
    told = row(exam, recruiter)
    assert (told.status, told.result_id, told.cut_score) == ("Handed in", result.id, 60)
    assert (told.measure.percent, told.measure.band) == (60, "review")
    assert told.measure.likely.low == pytest.approx(float(result.likely_low))


def test_who_ran_out_of_time_is_told_apart(exam, recruiter):
    exam.result({1: RIGHT}, runs_out=True)
    assert row(exam, recruiter).status == "Time ran out"


def test_a_voided_sitting_is_told_as_such(exam, recruiter):
    exam.sit(right=3)
    with transaction():
        sittings.void(exam.sitting_id, by=SYSTEM, reason="Wrong person.", at=AT + HOUR)
    assert row(exam, recruiter).status == "Voided"


def test_too_few_questions_are_a_result_without_a_number(app):
    with Exam(app, asked("testing", "testing")) as exam:
        result = exam.result(right=2)
        told = row(exam, exam.member_of_role("recruiter"))
    assert (told.result_id, told.measure) == (result.id, None)


def test_a_letter_that_is_to_wait_is_told_with_its_day_where_the_organisation_is(exam, recruiter):
    with transaction():
        organisation().time_zone = "Pacific/Auckland"
        not_sent(exam)
        session.add(
            PlannedLetter(
                invitation_id=exam.invitation_id, kind="invitation", due_at=AT + 14 * HOUR
            )
        )
    assert row(exam, recruiter).status == "Planned for 6 Jan 2026"
    with transaction():
        planning.send_now(exam.invitation_id, by=exam.member)
    assert row(exam, recruiter).status == "Letter on its way"


@pytest.mark.parametrize("state", ["before", "running", "marked"])
def test_the_page_of_one_says_the_same_as_the_table(exam, recruiter, state):
    if state == "running":
        exam.start(at=AT)
    if state == "marked":
        exam.result(right=3)
    with clock.frozen(AT), reading():
        assert queries.status_of(exam.invitation_id) == row(exam, recruiter).status


def names(page):
    return [row.name for row in page.rows]


@pytest.fixture
def many(exam):
    """Seven candidates, two of them invited at one instant."""
    for number in range(6):
        exam.invite(f"No. {number}", at=AT + max(1, number) * MINUTE)
    return exam


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_hold_everyone_once_the_newest_first(many, recruiter, limit):
    whole, found, after = table(many, recruiter), [], None
    assert whole.next is None
    for _ in range(-(-7 // limit)):
        page = table(many, recruiter, limit=limit, after=after)
        found += names(page)
        after = page.next
    assert found == names(whole)
    assert (found[0], found[-1], after) == ("No. 5", "Cai Example", None)


def test_a_page_that_is_just_full_has_no_next(many, recruiter):
    assert table(many, recruiter, limit=7).next is None
    assert table(many, recruiter, limit=6).next is not None


def test_who_is_invited_meanwhile_moves_nobody(many, recruiter):
    first = table(many, recruiter, limit=3)
    many.invite("Meanwhile", at=AT + HOUR)
    second = table(many, recruiter, limit=9, after=first.next)
    assert names(first) + names(second) == names(table(many, recruiter))[1:]


def test_a_page_after_nobody_we_know_is_not_there(app, exam, recruiter):
    foreign = elsewhere(app, lambda other: other.invitation_id)
    with pytest.raises(NotFound):
        table(exam, recruiter, after=foreign)


def test_three_rows_cost_as_many_queries_as_one(exam, recruiter):
    with Counted() as one:
        table(exam, recruiter)
    exam.result(right=3)
    with transaction():
        actions.decide(exam.invitation_id, verdict="hold", reason="So.", by=exam.member)
    for name in ("Bo", "Di"):
        exam.invite(name)
    with Counted() as three:
        assert len(table(exam, recruiter).rows) == 3
    assert (len(one), len(three)) == (3, 3)


def test_every_column_costs_the_same_at_one_row_and_at_three(exam, recruiter):
    with Counted() as one:
        table(exam, recruiter, columns=COLUMNS)
    exam.result(right=3)
    for name in ("Bo", "Di"):
        exam.invite(name)
    with Counted() as three:
        assert len(table(exam, recruiter, columns=COLUMNS).rows) == 3
    assert (len(one), len(three)) == (7, 7)


def test_a_hiring_manager_sees_only_what_is_shared(exam):
    manager = exam.member_of_role("hiring_manager")
    with pytest.raises(NotFound):
        table(exam, manager)
    exam.share_with(manager)
    assert names(table(exam, manager)) == ["Cai Example"]


def test_another_organisation_has_no_such_table(app, exam):
    assessment_id = exam.work.assessment_id

    def look(other):
        with reading(), pytest.raises(NotFound):
            candidates(assessment_id, viewer=_member(other))

    elsewhere(app, look)


def _member(other):
    from assay.accounts.models import Member

    return fetch(Member, other.member.id)


HOSTILE = "<script>alert(1)</script> & “Zoë” \u202egnp.exe"


@pytest.fixture
def page(app):
    """page(role, **share): the table as this role's browser gets it."""

    def page(role, shared=False):
        with Exam(app, name=HOSTILE) as exam:
            exam.result(right=3)
            email = exam.account(role, shared=shared)
        address = f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/candidates"
        return visits(app, email).get(address)

    return page


def test_the_page_shows_a_hostile_name_as_a_name(page):
    found = page("recruiter")
    assert found.status == 200
    assert found.soup.find("script", string=lambda text: text and "alert" in text) is None
    assert "<script>alert(1)</script>" in found.words()


def test_the_page_shows_score_range_band_and_offers_to_decide(page):
    found = page("recruiter")
    words = found.words()
    assert all(word in words for word in ("60", "38–78", "Review", "Handed in", "Decide"))
    assert "60 of 100, likely 38 to 78" in found.soup.find("svg", class_="gauge")["aria-label"]


def test_a_hiring_manager_gets_the_page_once_it_is_shared(page):
    assert page("hiring_manager").status == 404
    assert page("hiring_manager", shared=True).status == 200


@pytest.mark.parametrize("role", ["author", "marker"])
def test_who_may_not_see_candidates_is_told_so(page, role):
    assert page(role).status == 403
