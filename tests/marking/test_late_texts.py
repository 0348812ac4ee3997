"""A late text that a person accepts: it goes to the desk, and what was given before is history."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, NotReady, TimeIsUp
from assay.marking import overriding, queries, queue, remarking, twofold
from assay.marking.models import HumanMark, Result, Turn
from assay.reports import queries as reports
from assay.reports import telling
from assay.sittings import queries as sittings
from tests.marking.texts import NOW, PROSE, SAID, TextExam
from tests.sittings.situation import AT, HOUR, MINUTE
from workers import tasks

LATE = "It is escaped, unless a filter calls it safe."
LATER = NOW + HOUR
KEY = "by-itself"


@pytest.fixture
def exam(app, tmp_path):
    with TextExam(app, tmp_path) as exam:
        yield exam


def send_late(exam, text=LATE, *, seq=90, key=KEY, position=PROSE):
    with pytest.raises(TimeIsUp):
        exam.save(position, {"text": text}, at=AT + HOUR, seq=seq, key=key)


def accept(exam, *, seq=90, key=KEY, position=PROSE, at=LATER):
    with transaction():
        remarking.accept_late(
            exam.sitting_id, position, seq, key, reason="The line was down.", by=exam.member, at=at
        )
    tasks.remark_sitting(exam.means, sitting_id=exam.sitting_id)


def standing(exam):
    """(round, points of the text) of the result that stands."""
    with reading():
        result = queries.result_of(exam.sitting_id)
        marks = {one.position: one for one, _ in queries.marks(exam.sitting_id, result.round)}
        return result.round, marks[PROSE].points


def text_of(exam, turn, marker=0):
    with reading():
        return queue.work(queue.turn(turn, member_id=exam.markers[marker].id)).value["text"]


def test_a_text_that_was_marked_is_marked_again_and_the_result_follows(exam):
    exam.lay()
    exam.give(0, 1, 1)
    send_late(exam)
    accept(exam)
    assert standing(exam) == (1, 2), "until it is marked the result stands"
    with reading():
        assert queue.waits_for_people(exam.sitting_id) == 1
    turn = exam.take(1, at=LATER)
    assert text_of(exam, turn, 1) == LATE
    exam.give(1, 4, 4, at=LATER, turn=turn)
    assert standing(exam) == (2, 8)
    assert exam.told()[-1] == "SittingMarked"
    assert exam.told().count("HumanMarkNeeded") == 2


def test_who_marked_the_earlier_text_may_mark_the_later_one_and_both_are_kept(exam):
    exam.lay()
    first = exam.give(0, 1, 1)
    send_late(exam)
    accept(exam)
    second = exam.give(0, 3, 3, at=LATER)
    assert second != first
    with reading():
        assert len(session.scalars(HumanMark.__table__.select()).all()) == 2
        assert [one.turn.id for one in queue.given(exam.sitting_id, PROSE)] == [second]
        stands, before = queries.history(exam.sitting_id, PROSE)
        assert (stands.points, before.points) == (6, 2)


def test_the_report_says_why_it_was_marked_again_and_each_shows_its_own_text(exam):
    exam.lay()
    exam.give(0, 1, 1)
    send_late(exam)
    accept(exam)
    exam.give(0, 3, 3, at=LATER)
    with reading():
        told = reports.content(exam.sitting_id)
        sitting = sittings.by_id(exam.sitting_id)
        first = telling.content(sitting, earlier_result(exam))
    (change,) = told.changes
    assert (change.position, change.before, change.after) == (PROSE, 2, 6)
    assert "came in after the end" in change.why
    texts = [one.questions[PROSE - 1].answered.text for one in (first, told)]
    assert texts == [SAID, LATE]


def earlier_result(exam):
    query = select(Result).where(Result.sitting_id == exam.sitting_id, Result.round == 1)
    return session.scalars(query).one()


def test_a_text_that_still_waits_is_replaced_before_anybody_marks_it(exam):
    exam.lay()
    send_late(exam)
    accept(exam)
    turn = exam.take(0, at=LATER)
    assert text_of(exam, turn) == LATE
    exam.give(0, 4, 4, at=LATER, turn=turn)
    assert standing(exam) == (1, 8)


def test_who_has_the_earlier_text_in_hand_is_refused_and_is_given_the_later_one(exam):
    exam.lay()
    held = exam.take(0)
    send_late(exam)
    accept(exam, at=NOW + MINUTE)
    assert text_of(exam, held) == SAID, "the page does not change under who reads it"
    with pytest.raises(Conflict, match="another text counts now"):
        exam.give(0, 1, 1, turn=held)
    again = exam.take(0, at=NOW + MINUTE)
    assert again != held
    assert text_of(exam, again) == LATE


def test_who_put_the_earlier_text_back_is_not_given_the_later_one(exam):
    exam.lay()
    exam.put_back(0, exam.take(0))
    send_late(exam)
    accept(exam)
    assert exam.take(0, at=LATER) is None
    assert exam.take(1, at=LATER)


def test_it_is_marked_on_the_terms_of_now(exam):
    exam.lay()
    exam.give(0, 1, 1)
    send_late(exam)
    exam.settle_terms(markers=2)
    accept(exam)
    exam.give(0, 4, 4, at=LATER)
    assert standing(exam) == (1, 2)
    exam.give(1, 4, 2, at=LATER)
    assert standing(exam) == (2, 7)


def test_a_third_marker_of_the_earlier_text_is_not_wanted_for_the_later_one(exam):
    exam.settle_terms(markers=2)
    exam.lay()
    for marker, level in enumerate((4, 0, 4)):
        exam.give(marker, level, level)
    send_late(exam)
    accept(exam)
    exam.give(0, 2, 2, at=LATER)
    exam.give(1, 2, 2, at=LATER)
    assert standing(exam) == (2, 4)
    with reading():
        (found,) = twofold.twice(exam.work.assessment_id)
    assert found.pairs["danger"] == [(2, 2)], "agreement is told of the text that counts"


def test_what_was_left_blank_goes_to_the_desk_for_the_first_time(exam):
    exam.lay(" ")
    assert standing(exam) == (1, 0)
    send_late(exam)
    accept(exam)
    exam.give(0, 4, 3, at=LATER)
    assert standing(exam) == (2, 7)


def test_accepted_twice_it_is_marked_once(exam):
    exam.lay()
    exam.give(0, 1, 1)
    send_late(exam)
    accept(exam)
    exam.give(0, 4, 4, at=LATER)
    before = exam.everything()
    accept(exam, at=LATER + HOUR)
    assert exam.everything() == before


def test_one_late_text_after_another(exam):
    exam.lay()
    exam.give(0, 1, 1)
    for n, points in ((1, 4), (2, 8)):
        send_late(exam, f"{LATE} {n}", seq=90 + n, key=f"late-{n}")
        accept(exam, seq=90 + n, key=f"late-{n}", at=LATER + n * MINUTE)
        exam.give(0, 2 * n, 2 * n, at=LATER + n * MINUTE)
        assert standing(exam) == (1 + n, points)


def test_a_marked_text_waits_with_its_late_one_until_its_neighbour_is_marked(app, tmp_path):
    with TextExam(app, tmp_path, texts=2) as exam:
        exam.lay()
        first = exam.take(0)
        with reading():
            position = queue.turn(first, member_id=exam.markers[0].id).position
        exam.give(0, 1, 1, turn=first)
        send_late(exam, position=position)
        with pytest.raises(NotReady):
            accept(exam, position=position)


def test_other_marks_go_over_as_they_were_and_texts_are_not_overridden(exam):
    exam.lay(" ")
    send_late(exam)
    accept(exam)
    with pytest.raises(Conflict), transaction():
        overriding.override(
            exam.sitting_id, PROSE, Decimal(8), reason="x", by=exam.member, at=LATER
        )
    exam.give(0, 4, 4, at=LATER)
    with reading():
        (mark,) = queries.history(exam.sitting_id, 1)
        assert (mark.round, mark.points) == (1, 2)


def test_turns_and_marks_of_the_earlier_text_are_never_changed(exam):
    exam.lay()
    exam.give(0, 1, 1)
    send_late(exam)
    with reading():
        before = exam.everything()
    accept(exam)
    after = exam.everything()
    assert (after["turns"], after["human_marks"]) == (before["turns"], before["human_marks"])
    with reading():
        assert session.scalars(select(Turn)).one().seq != queue.places(exam.sitting_id)[PROSE].seq
