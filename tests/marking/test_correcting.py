"""A fault found after the fact: who sat it is marked again by it, and nobody else's marks move."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from assay.audit.queries import entries_about
from assay.bank.models import ItemVersion
from assay.core.db import reading, session, transaction
from assay.core.errors import Invalid, NotFound
from assay.decisions import actions as decisions
from assay.marking import actions as marking
from assay.marking import correcting, corrections, effects, overriding, queries
from assay.marking.models import Correction
from assay.reports import queries as reports
from assay.sittings import actions as sittings
from tests.marking.exam import Counted, Exam
from tests.marking.texts import TextExam
from tests.sittings.situation import AT, HOUR, MINUTE
from tests.sittings.test_races import at_once
from workers import tasks

WHY = "Option a is right as well, since Flask 3.1."
LATER = AT + HOUR * 2
ASKED = 5


@pytest.fixture
def exam(app):
    """Four of five right; the fifth was answered by "a", which is wrong."""
    with Exam(app) as exam:
        exam.result(right=4)
        yield exam


def item(exam, position=ASKED):
    return session.scalars(
        select(ItemVersion).where(ItemVersion.id == exam.work.item_version_ids[position - 1])
    ).one()


def correct(exam, does="key", *, position=ASKED, at=LATER, right=("a", "b"), where=None, why=WHY):
    with transaction():
        return correcting.correct(
            exam.organisation_id, exam.work.item_version_ids[position - 1], does=does,
            right=right if does == "key" else (), assessment_id=where, reason=why,
            by=exam.member, at=at,
        ).id  # fmt: skip


def spread(exam, correction_id):
    """As the relay and the workers do it; how many sittings were marked again."""
    before = exam.told().count("MarksOutdated")
    tasks.spread_correction(None, correction_id=correction_id)
    for sitting_id in everybody():
        tasks.remark_sitting(None, sitting_id=sitting_id)
    return exam.told().count("MarksOutdated") - before


def everybody():
    with reading():
        return list(session.scalars(sa.text("select id from sittings order by started_at, id")))


def standing(exam, sitting_id=None):
    """(round, points of each question, out of) of the result that stands."""
    with reading():
        result = queries.result_of(sitting_id or exam.sitting_id)
        marks = [mark for mark, _ in queries.marks(result.sitting_id, result.round)]
        return result.round, [int(mark.points) for mark in marks], int(result.out_of)


def previewed(exam, does="key", *, position=ASKED, right=("a", "b"), where=None):
    with reading():
        one = item(exam, position)
        draft = correcting.drafted(
            one, does=does, assessment_id=where, right=right if does == "key" else ()
        )
        return effects.effects(one, draft)


@pytest.mark.parametrize(
    ("does", "points", "out_of"),
    [("key", [2, 2, 2, 2, 2], 10), ("full", [2, 2, 2, 2, 2], 10), ("left_out", [2, 2, 2, 2, 0], 8)],
)
def test_who_sat_it_is_marked_again_and_both_rounds_are_kept(exam, does, points, out_of):
    assert spread(exam, correct(exam, does)) == 1
    assert standing(exam) == (2, points, out_of)
    with reading():
        assert queries.result_of(exam.sitting_id).percent == 100
        assert queries.marks(exam.sitting_id, 1)[4][0].points == 0
    assert exam.told()[-1] == "SittingMarked"


def test_the_preview_says_just_what_then_happens(exam):
    exam.result(right=2, invitation_id=exam.invite("Dana Example"), at=AT + MINUTE)
    for hour, does in enumerate(("key", "full", "left_out"), start=2):
        told = {one.sitting_id: one.after for one in previewed(exam, does)}
        spread(exam, correct(exam, does, at=AT + HOUR * hour))
        for sitting_id in everybody():
            with reading():
                result = queries.result_of(sitting_id)
                after = told[sitting_id]
                assert (after.points, after.out_of) == (result.points, result.out_of)
                assert after.measure.band == result.band


def test_the_preview_shows_who_crosses_first_and_keeps_nothing(exam):
    """The cut is 60: the likely range holds it from 2 of 5 to 4, and lies above it at 5."""
    exam.result(right=2, invitation_id=exam.invite("Dana Example"), at=AT + MINUTE)
    before = exam.everything()
    first, second = previewed(exam)
    assert (first.crosses, second.crosses) == (True, False)
    assert (first.before.measure.band, first.after.measure.band) == ("review", "above")
    assert round(second.by) == 20
    assert exam.everything() == before


def test_whose_answer_earns_the_same_is_no_change(exam):
    (told,) = previewed(exam, position=1)
    assert not told.changes
    spread(exam, correct(exam, position=1))
    assert standing(exam)[1] == [2, 2, 2, 2, 0]


def test_points_that_a_person_gave_stay(exam):
    with transaction():
        overriding.override(
            exam.sitting_id, ASKED, Decimal(1), reason="Nearly.", by=exam.member, at=LATER
        )
    (told,) = previewed(exam, "full")
    assert (told.by_person, told.changes) == (True, False)
    assert spread(exam, correct(exam, "full", at=LATER + HOUR)) == 0
    assert standing(exam) == (2, [2, 2, 2, 2, 1], 10)


def test_decisions_stay(exam):
    with transaction():
        decisions.decide(exam.invitation_id, verdict="reject", reason="Too little.", by=exam.member)
    before = exam.everything()["decisions"]
    spread(exam, correct(exam))
    assert exam.everything()["decisions"] == before


def test_a_second_time_nothing_is_marked_again(exam):
    correction_id = correct(exam)
    spread(exam, correction_id)
    before = exam.everything()
    assert spread(exam, correction_id) == 0
    assert exam.everything() == before


def test_the_version_of_the_question_is_never_touched(exam):
    before = exam.everything()["item_versions"]
    spread(exam, correct(exam))
    assert exam.everything()["item_versions"] == before


@pytest.mark.parametrize("change", ["update {} set reason = 'x'", "delete from {}"])
def test_a_correction_is_written_once(exam, change):
    correct(exam)
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), transaction():
        session.execute(sa.text(change.format("corrections")))


def test_another_correction_takes_its_place_and_the_last_may_take_it_back(exam):
    spread(exam, correct(exam, "full"))
    spread(exam, correct(exam, "left_out", at=LATER + HOUR))
    assert standing(exam) == (3, [2, 2, 2, 2, 0], 8)
    spread(exam, correct(exam, "as_it_was", at=LATER + HOUR * 2))
    assert standing(exam) == (4, [2, 2, 2, 2, 0], 10)
    with reading():
        made = corrections.history(exam.organisation_id, item(exam).id)
        assert [one.does for one in made] == ["as_it_was", "left_out", "full"]
        assert corrections.standing_in(made, None) is None


def test_who_sits_it_later_is_marked_by_it_at_once(exam):
    correct(exam)
    later = exam.sit(right=4, invitation_id=exam.invite("Eli Example"), at=AT + MINUTE)
    tasks.mark_sitting(None, sitting_id=later)
    assert standing(exam, later) == (1, [2, 2, 2, 2, 2], 10)


def test_in_one_assessment_alone_others_are_left(exam):
    spread(exam, correct(exam, "full", where=exam.work.assessment_id))
    assert standing(exam)[0] == 2
    with reading():
        made = corrections.history(exam.organisation_id, item(exam).id)
        assert corrections.standing_in(made, exam.invitation_id) is None


def test_one_for_all_takes_the_place_of_one_for_an_assessment(exam):
    spread(exam, correct(exam, "full", where=exam.work.assessment_id))
    spread(exam, correct(exam, "left_out", at=LATER + HOUR))
    assert standing(exam) == (3, [2, 2, 2, 2, 0], 8)


def test_voided_sittings_are_left_alone(exam):
    with transaction():
        sittings.void(exam.sitting_id, by=exam.member, reason="The alarm rang.", at=LATER)
    assert previewed(exam) == []
    assert spread(exam, correct(exam, at=LATER + HOUR)) == 0
    assert standing(exam)[0] == 1


def test_the_report_says_what_was_done_and_why(exam):
    spread(exam, correct(exam, "left_out"))
    with reading():
        told = reports.content(exam.sitting_id)
    (change,) = told.changes
    assert change.position == ASKED
    assert change.why == f"a fault was found in it, and it is left out of the scoring: {WHY}"
    assert told.questions[ASKED - 1].status == "left_out"
    assert len(told.scored) == 4
    assert sum(line.items for line in told.lines) == 4
    spread(exam, correct(exam, "as_it_was", at=LATER + HOUR))
    with reading():
        (change,) = reports.content(exam.sitting_id).changes
    assert "was taken back" in change.why


def test_it_is_in_the_audit_with_its_reason(exam):
    correct(exam)
    with reading():
        (entry,) = entries_about("item_version", exam.work.item_version_ids[ASKED - 1])
    assert (entry.verb, entry.actor_id) == ("key.correct", exam.member.id)
    assert entry.details["reason"] == WHY


@pytest.mark.parametrize(
    "why", ["", "  ", "x" * 1001, "a\0b"], ids=["none", "blank", "long", "NUL"]
)
def test_without_a_reason_nothing_is_corrected(exam, why):
    with pytest.raises(Invalid) as refused:
        correct(exam, why=why)
    assert list(refused.value.fields) == ["reason"]


@pytest.mark.parametrize("does", ["as_it_was", "nonsense"])
def test_what_changes_nothing_or_is_unknown_is_refused(exam, does):
    with pytest.raises(Invalid) as refused:
        correct(exam, does)
    assert list(refused.value.fields) == ["does"]


def test_an_assessment_of_nobody_is_not_there(exam):
    with pytest.raises(NotFound):
        correct(exam, where=exam.organisation_id)


def test_six_who_press_at_once_correct_it_once(exam):
    outcomes = at_once(exam, *[lambda: correct(exam)] * 6)
    assert sum(not isinstance(one, Invalid) for one in outcomes) == 1
    with reading():
        assert len(session.scalars(select(Correction)).all()) == 1


def test_a_marking_that_began_before_the_correction_comes_out_by_it(app):
    """The engines had looked at the answers; then the key was corrected; then the marks came in."""
    with Exam(app) as exam:
        exam.sit(right=4)
        outcomes = exam.outcomes()
        correction_id = correct(exam)
        assert spread(exam, correction_id) == 1, "who is not marked yet is asked for as well"
        with transaction():
            marking.settle(exam.sitting_id, outcomes, at=LATER)
        assert standing(exam) == (1, [2, 2, 2, 2, 2], 10)


def test_as_many_queries_for_three_as_for_one(exam):
    def asked():
        with Counted() as said:
            found = previewed(exam)
            with reading():
                effects.come(exam.organisation_id, exam.work.item_version_ids[ASKED - 1])
        return len(found), len(said)

    assert asked() == (1, few := asked()[1])
    for n in range(2):
        exam.result(right=n, invitation_id=exam.invite(f"Cai {n}"), at=AT + n * MINUTE)
    assert asked() == (3, few)


def test_how_far_it_has_come(exam):
    def come():
        with reading():
            told = effects.come(exam.organisation_id, exam.work.item_version_ids[ASKED - 1])
            return told.sittings, told.outdated

    assert come() == (1, 0)
    correction_id = correct(exam)
    assert come() == (1, 1)
    spread(exam, correction_id)
    assert come() == (1, 0)


def test_a_mark_that_waited_for_people_with_an_old_key_is_made_again(app, tmp_path):
    """The choice was marked; its key was corrected; then the text was marked, and a result made."""
    with TextExam(app, tmp_path) as exam:
        exam.lay()
        with transaction():
            correcting.correct(
                exam.organisation_id, exam.work.item_version_ids[0], does="left_out",
                assessment_id=None, reason=WHY, by=exam.member, at=LATER,
            )  # fmt: skip
        exam.give(0, 4, 4)
        assert exam.told().count("MarksOutdated") == 1
        tasks.remark_sitting(None, sitting_id=exam.sitting_id)
        assert standing(exam) == (2, [0, 8], 8)
