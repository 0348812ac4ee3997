"""Other points in place of an engine's: a new round, a reason, and everything else as it was."""

from decimal import Decimal

import pytest

from assay.audit.queries import entries_about
from assay.core.db import reading, transaction
from assay.core.errors import Conflict, Invalid, NotFound, NotReady
from assay.marking import overriding, queries
from assay.sittings import actions as sittings
from tests.marking.exam import Exam
from tests.marking.texts import PROSE, TextExam
from tests.sittings.situation import AT, HOUR
from tests.sittings.test_races import at_once

WHY = "The question has two right options."
WRONG = 5


@pytest.fixture
def exam(app):
    """Four of five right."""
    with Exam(app) as exam:
        exam.result(right=4)
        yield exam


def override(exam, points="2", *, position=WRONG, reason=WHY):
    with transaction():
        return overriding.override(
            exam.sitting_id, position, Decimal(points), reason=reason, by=exam.member, at=AT + HOUR
        ).round


def points(exam, round_):
    with reading():
        return [int(mark.points) for mark, _ in queries.marks(exam.sitting_id, round_)]


def test_the_result_is_settled_anew_and_both_marks_are_kept(exam):
    assert override(exam) == 2
    assert (points(exam, 1), points(exam, 2)) == ([2, 2, 2, 2, 0], [2] * 5)
    with reading():
        assert queries.result_of(exam.sitting_id).percent == 100
        stands, before = queries.history(exam.sitting_id, WRONG)
        assert (stands.source, stands.marked_by) == ("override", exam.member.id)
        assert stands.detail["override"] == {"reason": WHY, "before": "0.0000"}
        assert (before.source, before.round) == ("automatic", 1)
        assert [mark.source for mark in queries.history(exam.sitting_id, 1)] == ["automatic"]
        noted = [one.verb for one in entries_about("sitting", exam.sitting_id)]
    assert sorted(noted)[:2] == ["mark.override", "sitting.mark"]
    assert exam.told().count("SittingMarked") == 2


def test_the_same_again_changes_nothing_and_others_make_another_round(exam):
    override(exam)
    before = exam.everything()
    assert override(exam) == 2
    assert exam.everything() == before
    assert override(exam, "1.5") == 3


@pytest.mark.parametrize(
    ("given", "reason", "named"),
    [("2.1", WHY, ["points"]), ("-1", WHY, ["points"]), ("NaN", WHY, ["points"]),
     ("Infinity", WHY, ["points"]), ("0.00001", WHY, ["points"]), ("1", " ", ["reason"]),
     ("3", "x" * 1001, ["points", "reason"])],
)  # fmt: skip
def test_points_outside_the_question_or_without_a_reason_are_refused(exam, given, reason, named):
    with pytest.raises(Invalid) as refused:
        override(exam, given, reason=reason)
    assert list(refused.value.fields) == named
    assert points(exam, 2) == []


def test_a_question_that_is_not_there_has_no_mark(exam):
    with pytest.raises(NotFound):
        override(exam, position=9)


def test_before_there_is_a_result_nothing_is_overridden(app):
    with Exam(app) as exam:
        exam.sit(right=4)
        with pytest.raises(NotReady):
            override(exam)


def test_a_sitting_that_does_not_count_is_left_alone(exam):
    with transaction():
        sittings.void(exam.sitting_id, by=exam.member, reason="The alarm rang.", at=AT + HOUR)
    with pytest.raises(Conflict):
        override(exam)


def test_what_people_gave_at_the_desk_stands(app, tmp_path):
    with TextExam(app, tmp_path) as exam:
        exam.lay()
        exam.give(0, 2, 2)
        with pytest.raises(Conflict):
            override(exam, "8", position=PROSE)
        assert override(exam, "1", position=1) == 2
        with reading():
            assert [one.source for one in queries.history(exam.sitting_id, PROSE)] == ["human"]


def test_two_at_once_are_two_rounds(exam):
    at_once(exam, lambda: override(exam), lambda: override(exam, "0", position=1))
    assert sorted(points(exam, 3)) == [0, 2, 2, 2, 2]
