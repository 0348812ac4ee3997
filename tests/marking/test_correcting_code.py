"""A fault in a question whose answers are run: nothing is run again that was run."""

import pytest
from sqlalchemy import select

from assay.bank.models import ItemVersion
from assay.core.db import reading, session, transaction
from assay.core.errors import Invalid
from assay.marking import correcting, effects, queries
from assay.marking.models import Correction
from tests.bank.code_items import app as application
from tests.bank.code_items import make_code
from tests.marking.code_exam import CodeExam
from tests.sittings.situation import AT, HOUR
from workers import tasks

FILES = {"files": {"app.py": application("first gate")}}
WHY = "A hidden test demands what the task does not say."


@pytest.fixture
def exam(app, tmp_path):
    with CodeExam(app, make_code(tmp_path)) as exam:
        exam.sit({2: FILES})
        yield exam


def correct(exam, does, *, hours):
    with transaction():
        correction_id = correcting.correct(
            exam.organisation_id, exam.work.item_version_ids[1], does=does, assessment_id=None,
            reason=WHY, by=exam.member, at=AT + hours * HOUR,
        ).id  # fmt: skip
    tasks.spread_correction(exam.means, correction_id=correction_id)
    tasks.remark_sitting(exam.means, sitting_id=exam.sitting_id)


def earned(exam):
    """(points, out of) of the code in the result that stands; None while there is none."""
    with reading():
        if (result := queries.find_result(exam.sitting_id)) is None:
            return None
        _, (mark, _) = queries.marks(exam.sitting_id, result.round)
        return mark.points, mark.out_of


def foreseen(exam, does):
    with reading():
        item = session.get_one(ItemVersion, (exam.organisation_id, exam.work.item_version_ids[1]))
        (told,) = effects.effects(item, correcting.drafted(item, does=does, assessment_id=None))
        return told.after


def test_what_was_run_stands_again_when_a_correction_is_taken_back(exam):
    exam.mark()
    exam.run()
    before = earned(exam)
    assert 0 < before[0] < 8
    correct(exam, "full", hours=2)
    assert earned(exam) == (8, 8)
    assert foreseen(exam, "as_it_was").points == before[0]
    correct(exam, "as_it_was", hours=3)
    assert earned(exam) == before
    assert len(exam.runs()) == 1


def test_a_run_that_was_under_way_is_kept_beside_and_stands_when_it_is_taken_back(exam):
    exam.mark()
    correct(exam, "left_out", hours=2)
    exam.run()
    assert earned(exam) == (0, 0)
    assert 0 < foreseen(exam, "as_it_was").points < 8
    correct(exam, "as_it_was", hours=3)
    points, out_of = earned(exam)
    assert 0 < points < out_of == 8


def test_what_was_never_run_is_run_once_it_counts(exam):
    correct(exam, "full", hours=2)
    exam.mark()
    assert (earned(exam), exam.runs()) == ((8, 8), [])
    assert foreseen(exam, "as_it_was") is None
    correct(exam, "as_it_was", hours=3)
    assert earned(exam) == (8, 8), "until it has run"
    exam.run()
    points, out_of = earned(exam)
    assert 0 < points < out_of == 8


def test_its_key_is_not_corrected_by_parts(exam):
    with pytest.raises(Invalid):
        correct(exam, "key", hours=2)
    with reading():
        assert session.scalars(select(Correction)).all() == []
