"""Answers of files: one run each, kept once; the sitting settles when all are there."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assay.bank.runner import Grade, NoRunner, SuiteGrade, Told
from assay.core.db import reading
from assay.marking import queries, runs
from assay.marking.engines.code import code_outcome, without_a_run
from assay.marking.logs import CUT, kept
from tests.bank.code_items import app as application
from tests.bank.code_items import make_code
from tests.marking.code_exam import ALL, CodeExam
from tests.sittings.test_races import at_once
from workers import tasks

RIGHT = {"choice": "b"}


@pytest.fixture
def exam(app, tmp_path):
    packages = make_code(tmp_path), make_code(tmp_path, "tests", name="another")
    with CodeExam(app, *packages) as exam:
        yield exam


def files(passes: str) -> dict:
    return {"files": {"app.py": application(passes)}}


SUITE = {"files": {"test_app.py": "# ab bc cd"}}


def marks(exam):
    with reading():
        return {mark.position: mark for mark in queries.kept(exam.sitting_id)}


def result(exam):
    with reading():
        return queries.find_result(exam.sitting_id)


def test_a_choice_is_marked_at_once_and_the_sitting_settles_when_the_last_run_is_there(exam):
    exam.sit({1: RIGHT, 2: files(ALL), 3: SUITE})
    exam.mark()
    assert list(marks(exam)) == [1]
    assert result(exam) is None
    first, last = exam.run_ids()
    tasks.mark_code(exam.means, run_id=last)
    assert (list(marks(exam)), result(exam)) == ([1, 3], None)
    tasks.mark_code(exam.means, run_id=first)
    assert [mark.points for mark in marks(exam).values()] == [2, 8, Decimal("4.8")]
    assert (result(exam).points, exam.told().count("SittingMarked")) == (Decimal("14.8"), 1)


def test_it_is_asked_for_once_and_kept_once(exam):
    exam.sit({1: RIGHT, 2: files(ALL), 3: SUITE})
    exam.mark()
    exam.mark()
    assert exam.told().count("CodeAnswered") == 2
    exam.run()
    before = exam.everything()
    exam.run()
    exam.mark()
    assert exam.everything() == before
    assert exam.runner.asked == ["grade", "grade_suite"]


def test_two_workers_with_one_run_make_one_mark(exam):
    exam.sit({1: RIGHT, 2: files(ALL), 3: SUITE})
    exam.mark()
    jobs = [lambda id_=id_: tasks.mark_code(exam.means, run_id=id_) for id_ in exam.run_ids() * 2]
    at_once(exam, *jobs)
    assert sorted(marks(exam)) == [1, 2, 3]
    assert exam.told().count("SittingMarked") == 1


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        (None, {"answered": False}),
        ({"files": {"data.py": "x"}}, {"answered": True, "readable": False}),
        ({"choice": "b"}, {"answered": False}),
    ],
)
def test_what_is_no_answer_is_not_run_and_earns_nothing(exam, value, detail):
    exam.sit({1: RIGHT, 2: value})
    exam.mark()
    assert exam.run_ids() == []
    assert (marks(exam)[2].points, marks(exam)[2].detail) == (0, detail)
    assert result(exam).points == 2


def test_without_a_runner_the_answer_waits_and_is_no_zero(exam):
    exam.sit({1: RIGHT, 2: files(ALL)})
    exam.mark()
    exam.runner.absent = "the socket is gone"
    with pytest.raises(NoRunner):
        exam.run()
    assert (list(marks(exam)), result(exam)) == ([1, 3], None)
    exam.runner.absent = ""
    exam.run()
    assert result(exam).points == 10


@pytest.mark.parametrize("ended", ["error", "rejected"])
def test_a_run_that_ended_without_a_verdict_is_tried_again(exam, ended):
    exam.sit({2: files(ALL)})
    exam.mark()
    exam.runner.ends = lambda files: ended
    with pytest.raises(NoRunner, match=ended):
        exam.run()
    assert 2 not in marks(exam)


def test_a_run_that_was_cut_off_keeps_what_had_passed(exam):
    exam.sit({2: files("first gate")})
    exam.mark()
    exam.runner.ends = lambda files: "timeout"
    exam.run()
    mark = marks(exam)[2]
    assert (mark.points, mark.detail["status"]) == (Decimal("4.8"), "timeout")


def test_a_mark_says_what_held_by_what_and_how(exam):
    exam.sit({2: files("first third")})
    exam.mark()
    exam.run()
    detail = marks(exam)[2].detail
    assert detail["tests"] == {
        "test_app.py::test_first": "passed",
        "test_app.py::test_second": "failed",
        "test_app.py::test_third": "passed",
        "test_app.py::test_gate": "failed",
    }
    assert (detail["held"], detail["behaviours"], detail["engine"]) == (2, 4, "fake")
    assert detail["gates"] == ["The application starts"]
    assert detail["missed"] == ["The second page is there", "The application starts"]
    (run,) = exam.runs()
    assert (run.status, run.runtime, run.limits["seconds"]) == ("ok", "fake", 30)
    assert [one["verdict"] for one in run.tests] == ["passed", "failed", "passed", "failed"]


def test_what_is_printed_is_kept_as_text_that_the_database_takes(exam):
    exam.sit({2: files(ALL)})
    exam.mark()
    bad = "a\0b\ud800c" * 20_000

    def grade(app, tests, spec, limits):
        told = {test: Told(verdict="failed", message=bad) for test in spec.manifest}
        return Grade(status="ok", tests=told, application_output=bad, test_output="\0", seconds=1)

    exam.runner.grade = grade
    exam.run()
    (run,) = exam.runs()
    assert run.test_output == "\N{REPLACEMENT CHARACTER}"
    assert run.application_output.startswith(CUT)
    assert len(run.application_output) == 64 * 1024
    assert len(run.tests[0]["message"]) == 2000


def test_the_seed_of_a_run_is_its_own_and_the_same_again(exam):
    exam.sit({2: files(ALL)})
    exam.mark()
    (run_id,) = exam.run_ids()
    with reading():
        seeds = {runs.work_of(run_id).seed for _ in range(2)}
    assert seeds == {run_id.int & 0xFFFFFFFF}


def test_a_suite_that_is_not_valid_catches_nothing(tmp_path):
    item = make_code(tmp_path, "tests")
    verdict = SuiteGrade(
        status="ok", valid=False, killed=["ab"], mutants=["ab"], why="fails on a right one",
        test_output="", seconds=1,
    )  # fmt: skip
    outcome = code_outcome(item.content, item.key, verdict, 8)
    assert (outcome.points, outcome.detail["invalid"]) == (0, "fails on a right one")
    valid = code_outcome(item.content, item.key, replace(verdict, valid=True), 8)
    assert (valid.points, valid.detail["tests"]["ab"]) == (Decimal("1.6"), "caught")


def test_a_verdict_on_no_test_of_the_manifest_earns_nothing(tmp_path):
    item = make_code(tmp_path)
    verdict = Grade(
        status="ok", tests={"test_app.py::test_more": Told(verdict="passed")},
        application_output="", test_output="", seconds=1,
    )  # fmt: skip
    outcome = code_outcome(item.content, item.key, verdict, 8)
    assert (outcome.points, outcome.detail["tests"]["test_app.py::test_first"]) == (0, "missing")


def test_files_as_they_are_sent_by_a_page_are_run(tmp_path):
    item = make_code(tmp_path)
    assert without_a_run(item.content, {"files": {"app.py": "x"}}, 8) is None


def test_a_short_log_is_kept_whole():
    assert kept("a\nb") == "a\nb"
