"""Impact: who of those that have sat would reach a cut; each person once, and never of too few."""

import pytest

from assay.assessments.models import AssessmentVersion
from assay.core.db import reading, session, transaction
from assay.insights.impact import FEWEST, Impact, impact
from assay.sittings import actions as sittings
from assay.tenancy.queries import fetch
from tests.marking.exam import Counted, Exam
from tests.sittings.situation import AT, HOUR, elsewhere

CUTS = (20, 40.04, 60, 60.06)


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


def found(exam, cuts=CUTS):
    with reading():
        return impact(exam.work.assessment_id, cuts)


def sits(exam, right, **how):
    how.setdefault("invitation_id", exam.invite("One more"))
    exam.result(right=right, **how)
    return how["invitation_id"]


def a_second(version):
    second = AssessmentVersion(
        assessment_id=version.assessment_id, number=2, name=version.name, minutes=version.minutes,
        blueprint=version.blueprint, published_at=AT, published_by=version.published_by,
    )  # fmt: skip
    session.add(second)
    session.flush()
    return second


def crowd(exam, people=FEWEST):
    """They get 0, 1, 2 … 5 of five questions right, and so on from the start."""
    return [sits(exam, number % 6) for number in range(people)]


def test_it_counts_who_reaches_each_cut_as_it_is_shown(exam):
    crowd(exam)
    assert found(exam) == Impact(sat=10, reach=(8, 6, 4, 2))


def test_too_few_are_not_told_of(exam):
    crowd(exam, FEWEST - 1)
    assert found(exam) == Impact(sat=FEWEST - 1, reach=())
    sits(exam, 5)
    assert len(found(exam).reach) == len(CUTS)


def test_who_sat_again_counts_once_by_the_last_sitting(exam):
    first = crowd(exam)[0]
    assert found(exam, [100]).reach == (1,)
    again = exam.invite_again(first)
    assert found(exam, [100]) == Impact(sat=10, reach=(1,))
    sits(exam, 5, invitation_id=again, at=AT + HOUR)
    assert found(exam, [100]) == Impact(sat=10, reach=(2,))


def test_who_sits_still_waits_for_marks_or_is_voided_does_not_count(exam):
    crowd(exam)
    exam.sit(right=5, invitation_id=exam.invite("Waits"))
    exam.invitation_id = exam.invite("Sits")
    exam.start(at=AT)
    sits(exam, 5)
    with transaction():
        sittings.void(exam.sitting_id, reason="So.", by=exam.member, at=AT + HOUR)
    assert found(exam, [0]) == Impact(sat=10, reach=(10,))


def test_every_version_counts(exam):
    crowd(exam)
    with transaction():
        exam.work.version_id = a_second(fetch(AssessmentVersion, exam.work.version_id)).id
    sits(exam, 5)
    assert found(exam, [100]) == Impact(sat=11, reach=(2,))


def test_another_organisation_counts_nobody_of_it(app, exam):
    crowd(exam)
    assert elsewhere(app, lambda _: found(exam)) == Impact(sat=0, reach=())


def test_more_people_and_cuts_cost_no_more_queries(exam):
    crowd(exam, 1)
    with Counted() as few:
        found(exam, [50])
    crowd(exam)
    with Counted() as many:
        found(exam)
    assert (len(few), len(many)) == (1, 1)
