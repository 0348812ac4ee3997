"""The table as CSV: opened by a spreadsheet it says what the table says, and calculates nothing."""

import csv
from io import StringIO

import pytest

from assay.core.db import transaction
from assay.decisions import tagging
from assay.decisions.sheet import BOM, cell
from tests.marking.exam import Exam, visits

HOSTILE = "Mallory =cmd|' /C calc'!A0, \"quoted\""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1"])
def test_what_would_be_calculated_stays_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "told"), [(None, ""), (-1.5, "-1.5"), ("a=b", "a=b"), (0, "0")])
def test_other_cells_are_as_they_are(value, told):
    assert cell(value) == told


@pytest.fixture
def asked(app):
    """asked(query): the table's address with that query, and its rows as CSV."""
    with Exam(app, name=HOSTILE) as exam:
        exam.result(right=3)
        exam.invite("Zoë Ünal")
        with transaction():
            tagging.tag(exam.invitation_id, "=1+1", by=exam.member)
        email = exam.account("recruiter")
    visitor = visits(app, email)
    where = f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/candidates"

    def asked(query=""):
        answer = visitor.get(f"{where}.csv{query}").response
        told = answer.get_data().decode("utf-8")
        assert told.startswith(BOM)
        return answer, list(csv.DictReader(StringIO(told.removeprefix(BOM))))

    return asked


def test_the_sheet_says_what_the_table_says(asked):
    answer, rows = asked()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="candidates-')
    assert {row["name"] for row in rows} == {HOSTILE, "Zoë Ünal"}
    told = next(row for row in rows if row["name"] == HOSTILE)
    assert (told["score"], told["likely_from"], told["band"]) == ("60.0", "38.3", "review")
    assert (told["testing_points"], told["testing_out_of"]) == ("6", "10")
    assert told["tags"] == "'=1+1"
    assert told["minutes_used"] == "24"


def test_the_sheet_is_filtered_as_the_table_is(asked):
    _, rows = asked("?search=zo")
    assert [row["name"] for row in rows] == ["Zoë Ünal"]
    assert asked("?stage=decided")[1] == []
