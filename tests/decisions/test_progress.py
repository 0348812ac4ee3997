"""How far an assessment is with its candidates, and who waits."""

import pytest

from assay.assessments.models import Share
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.decisions import progress
from assay.invitations import actions as invitations
from tests.marking.exam import Counted, Exam
from tests.sittings.situation import AT, HOUR, MINUTE, elsewhere


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


@pytest.fixture
def recruiter(exam):
    return exam.member_of_role("recruiter")


def so_far(exam):
    with reading():
        return progress.of([exam.work.assessment_id])[exam.work.assessment_id]


def numbers(exam):
    told = so_far(exam)
    return told.invited, told.handed_in, told.to_mark


def test_each_step_is_counted_as_it_is_reached(exam):
    assert numbers(exam) == (1, 0, 0)
    exam.sit(right=3)
    assert numbers(exam) == (1, 1, 1)
    exam.settle()
    assert numbers(exam) == (1, 1, 0)


def test_who_ran_out_of_time_counts_as_handed_in(exam):
    exam.sit(right=1, runs_out=True)
    assert numbers(exam) == (1, 1, 1)


def test_a_withdrawn_invitation_is_not_counted(exam):
    with clock.frozen(AT), transaction():
        invitations.withdraw(exam.invitation_id, by=exam.member)
    assert numbers(exam) == (0, 0, 0)


def test_the_last_that_happened_is_told(exam):
    assert so_far(exam).last_at == AT
    exam.sit(right=1, at=AT + HOUR)
    assert so_far(exam).last_at == AT + HOUR + 24 * MINUTE


def test_versions_are_counted_apart(exam):
    with reading():
        assert progress.of_versions(exam.work.assessment_id) == {exam.work.version_id: so_far(exam)}


def test_an_assessment_without_invitations_and_one_of_others_are_not_there(app, exam):
    theirs = elsewhere(app, lambda other: other.invitation_id)
    with reading():
        assert progress.of([theirs]) == {}


def test_who_waits_for_marks_is_named_the_longest_first(exam, recruiter):
    for number in range(4):
        invited = exam.invite(f"No. {number}")
        exam.sit(right=1, invitation_id=invited, at=AT + HOUR - number * MINUTE)
    with reading():
        queue = progress.named(progress.to_mark(recruiter))
    assert ([one.name for one in queue.first], queue.all) == (["No. 3", "No. 2", "No. 1"], 4)


def test_who_may_begin_for_a_week_at_most_is_named(exam, recruiter):
    with reading():
        assert progress.expiring(recruiter, at=AT).all == 0
        queue = progress.named(progress.expiring(recruiter, at=AT + 8 * 24 * HOUR))
        assert [one.name for one in queue.first] == ["Cai Example"]
        assert progress.expiring(recruiter, at=AT + 15 * 24 * HOUR).all == 0
    exam.start(at=AT)
    with reading():
        assert progress.expiring(recruiter, at=AT + 8 * 24 * HOUR).all == 0


def test_a_hiring_manager_hears_of_what_is_shared_alone(exam):
    manager = exam.member_of_role("hiring_manager")
    exam.sit(right=1)
    with reading():
        assert progress.to_mark(manager).all == 0
    with transaction():
        session.add(Share(assessment_id=exam.work.assessment_id, member_id=manager.id))
    with reading():
        assert progress.to_mark(manager).all == 1


def test_each_read_is_one_statement_however_many_rows(exam, recruiter):
    for count in (0, 2):
        for number in range(count):
            exam.sit(right=1, invitation_id=exam.invite(f"No. {number}"))
        with reading(), Counted() as said:
            progress.of([exam.work.assessment_id])
            progress.to_mark(recruiter)
            progress.expiring(recruiter, at=AT)
        assert len(said) == 3
