"""settle(): one result for a sitting, frozen, with its error; whoever else settles finds it."""

from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from assay.audit.actions import SYSTEM
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict
from assay.marking import actions, queries
from assay.marking.engines import ENGINE_VERSION
from assay.marking.models import Mark, Result, ResultLine
from assay.marking.scoring import wilson
from assay.sittings import actions as sittings
from tests.marking.exam import RIGHT, WRONG, Asked, Exam, asked
from tests.sittings.situation import AT, HOUR
from tests.sittings.test_races import at_once

SIX = 6


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


def marks(exam):
    with reading():
        return [mark for mark, _ in queries.marks(exam.sitting_id, 1)]


def lines(result):
    with reading():
        return {line.responsibility: line for line in queries.lines(result.id)}


def count(table):
    with reading():
        return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_the_points_are_added_and_the_share_is_on_the_scale_of_a_hundred(exam):
    result = exam.result(right=3)
    assert (result.points, result.out_of, result.percent) == (6, 10, 60)
    assert (result.round, result.cut_score, result.effective_n) == (1, 60, 5)
    assert result.vector == [["2.0000", "2"]] * 3 + [["0.0000", "2"]] * 2


def test_its_ranges_are_wilsons_on_the_effective_number_of_questions(app):
    with Exam(app, [Asked(points=3), *[Asked(points=1)] * 3]) as exam:
        result = exam.result(right=1)
    assert result.effective_n == 3
    likely, interval = wilson(0.5, 3, z=1), wilson(0.5, 3, z=1.96)
    told = (result.likely_low, result.likely_high, result.interval_low, result.interval_high)
    assert told == tuple(Decimal(str(100 * end)).quantize(Decimal("0.0001"))
                         for end in (*likely, *interval))  # fmt: skip


@pytest.mark.parametrize(("right", "band"), [(0, "below"), (3, "review"), (5, "above")])
def test_the_band_says_where_the_cut_lies(exam, right, band):
    assert exam.result(right=right).band == band


def test_without_a_cut_there_is_no_band(app):
    with Exam(app, cut=None, cut_reason=None) as exam:
        result = exam.result(right=5)
    assert (result.band, result.cut_score, result.percent) == (None, None, 100)


def test_under_four_questions_there_is_no_number_but_the_points(app):
    with Exam(app, asked("testing", "testing", "deployment")) as exam:
        result = exam.result(right=2)
    assert (result.points, result.out_of) == (4, 6)
    assert (result.percent, result.likely_low, result.interval_high, result.band) == (None,) * 4


def test_a_responsibility_has_a_number_only_from_four_questions(app):
    areas = ["testing"] * 4 + ["deployment"] * 3
    with Exam(app, asked(*areas)) as exam:
        found = lines(exam.result(right=5))
        assert sorted(found) == ["deployment", "testing"]
        assert (found["testing"].items, found["testing"].percent) == (4, 100)
        assert (found["deployment"].items, found["deployment"].percent) == (3, None)
        assert (found["deployment"].points, found["deployment"].out_of) == (2, 6)


def test_a_question_without_an_answer_earns_nothing_and_says_so(exam):
    exam.result({1: RIGHT, 2: WRONG})
    told = [(mark.points, mark.detail["answered"]) for mark in marks(exam)]
    assert told == [(2, True), (0, True), (0, False), (0, False), (0, False)]


def test_an_answer_taken_back_is_no_answer(exam):
    exam.result({1: None})
    assert marks(exam)[0].detail == {"answered": False}


def test_a_mark_names_its_engine_and_what_was_asked(exam):
    exam.result(right=5)
    mark = marks(exam)[0]
    assert (mark.engine, mark.engine_version, mark.source) == (
        "single",
        ENGINE_VERSION,
        "automatic",
    )
    assert mark.marked_by is None
    assert mark.item_version_id == exam.work.item_version_ids[0]


def test_what_was_saved_counts_when_the_time_ran_out(exam):
    assert exam.result({1: RIGHT}, runs_out=True).points == 2


def test_a_second_settle_returns_the_first_and_writes_nothing(exam):
    first = exam.result(right=2)
    before = exam.everything()
    assert exam.settle(at=AT + 2 * HOUR).id == first.id
    assert exam.everything() == before


def test_a_settle_is_told_and_noted_once(exam):
    exam.result(right=2)
    exam.settle()
    assert exam.told().count("SittingMarked") == 1
    assert exam.noted(exam.sitting_id) == ["sitting.start", "sitting.submit", "sitting.mark"]


def test_what_machines_can_mark_asks_for_nobody(exam):
    exam.result(right=2)
    assert "HumanMarkNeeded" not in exam.told()


def test_six_settles_at_once_leave_one_result_and_one_event(exam):
    exam.sit(right=4)
    outcomes = exam.outcomes()

    def settle():
        with transaction():
            return actions.settle(exam.sitting_id, outcomes, at=AT + HOUR).id

    settled = at_once(exam, *[settle] * SIX)
    assert len(set(settled)) == 1
    assert (count(Result), count(Mark), count(ResultLine)) == (1, 5, 1)
    assert exam.told().count("SittingMarked") == 1


@pytest.mark.parametrize("missing", [1, 5])
def test_a_question_without_an_outcome_is_no_zero_but_no_result(exam, missing):
    exam.sit(right=4)
    outcomes = exam.outcomes()
    last = outcomes.pop(missing)
    with transaction():
        assert actions.settle(exam.sitting_id, outcomes, at=AT + HOUR) is None
    assert (count(Result), count(Mark)) == (0, 4)
    assert "SittingMarked" not in exam.told()
    with transaction():
        result = actions.settle(exam.sitting_id, {missing: last}, at=AT + HOUR)
    assert (result.points, count(Mark), exam.told().count("SittingMarked")) == (8, 5, 1)


def test_a_mark_that_is_kept_stays_as_it_is(exam):
    exam.sit(right=5)
    outcomes = exam.outcomes()
    with transaction():
        actions.settle(exam.sitting_id, {1: outcomes[1]}, at=AT + HOUR)
    with transaction():
        worse = replace(outcomes[1], points=Decimal(0))
        result = actions.settle(exam.sitting_id, {**outcomes, 1: worse}, at=AT + HOUR)
    assert result.points == 10


def test_an_outcome_of_no_question_is_refused(exam):
    exam.sit(right=4)
    outcomes = exam.outcomes()
    with pytest.raises(Conflict), transaction():
        actions.settle(exam.sitting_id, {**outcomes, 6: outcomes[1]}, at=AT + HOUR)
    assert count(Result) == 0


def test_a_running_sitting_is_not_marked(exam):
    exam.start(at=AT)
    with pytest.raises(Conflict, match="started"):
        exam.settle()


def test_a_voided_sitting_is_not_marked(exam):
    exam.sit(right=4)
    with transaction():
        sittings.void(exam.sitting_id, by=SYSTEM, reason="The fire alarm rang.", at=AT + HOUR)
    with pytest.raises(Conflict, match="voided"):
        exam.settle()
    assert count(Result) == 0


@pytest.mark.parametrize("table", ["marks", "results", "result_lines"])
@pytest.mark.parametrize("change", ["update {} set points = 0", "delete from {}"])
def test_marks_and_results_are_written_once(exam, table, change):
    exam.result(right=4)
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), transaction():
        session.execute(sa.text(change.format(table)))


def test_a_measure_is_read_as_it_was_settled(exam):
    result = exam.result(right=3)
    measure = queries.measure(result)
    assert (measure.percent, measure.band) == (60, "review")
    assert measure.likely.low == pytest.approx(float(result.likely_low))
