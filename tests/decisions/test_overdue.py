"""Who has waited for a decision longer than they were told, the oldest first."""

from datetime import timedelta

import pytest

from assay.accounts.settling import settle_policy
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import NotFound
from assay.decisions import actions, overdue, progress, tagging
from assay.sittings import actions as sittings
from assay.tenancy.policies import Policy
from tests.marking.exam import Counted, Exam
from tests.sittings.situation import AT, HOUR, MINUTE, elsewhere

DAY = timedelta(days=1)
ENDED = AT + 24 * MINUTE
"""When a sitting that begins at AT is handed in."""


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


@pytest.fixture
def recruiter(exam):
    return exam.member_of_role("recruiter")


def measured(exam, name, *, later=timedelta()):
    """Handed in and settled; the invitation."""
    invitation_id = exam.invite(name)
    exam.sit(right=3, invitation_id=invitation_id, at=AT + later)
    exam.settle(at=AT + HOUR + later)
    return invitation_id


def names(viewer, at, **how):
    with reading():
        return [row.name for row in overdue.page(viewer, at=at, **how).rows]


def test_who_has_a_result_is_overdue_after_the_days_that_were_settled_and_not_before(
    exam, recruiter
):
    measured(exam, "Bo")
    assert names(recruiter, ENDED + 14 * DAY) == []
    assert names(recruiter, ENDED + 14 * DAY + MINUTE) == ["Bo"]
    with reading():
        (row,) = overdue.page(recruiter, at=ENDED + 17 * DAY).rows
    assert (row.ended_at, row.due_at, row.days) == (ENDED, ENDED + 14 * DAY, 3)


def test_what_was_agreed_to_holds_when_other_days_are_settled_later(exam, recruiter):
    measured(exam, "Bo")
    with clock.frozen(AT + HOUR), transaction():
        settle_policy(Policy(decides_in_days=3), by=exam.member, at=AT + HOUR)
    measured(exam, "Ada", later=2 * HOUR)
    assert names(recruiter, AT + 4 * DAY) == ["Ada"]
    assert names(recruiter, AT + 15 * DAY) == ["Bo", "Ada"]


def test_who_has_no_result_or_was_decided_about_is_not_there(exam, recruiter):
    exam.sit(right=3)
    decided = measured(exam, "Bo")
    with transaction():
        actions.decide(decided, verdict="hold", reason="Later.", by=exam.member)
    assert names(recruiter, AT + 20 * DAY) == []


def test_who_was_put_into_the_archive_or_whose_sitting_was_voided_is_not_there(exam, recruiter):
    with transaction():
        tagging.archive(measured(exam, "Bo"), by=exam.member)
    measured(exam, "Ada")
    with transaction():
        sittings.void(exam.sitting_id, reason="The wrong one.", by=exam.member, at=AT + 2 * HOUR)
    assert names(recruiter, AT + 20 * DAY) == []


def test_pages_follow_one_another_the_oldest_first(exam, recruiter):
    for number in (2, 0, 1):
        measured(exam, f"No. {number}", later=number * MINUTE)
    at = AT + 20 * DAY
    with reading():
        first = overdue.page(recruiter, at=at, limit=2)
        second = overdue.page(recruiter, at=at, limit=2, after=first.next)
    assert [row.name for row in first.rows] == ["No. 0", "No. 1"]
    assert [row.name for row in second.rows] == ["No. 2"]
    assert second.next is None


def test_the_queue_names_the_first_and_counts_all(exam, recruiter):
    for number in range(4):
        measured(exam, f"No. {number}", later=number * MINUTE)
    with reading():
        queue = progress.named(overdue.places(recruiter, at=AT + 20 * DAY))
    assert ([one.name for one in queue.first], queue.all) == (["No. 0", "No. 1", "No. 2"], 4)
    assert queue.first[0].at == ENDED + 14 * DAY


def test_a_hiring_manager_sees_those_of_what_is_shared_alone(exam):
    manager = exam.member_of_role("hiring_manager")
    measured(exam, "Bo")
    assert names(manager, AT + 20 * DAY) == []
    exam.share_with(manager)
    assert names(manager, AT + 20 * DAY) == ["Bo"]


def test_anothers_candidates_are_nobodys_here(app, exam, recruiter):
    after = elsewhere(app, lambda other: other.invitation_id)
    assert names(recruiter, AT + 20 * DAY) == []
    with pytest.raises(NotFound):
        names(recruiter, AT + 20 * DAY, after=after)


def test_one_row_and_three_cost_the_same(exam, recruiter):
    costs = []
    for count in (1, 2):
        for number in range(count):
            measured(exam, f"No. {count}.{number}", later=(10 * count + number) * MINUTE)
        with reading(), Counted() as said:
            overdue.page(recruiter, at=AT + 20 * DAY)
            overdue.places(recruiter, at=AT + 20 * DAY)
        costs.append(len(said))
    assert costs == [4, 4]
