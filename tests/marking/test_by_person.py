"""A text that a person has to mark: the sitting waits for them, and nothing becomes a zero."""

import pytest

from assay.core.db import reading
from assay.decisions.queries import status_of
from assay.marking import queries, runs
from tests.bank.items import made
from tests.marking.code_exam import CodeExam

RIGHT, SAID = {"choice": "b"}, {"text": "What is said is escaped where it is put in."}


@pytest.fixture
def exam(app, tmp_path):
    packages = made(tmp_path, "facts"), made(tmp_path, "matched", name="b")
    with CodeExam(app, *packages) as exam:
        yield exam


def marks(exam):
    with reading():
        return {mark.position: mark.points for mark in queries.kept(exam.sitting_id)}


def waits(exam):
    with reading():
        return queries.find_result(exam.sitting_id), runs.waiting(exam.sitting_id)


@pytest.mark.parametrize("said", [SAID, {"text": "so " * 5000}])
def test_everything_else_is_marked_and_the_text_waits_without_a_run(exam, said):
    exam.sit({1: RIGHT, 2: said, 3: {"pairs": {"1": "b", "2": "a"}}})
    exam.mark()
    exam.mark()
    assert {at: round(float(points), 4) for at, points in marks(exam).items()} == {1: 2, 3: 2.6667}
    assert waits(exam) == (None, 0)
    assert "CodeAnswered" not in exam.told()
    with reading():
        assert status_of(exam.invitation_id) == "Waiting for a marker"


def test_a_text_that_was_not_written_is_no_answer_and_waits_for_nobody(exam):
    exam.sit({1: RIGHT, 2: {"text": "  "}})
    exam.mark()
    assert marks(exam) == {1: 2, 2: 0, 3: 0}
    assert waits(exam)[0].points == 2
    assert exam.told().count("SittingMarked") == 1
