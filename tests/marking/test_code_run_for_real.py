"""A shipped item of files, from the folder to the mark: by the real runner."""

from decimal import Decimal

import pytest

from assay.bank import package
from assay.bank.commands import FOLDER
from assay.bank.package import variants
from assay.core.db import reading
from assay.marking import queries
from tests.marking.code_exam import CodeExam
from workers.sandbox.engine import Sandbox

ITEM = package.load(FOLDER / "backend-development" / "orders-sent-twice")


@pytest.fixture(scope="module")
def engine():
    engine = Sandbox(warm=0)
    told = engine.capability()
    assert told.available, f"{told.reason}: {told.remedy}"
    yield engine
    engine.close()


@pytest.fixture
def exam(app, engine):
    with CodeExam(app, ITEM, by=engine) as exam:
        yield exam


def answer(place: str, name: str) -> dict:
    return {"files": variants(ITEM.files, place)[name]}


def mark(exam, value):
    exam.sit({2: value})
    exam.mark()
    exam.run()
    with reading():
        (mark,) = (one for one in queries.kept(exam.sitting_id) if one.position == 2)
    return mark


def test_a_right_solution_earns_all(exam):
    found = mark(exam, answer("proof/good", "decorator"))
    assert (found.points, found.detail["status"]) == (8, "ok")
    assert len(found.detail["runtime"]) > 10
    assert set(found.detail["tests"].values()) == {"passed"}


def test_a_near_miss_earns_what_it_does(exam):
    found = mark(exam, answer("proof/bad", "silent-repeat"))
    assert found.points == Decimal(8 * 15) / 16
    assert found.detail["missed"] == ["A repeated answer is marked as one"]


def test_who_ends_the_process_earns_nothing(exam):
    found = mark(exam, {"files": {"app.py": "import os\nos._exit(0)\n"}})
    assert found.points == 0
    assert "passed" not in found.detail["tests"].values()
