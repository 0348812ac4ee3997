"""Files that came late and were accepted: run by the real runner, marked anew, reported anew."""

import pytest

from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import TimeIsUp
from assay.marking import queries, remarking
from assay.reports import queries as reports
from assay.sittings import late
from tests.marking.code_exam import CodeExam
from tests.marking.test_code_run_for_real import ITEM, answer, engine  # noqa: F401
from tests.reports.issuing import issued
from tests.sittings.situation import AT, HOUR
from workers import tasks

CODE = 2


@pytest.fixture
def exam(app, engine):  # noqa: F811
    """Marked at its end by a real run of a near miss; a right solution came after the end."""
    with CodeExam(app, ITEM, by=engine) as exam:
        exam.sit({1: {"choice": "b"}, CODE: answer("proof/bad", "silent-repeat")})
        exam.mark()
        exam.run()
        with pytest.raises(TimeIsUp):
            exam.save(CODE, answer("proof/good", "decorator"), at=AT + HOUR, seq=9, key="late")
        yield exam


def accept(exam):
    with transaction():
        remarking.accept_late(
            exam.sitting_id, CODE, 9, "late", reason="The line was down.", by=exam.member,
            at=AT + HOUR,
        )  # fmt: skip
    tasks.remark_sitting(exam.means, sitting_id=exam.sitting_id)


def stands(exam):
    """(round, points, the answer's share of them, the save that was marked)"""
    with reading():
        result = queries.result_of(exam.sitting_id)
        (mark,) = (
            one for one, _ in queries.marks(exam.sitting_id, result.round) if one.position == CODE
        )
        return result.round, float(result.points), float(mark.points), mark.detail.get("seq")


def test_it_is_run_again_marked_in_a_new_round_and_the_report_is_replaced(exam, settings):
    assert stands(exam) == (1, 9.5, 7.5, None)
    first = issued(exam, settings)
    accept(exam)
    assert stands(exam) == (1, 9.5, 7.5, None), "nothing changes before it was run"
    exam.run()
    assert stands(exam) == (2, 10.0, 8.0, 10)
    second = issued(exam, settings)
    with reading():
        assert second.id != first.id
        assert reports.issued(first.id).replaced_at == second.issued_at
        assert reports.issued(second.id).replaced_at is None
        assert reports.content(exam.sitting_id).round == 2
        reasons = [one.reason for one in late.kept(exam.sitting_id)]
        verbs = [one.verb for one in entries_about("sitting", exam.sitting_id)]
    assert reasons == ["The line was down."]
    assert sorted(verbs)[:1] == ["sitting.accept_late"]
    assert verbs.count("sitting.mark") == 2


def test_the_run_is_of_the_late_files_and_both_runs_are_kept(exam):
    accept(exam)
    tasks.remark_sitting(exam.means, sitting_id=exam.sitting_id)
    exam.run()
    exam.run()
    runs = exam.runs()
    assert sorted(run.seq for run in runs) == [1, 10]
    assert {run.seq: _missed(run) for run in runs} == {1: 1, 10: 0}
    with reading():
        rounds = [mark.round for mark in queries.history(exam.sitting_id, CODE)]
    assert rounds == [2, 1]


def test_until_a_runner_is_there_the_first_mark_stands(exam):
    accept(exam)
    with reading():
        waits = [run for run in exam.runs() if run.finished_at is None]
        session.expunge_all()
    assert len(waits) == 1
    assert stands(exam) == (1, 9.5, 7.5, None)


def _missed(run):
    return sum(one["verdict"] != "passed" for one in run.tests)
