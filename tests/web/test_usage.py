"""The page of usage figures: for heads, with numbers, and as a file."""

import csv
import io

import pytest

from assay.core import clock
from assay.core.db import transaction
from assay.decisions import actions
from tests.marking.exam import Exam, visits
from tests.sittings.situation import AT, HOUR
from tests.visitor import Visitor


@pytest.fixture
def exam(app):
    """Two were asked to sit this month; one is done and decided."""
    with clock.frozen(AT + HOUR):
        with Exam(app, assessment="=Backend") as exam:
            exam.invite("Bo")
            exam.result(right=4)
            with transaction():
                told = {"verdict": "advance", "reason": "So."}
                actions.decide(exam.invitation_id, by=exam.member, **told)
            exam.owner = exam.account("owner")
            exam.recruiter = exam.account("recruiter")
        yield exam


@pytest.fixture
def owner(app, exam):
    return visits(app, exam.owner)


def test_the_page_tells_months_assessments_decisions_and_what_is_kept(exam, owner):
    page = owner.get(f"/o/{exam.slug}/usage")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.soup.select("table.usage tbody tr")
    ]
    assert rows == [
        ["January 2026", "2", "1", "1", "1", "Too few"],
        ["=Backend", "2", "1", "1", "1", "Too few"],
    ]  # fmt: skip
    words = page.words()
    assert "Advance 1" in words
    assert "Members 3" in words
    assert "Signed reports None" in words


@pytest.mark.parametrize("by", ["month", "assessment"])
def test_it_is_taken_along_as_a_file(exam, owner, by):
    answer = owner.get(f"/o/{exam.slug}/usage.csv?by={by}")
    (row,) = csv.DictReader(io.StringIO(answer.response.text.lstrip("\ufeff")))
    assert (row["invited"], row["median_minutes"]) == ("2", "")
    assert row[by] in ("2026-01", "'=Backend")


def test_a_file_of_nothing_we_know_is_not_there(exam, owner):
    assert owner.get(f"/o/{exam.slug}/usage.csv?by=person").status == 404


def test_only_heads_see_it(app, exam):
    recruiter = visits(app, exam.recruiter)
    for path in ("usage", "usage.csv"):
        assert recruiter.get(f"/o/{exam.slug}/{path}").status == 403


def test_where_nothing_has_happened_it_says_so(app):
    visitor = Visitor(app)
    slug = visitor.open_organisation("Northwind Robotics", "owner@northwind.example")
    assert "Nobody was invited in these months." in visitor.get(f"/o/{slug}/usage").words()
