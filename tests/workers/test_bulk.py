"""The task that carries an act on many out: to the end, in parts that others wait for."""

import pytest

from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.decisions import bulk
from assay.decisions.bulk_reading import standing
from assay.decisions.finding import Asked
from assay.events.models import OutboxRow
from tests.marking.exam import Exam
from tests.sittings.situation import AT, HOUR
from workers import bulk as tasks


@pytest.fixture
def exam(app, monkeypatch):
    """Seven are to be put into the archive, two in a step, of two steps a job."""
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    monkeypatch.setattr(bulk, "STEP", 2)
    monkeypatch.setattr(tasks, "STEPS", 2)
    with Exam(app) as exam:
        exam.viewer = exam.member_of_role("recruiter")
        for number in range(6):
            exam.invite(f"No. {number}")
        with clock.frozen(AT + HOUR), transaction():
            exam.act_id = bulk.begin(
                exam.work.assessment_id, Asked(), kind="archive", told={}, number=7,
                viewer=exam.viewer,
            ).id  # fmt: skip
        yield exam


def asked():
    with reading():
        return session.query(OutboxRow).filter_by(name="BulkAsked").count()


def stands(exam):
    with reading():
        found = standing(exam.act_id, assessment_id=exam.work.assessment_id, viewer=exam.viewer)
        return found.done, found.waiting


def test_a_job_does_its_part_and_asks_for_the_next(exam):
    told = []
    for _ in range(3):
        tasks.carry_out(None, bulk_act_id=exam.act_id)
        told.append((*stands(exam), asked()))
    assert told == [(4, 3, 2), (7, 0, 2), (7, 0, 2)]
