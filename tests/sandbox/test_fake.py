"""FakeRunner answers by its rules, and never where people's code is marked."""

from dataclasses import replace

import pytest

from assay.bank.runner import Limits, NoRunner, Spec
from workers.sandbox.fake import FakeRunner

TESTS = {"test_app.py": b"def test_home(): ...\n\n\ndef test_gone(): ...\n"}
RIGHT, WRONG = {"app.py": b"right"}, {"app.py": b"wrong"}


def verdict(app, test):
    return "passed" if app == RIGHT or test.endswith("home") else "failed"


@pytest.mark.parametrize("kept", [{"testing": True}, {"development": True}])
def test_it_is_there_for_tests_and_development(settings, kept):
    runner = FakeRunner(settings=replace(settings, **{"testing": False} | kept))
    assert runner.capability().available


def test_an_installation_that_serves_people_refuses_it(settings):
    with pytest.raises(RuntimeError, match="never marks"):
        FakeRunner(settings=replace(settings, testing=False))


def test_an_application_is_graded_by_the_rule(settings):
    grade = FakeRunner(settings=settings, verdict=verdict).grade(WRONG, TESTS, Spec(), Limits())
    assert {test: told.verdict for test, told in grade.tests.items()} == {
        "test_app.py::test_home": "passed", "test_app.py::test_gone": "failed",
    }  # fmt: skip
    assert grade.score == 0.5


def test_what_is_not_run_is_missing(settings):
    both = ["test_app.py::test_home", "test_app.py::test_gone"]
    spec = Spec(manifest=both, only=both[:1])
    grade = FakeRunner(settings=settings, verdict=verdict).grade(WRONG, TESTS, spec, Limits())
    assert [told.verdict for told in grade.tests.values()] == ["passed", "missing"]


def test_the_manifest_says_what_counts(settings):
    spec = Spec(manifest=["test_app.py::test_gone"])
    grade = FakeRunner(settings=settings, verdict=verdict).grade(WRONG, TESTS, spec, Limits())
    assert (grade.passed, grade.total) == (0, 1)


def test_a_suite_is_graded_by_what_it_catches(settings):
    runner = FakeRunner(settings=settings, catches=lambda tests, mutant: mutant == WRONG)
    told = runner.grade_suite(TESTS, {"a": RIGHT}, {"x": WRONG, "y": RIGHT}, Spec(), Limits())
    assert (told.valid, told.killed, told.score) == (True, ["x"], 0.5)


def test_a_suite_that_is_not_valid_catches_nothing(settings):
    runner = FakeRunner(settings=settings, why_invalid=lambda tests: "it fails on a right one")
    told = runner.grade_suite(TESTS, {"a": RIGHT}, {"x": WRONG}, Spec(), Limits())
    assert (told.valid, told.killed, told.why) == (False, [], "it fails on a right one")


def test_while_it_is_absent_nothing_is_run_and_it_says_why(settings):
    runner = FakeRunner(settings=settings, absent="no sandbox here")
    with pytest.raises(NoRunner, match="no sandbox here"):
        runner.run({}, ["python", "app.py"], Limits())
    assert not runner.capability().available
    runner.absent = ""
    assert runner.run({}, ["python", "app.py"], Limits()).ended_well
    assert runner.asked == ["run", "run"]
