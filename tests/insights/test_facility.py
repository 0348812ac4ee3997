"""Facility: what people earned with a question, of each once, as marked now, never of too few."""

from decimal import Decimal

import pytest

from assay.core.db import reading, transaction
from assay.insights.facility import FEWEST, Facility, facility
from assay.marking import correcting, overriding
from assay.sittings import actions as sittings
from tests.marking.exam import Asked, Counted, Exam
from tests.sittings.situation import AT, HOUR, elsewhere
from workers import tasks


@pytest.fixture
def exam(app):
    with Exam(app, [Asked(points=4), Asked()]) as exam:
        yield exam


def found(exam, number=0):
    with reading():
        return facility(exam.organisation_id, exam.work.item_version_ids[number])


def sits(exam, right, **how):
    how.setdefault("invitation_id", exam.invite("One more"))
    exam.result(right=right, **how)
    return how["invitation_id"]


def crowd(exam, right=12, people=FEWEST):
    """Of so many people so many have the first question right and the second wrong."""
    return [sits(exam, int(number < right)) for number in range(people)]


def test_it_is_the_mean_share_of_the_points(exam):
    crowd(exam)
    assert found(exam) == Facility(share=40, people=30)
    assert found(exam, 1) == Facility(share=0, people=30)


def test_too_few_are_not_told_of(exam):
    crowd(exam, people=FEWEST - 1)
    assert found(exam) is None
    sits(exam, 0)
    assert found(exam) is not None


def test_who_sat_again_counts_once_by_the_last_sitting(exam):
    first = crowd(exam, right=0)[0]
    sits(exam, 1, invitation_id=exam.invite_again(first), at=AT + HOUR)
    assert found(exam) == Facility(share=pytest.approx(100 / 30), people=30)


def test_a_persons_points_stand_in_place_of_the_machines(exam):
    crowd(exam, right=0)
    with transaction():
        overriding.override(
            exam.sitting_id, 1, Decimal(1), reason="Half.", by=exam.member, at=AT + HOUR
        )
    assert found(exam) == Facility(share=pytest.approx(25 / 30), people=30)


def test_what_is_unmarked_or_voided_does_not_count(exam):
    crowd(exam, right=0)
    exam.sit(right=1, invitation_id=exam.invite("Waits"))
    sits(exam, 1)
    with transaction():
        sittings.void(exam.sitting_id, reason="So.", by=exam.member, at=AT + HOUR)
    assert found(exam) == Facility(share=0, people=30)


def test_what_a_correction_leaves_out_does_not_count(exam):
    crowd(exam)
    with transaction():
        correcting.correct(
            exam.organisation_id, exam.work.item_version_ids[0], does="left_out",
            assessment_id=None, reason="It is ambiguous.", by=exam.member, at=AT + HOUR,
        )  # fmt: skip
    tasks.remark_sitting(None, sitting_id=exam.sitting_id)
    assert found(exam) is None


def test_another_organisation_is_told_nothing_of_it(app, exam):
    crowd(exam)
    assert elsewhere(app, lambda _: found(exam)) is None


def test_more_people_cost_no_more_queries(exam):
    with Counted() as none:
        found(exam)
    crowd(exam)
    with Counted() as many:
        found(exam)
    assert (len(none), len(many)) == (1, 1)
