"""The desk: whose turn it is, what is given, when it settles; blind, and nothing given twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.decisions.queries import status_of
from assay.marking import desk, queries, queue
from assay.sittings import actions as sittings
from tests.marking.texts import NOW, PROSE, TextExam, levels
from tests.sittings.situation import HOUR, MINUTE

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def exam(app, tmp_path):
    with TextExam(app, tmp_path) as exam:
        yield exam


def counts(exam, marker, at=NOW):
    with reading():
        found = queue.counts(exam.markers[marker].id, at=at)
        return found.waiting, found.open_, found.given


def test_a_text_comes_to_the_desk_once_and_is_told_of_once(exam):
    exam.lay()
    exam.mark()
    assert exam.told().count("HumanMarkNeeded") == 1
    assert counts(exam, 0) == (1, 1, 0)
    assert (exam.standing(), exam.text_mark()) == (None, None)


def test_what_was_not_written_comes_to_nobody(exam):
    exam.sit({1: {"choice": "b"}, PROSE: {"text": " "}})
    exam.mark()
    assert counts(exam, 0)[0] == 0
    assert exam.standing().points == 2


def test_one_marker_settles_the_answer_and_the_result(exam):
    exam.lay()
    exam.give(0, 3, 4)
    assert exam.text_mark() == 7
    assert (exam.standing().points, exam.standing().out_of) == (9, 10)
    assert exam.told().count("SittingMarked") == 1
    assert counts(exam, 0) == (0, 0, 1)


def test_two_markers_make_a_mean_and_there_is_no_result_between_them(exam):
    exam.settle_terms(markers=2)
    exam.lay()
    exam.give(0, 4, 4)
    assert (exam.standing(), exam.text_mark()) == (None, None)
    exam.give(1, 3, 3)
    assert exam.text_mark() == 7


def test_far_apart_a_third_decides_by_the_median(exam):
    exam.settle_terms(markers=2)
    exam.lay()
    exam.give(0, 4, 4)
    exam.give(1, 1, 1)
    assert (exam.standing(), exam.text_mark()) == (None, None)
    exam.give(2, 1, 2)
    assert exam.text_mark() == 3


def test_the_terms_are_those_of_when_it_came(exam):
    exam.lay()
    exam.settle_terms(markers=2)
    exam.give(0, 2, 2)
    assert exam.text_mark() == 4


@pytest.mark.parametrize(
    ("markers", "distance", "named"),
    [(3, "0.2", ["markers"]), (0, "0", ["markers", "distance"]), (1, "1.1", ["distance"])],
)
def test_terms_that_make_no_sense_are_refused(exam, markers, distance, named):
    with pytest.raises(Invalid) as refused:
        exam.settle_terms(markers=markers, distance=distance)
    assert list(refused.value.fields) == named


def test_a_sitting_of_several_texts_settles_with_the_last(app, tmp_path):
    with TextExam(app, tmp_path, texts=2) as exam:
        exam.lay()
        exam.give(0, 4, 4)
        assert exam.standing() is None
        exam.give(1, 2, 2)
        assert exam.standing().points == 14


def test_the_oldest_comes_first_and_one_has_one_at_a_time(exam):
    first = exam.lay()
    exam.lay(name="Another")
    turn = exam.take(0)
    assert exam.take(0) == turn
    with reading():
        assert queue.turn(turn, member_id=exam.markers[0].id).sitting_id == first
    assert exam.take(1) not in (turn, None)
    assert exam.take(2) is None


def test_nobody_marks_an_answer_twice(exam):
    exam.settle_terms(markers=2)
    exam.lay()
    turn = exam.give(0, 4, 4)
    assert exam.take(0) is None
    before = exam.everything()
    exam.give(0, 0, 0, turn=turn)
    assert exam.everything() == before


def test_a_turn_that_ran_out_is_anothers_and_what_comes_late_is_refused(exam):
    exam.lay()
    turn = exam.take(0)
    later = NOW + HALF_AN_HOUR
    assert exam.take(1, at=later - MINUTE) is None
    other = exam.take(1, at=later)
    assert other is not None
    with pytest.raises(Conflict):
        exam.give(0, 4, 4, turn=turn, at=later)
    exam.give(1, 2, 2, turn=other, at=later)
    assert exam.text_mark() == 4


def test_a_turn_that_ran_out_is_still_good_where_nobody_took_it(exam):
    exam.lay()
    turn = exam.take(0)
    exam.give(0, 4, 4, turn=turn, at=NOW + 2 * HALF_AN_HOUR)
    assert exam.text_mark() == 8
    with reading():
        (given,) = queue.given(exam.sitting_id, PROSE)
    assert given.mark.seconds == HALF_AN_HOUR.total_seconds()


def test_one_takes_up_again_what_ran_out(exam):
    exam.lay()
    assert exam.take(0, at=NOW + HOUR) == exam.take(0)


def test_what_is_put_back_goes_to_others_only(exam):
    exam.lay()
    turn = exam.take(0)
    exam.put_back(0, turn)
    assert exam.take(0) is None
    assert counts(exam, 0) == (1, 0, 0)
    with pytest.raises(Conflict):
        exam.give(0, 4, 4, turn=turn)
    exam.give(1, 4, 4)
    assert exam.text_mark() == 8


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001, "a\0b"])
def test_without_a_reason_nothing_is_put_back(exam, reason):
    exam.lay()
    with pytest.raises(Invalid):
        exam.put_back(0, exam.take(0), reason=reason)


@pytest.mark.parametrize("wrong", [{}, {"danger": "4"}, levels(5, 0), levels("", "x")])
def test_a_criterion_without_a_level_is_named_and_nothing_is_kept(exam, wrong):
    exam.lay()
    turn = exam.take(0)
    before = exam.everything()
    with pytest.raises(Invalid) as refused, transaction():
        desk.give(turn, wrong, comment="", by=exam.markers[0], at=NOW)
    assert set(refused.value.fields) <= {"danger", "remedy"}
    assert exam.everything() == before


def test_anothers_turn_is_not_there(exam):
    exam.lay()
    turn = exam.take(0)
    for act in (
        lambda: exam.give(1, 4, 4, turn=turn),
        lambda: exam.put_back(1, turn),
        lambda: queue.turn(turn, member_id=exam.markers[1].id),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_voided_sitting_leaves_the_desk(exam):
    exam.lay()
    turn = exam.take(0)
    with transaction():
        sittings.void(exam.sitting_id, by=exam.member, reason="The alarm rang.", at=NOW)
    assert exam.take(1) is None
    with pytest.raises(Conflict):
        exam.give(0, 4, 4, turn=turn)


def test_what_is_given_is_kept_as_it_was_and_the_mark_names_nobody_to_reports(exam):
    exam.settle_terms(markers=2)
    exam.lay()
    exam.give(0, 3, 3, comment=" Sound. ")
    exam.give(1, 4, 3, at=NOW + MINUTE)
    with reading():
        mark = queries.kept(exam.sitting_id)[PROSE - 1]
        given = queue.given(exam.sitting_id, PROSE)
        assert (mark.source, mark.marked_by, mark.points) == ("human", None, Decimal("6.5"))
        assert mark.detail["markers"] == [
            {"levels": {"danger": 3, "remedy": 3}, "comment": "Sound."},
            {"levels": {"danger": 4, "remedy": 3}, "comment": ""},
        ]
        assert [one.mark.marked_by for one in given] == [one.id for one in exam.markers[:2]]
        assert given[0].mark.seconds == 60
        noted = [one.verb for one in entries_about("turn", given[0].turn.id)]
    assert noted == ["answer.mark"]


@pytest.mark.parametrize("change", ["update {} set comment = 'x'", "delete from {}"])
def test_what_was_given_is_written_once(exam, change):
    exam.lay()
    exam.give(0, 3, 3)
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), transaction():
        session.execute(sa.text(change.format("human_marks")))


def test_the_invitation_says_whom_it_waits_for(exam):
    exam.lay()
    with reading():
        assert status_of(exam.invitation_id) == "Waiting for a marker"
        assert queue.waits_for_people(exam.sitting_id) == 1
