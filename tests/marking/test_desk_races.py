"""Markers at once, with real threads: one turn each, one mark each, one result."""

import pytest

from assay.core.db import reading, session, transaction
from assay.core.errors import AssayError, Conflict, TimeIsUp
from assay.marking import desk, queries, queue, remarking
from assay.marking.models import HumanMark, Result, Turn
from tests.marking.texts import NOW, PROSE, TextExam, levels
from tests.sittings.situation import AT, HOUR, MINUTE
from tests.sittings.test_races import at_once

SIX = 6


@pytest.fixture
def exam(app, tmp_path):
    with TextExam(app, tmp_path, markers=SIX) as exam:
        yield exam


def count(table):
    with reading():
        return len(session.scalars(table.__table__.select()).all())


def take(exam, marker):
    def work():
        with transaction():
            turn = desk.take(by=exam.markers[marker], at=NOW)
            return turn and (turn.sitting_id, turn.position, turn.id)

    return work


def give(exam, marker, turn, levels):
    def work():
        with transaction():
            return desk.give(turn, levels, comment="", by=exam.markers[marker], at=NOW + MINUTE)

    return work


def test_six_who_take_at_once_never_get_one_answer(exam):
    for n in range(SIX):
        exam.lay(name=f"Cai {n}")
    for _ in range(3):
        taken = at_once(exam, *[take(exam, n) for n in range(SIX)])
        got = [one[:2] for one in taken if one]
        assert len(set(got)) == len(got) == SIX, "each has one, and it is theirs"


def test_of_six_who_want_one_answer_one_gets_it(exam):
    exam.lay()
    taken = at_once(exam, *[take(exam, n) for n in range(SIX)])
    assert len([one for one in taken if one]) == 1
    assert count(Turn) == 1


def test_two_wanted_are_two_of_six(exam):
    exam.settle_terms(markers=2)
    exam.lay()
    taken = []
    for _ in range(2):  # who passed over an answer that was held a moment asks again
        taken = at_once(exam, *[take(exam, n) for n in range(SIX)])
    assert len([one for one in taken if one]) == 2


def test_one_who_presses_six_times_has_one_turn(exam):
    for n in range(3):
        exam.lay(name=f"Cai {n}")
    taken = at_once(exam, *[take(exam, 0)] * SIX)
    assert len(set(taken)) == 1
    assert count(Turn) == 1


def test_one_who_gives_six_times_at_once_has_given_once(exam):
    exam.lay()
    turn = exam.take(0)
    at_once(exam, *[give(exam, 0, turn, levels(3, 3))] * SIX)
    assert (count(HumanMark), count(Result)) == (1, 1)
    assert exam.told().count("SittingMarked") == 1


def test_two_who_give_at_once_settle_once(exam):
    exam.settle_terms(markers=2)
    for n in range(3):
        sitting_id = exam.lay(name=f"Cai {n}")
        turns = [exam.take(0), exam.take(1)]
        given = at_once(
            exam, *[give(exam, m, turn, levels(4, 2 + m)) for m, turn in enumerate(turns)]
        )
        assert not [one for one in given if isinstance(one, AssayError)]
        with reading():
            assert queries.result_of(sitting_id).points == 8.5
            assert len(queue.given(sitting_id, PROSE)) == 2


def test_texts_of_one_sitting_given_at_once_settle_it_once(app, tmp_path):
    with TextExam(app, tmp_path, texts=3) as exam:
        exam.lay()
        turns = [exam.take(n) for n in range(3)]
        at_once(exam, *[give(exam, n, turn, levels(4, 4)) for n, turn in enumerate(turns)])
        assert (count(Result), exam.told().count("SittingMarked")) == (1, 1)
        assert exam.standing().points == 26


LATE = "It is escaped, unless a filter calls it safe."


def send_late(exam):
    with pytest.raises(TimeIsUp):
        exam.save(PROSE, {"text": LATE}, at=AT + HOUR, seq=90, key="late")


def accept(exam):
    def work():
        with transaction():
            remarking.accept_late(
                exam.sitting_id, PROSE, 90, "late", reason="So.", by=exam.member, at=NOW + MINUTE
            )

    return work


def test_six_who_accept_one_late_text_lay_it_on_the_desk_once(exam):
    exam.lay()
    exam.give(0, 1, 1)
    send_late(exam)
    assert at_once(exam, *[accept(exam)] * SIX) == [None] * SIX
    assert exam.told().count("LateAnswerAccepted") == 1
    assert exam.told().count("HumanMarkNeeded") == 2


def test_who_gives_while_a_late_text_is_accepted_marks_the_one_before_or_nothing(exam):
    """Either first: the earlier text was marked and is history, or its marker is refused."""
    for n in range(SIX):
        sitting_id = exam.lay(name=f"Cai {n}")
        send_late(exam)
        turn = exam.take(0)
        given, accepted = at_once(exam, give(exam, 0, turn, levels(1, 1)), accept(exam))
        assert accepted is None
        assert isinstance(given, HumanMark | Conflict), given
        with reading():
            assert queue.waits(sitting_id) == {PROSE}
            assert queue.given(sitting_id, PROSE) == []
        exam.give(1, 4, 4, at=NOW + HOUR)
        with reading():
            assert queries.result_of(sitting_id).points == 10


def test_who_takes_while_a_late_text_is_accepted_can_give_only_to_the_one_that_counts(exam):
    for n in range(SIX):
        sitting_id = exam.lay(name=f"Cai {n}")
        send_late(exam)
        taken, _ = at_once(exam, take(exam, 0), accept(exam))
        with reading():
            seq = queue.places(sitting_id)[PROSE].seq
            held = taken and queue.turn(taken[2], member_id=exam.markers[0].id).seq
        if held is not None and held != seq:
            (refused,) = at_once(exam, give(exam, 0, taken[2], levels(1, 1)))
            assert isinstance(refused, Conflict)
        exam.give(0, 4, 4, at=NOW + HOUR)
        with reading():
            assert queries.result_of(sitting_id).points == 10
