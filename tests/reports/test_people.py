"""What people gave, in the report: for what, in whose words, and never by whom."""

from decimal import Decimal

import pytest

from assay.core.db import reading, transaction
from assay.marking import overriding
from assay.reports import html, queries
from tests.marking.exam import Exam
from tests.marking.texts import NOW, PROSE, TextExam

WHY = "The question has two right options."


@pytest.fixture
def exam(app, tmp_path):
    with TextExam(app, tmp_path) as exam:
        yield exam


def told(exam):
    with reading():
        return queries.content(exam.sitting_id)


def asked(content, position):
    return next(one for one in content.questions if one.position == position)


def test_each_criterion_has_the_level_that_was_seen(exam):
    exam.lay()
    exam.give(0, 3, 4, comment="Names what breaks.")
    text = asked(told(exam), PROSE)
    assert text.by_person
    assert [level for _, level in text.criteria] == ["3 of 4", "4 of 4"]
    assert text.remarks == ("Names what breaks.",)


def test_two_markers_levels_stand_side_by_side(exam):
    exam.settle_terms(markers=2)
    exam.lay()
    exam.give(0, 4, 4)
    exam.give(1, 3, 4)
    assert [level for _, level in asked(told(exam), PROSE).criteria] == [
        "3 and 4 of 4",
        "4 and 4 of 4",
    ]


def test_the_document_says_it_without_names(exam):
    exam.lay()
    exam.give(0, 3, 4, comment="Names <b>what</b> breaks.")
    page = html.render(told(exam), verify_url="http://localhost/v")
    assert "Names &lt;b&gt;what&lt;/b&gt; breaks." in page
    assert "3 of 4" in page
    assert "Mia" not in page


def test_why_an_engines_points_were_replaced_is_told(app):
    with Exam(app) as exam:
        exam.result(right=4)
        with transaction():
            overriding.override(exam.sitting_id, 5, Decimal(2), reason=WHY, by=exam.member, at=NOW)
        content = told(exam)
    assert asked(content, 5).remarks == (WHY,)
    (change,) = content.changes
    assert (change.position, change.before, change.after) == (5, 0, 2)
    assert change.why == "a person has replaced the points that an engine gave"
