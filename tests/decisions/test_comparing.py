"""Side by side: what tells two apart is said, and what does not is said as well."""

from contextlib import contextmanager

import pytest

from assay.core.db import reading
from assay.core.errors import Invalid, NotFound
from assay.decisions.comparing import compare
from tests.marking.exam import Counted, Exam, asked, visits
from tests.sittings.situation import elsewhere


@contextmanager
def filled(app):
    """Four candidates: some right, a few more, all right, and one who has not begun."""
    with Exam(app, asked(*["testing"] * 10, "documentation"), name="Half Way") as exam:
        exam.viewer = exam.member_of_role("recruiter")
        exam.half = exam.invitation_id
        exam.result(right=6)
        exam.more = exam.invite("Some More")
        exam.result(right=7, invitation_id=exam.more)
        exam.all = exam.invite("All Right")
        exam.result(right=11, invitation_id=exam.all)
        exam.later = exam.invite("Not Yet")
        yield exam


@pytest.fixture
def exam(app):
    with filled(app) as exam:
        yield exam


def compared(exam, *ids):
    with reading():
        return compare(exam.work.assessment_id, ids, viewer=exam.viewer)


def test_each_pair_is_told_apart_or_said_not_to_be(exam):
    found = compared(exam, exam.half, exam.more, exam.all)
    told = {(pair.one.name, pair.other.name): (pair.says, pair.higher.name) for pair in found.pairs}
    assert told == {
        ("Half Way", "Some More"): ("alike", "Some More"),
        ("Half Way", "All Right"): ("apart", "All Right"),
        ("Some More", "All Right"): ("apart", "All Right"),
    }


def test_without_a_number_nothing_is_compared(exam):
    (pair,) = compared(exam, exam.later, exam.all).pairs
    assert (pair.says, pair.by) == ("too little", 0)


def test_what_both_were_asked_is_counted(exam):
    (pair,) = compared(exam, exam.half, exam.all).pairs
    assert (pair.shared, pair.asked, pair.same_version) == (11, 11, True)
    (pair,) = compared(exam, exam.half, exam.later).pairs
    assert (pair.shared, pair.asked) == (0, 0)


def test_responsibilities_stand_side_by_side_in_their_own_order(exam):
    lines = compared(exam, exam.half, exam.later).lines
    assert [line.name for line in lines] == ["Testing", "Documentation"]
    assert [line.areas[1] for line in lines] == [None, None]
    testing, documentation = (line.areas[0] for line in lines)
    assert (testing.points, testing.measure.percent) == (12, 60)
    assert (documentation.points, documentation.measure) == (0, None)


def test_they_stand_in_the_order_asked_for_and_once(exam):
    found = compared(exam, exam.all, exam.half, exam.all)
    assert [row.name for row in found.rows] == ["All Right", "Half Way"]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_are_compared(exam, count):
    ids = [exam.half, exam.more, exam.all, exam.later, exam.invite("Five")][:count]
    with pytest.raises(Invalid, match="2 to 4"):
        compared(exam, *ids)


def test_who_is_not_of_this_assessment_is_not_there(app, exam):
    foreign = elsewhere(app, lambda other: other.invitation_id)
    with pytest.raises(NotFound):
        compared(exam, exam.half, foreign)


def test_four_cost_as_many_queries_as_two(exam):
    with Counted() as two:
        compared(exam, exam.half, exam.all)
    with Counted() as four:
        compared(exam, exam.half, exam.more, exam.all, exam.later)
    assert len(two) == len(four) == 6


def test_the_page_says_it_in_words(app):
    with filled(app) as exam:
        email, people = exam.account("recruiter"), [exam.half, exam.more, exam.all]
    where = f"/o/{exam.slug}/assessments/{exam.work.assessment_id}/compare?"
    visitor = visits(app, email)
    found, one, nobody = (
        visitor.get(where + "&".join(f"who={who}" for who in people[:count])) for count in (3, 1, 0)
    )
    words = found.words()
    assert "Not distinguishable. 9 of 100 lie between them" in words
    assert "All Right scored higher." in words
    assert "Both were asked the same questions." in words
    assert len(found.soup.find_all("svg", class_="gauge")) == 6
    assert (one.status, nobody.status) == (422, 200)
    assert "Choose 2 to 4 candidates to compare." in one.words()
