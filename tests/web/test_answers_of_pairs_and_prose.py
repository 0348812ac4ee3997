"""Pairs and a text, for those who judge them: what was given; and a text waits for a person."""

import pytest

from tests.bank.items import made
from tests.marking.code_exam import CodeExam
from tests.marking.exam import RIGHT, visits

PAIRS, PROSE = 2, 3
SAID = "Text is escaped.\n\n<b>Markup</b> is not, & *that* is its use."


@pytest.fixture
def exam(app, tmp_path):
    packages = made(tmp_path, "matched"), made(tmp_path, "facts", name="b")
    with CodeExam(app, *packages) as exam:
        exam.recruiter = exam.account("recruiter")
        exam.sit({1: RIGHT, PAIRS: {"pairs": {"1": "b", "3": "d"}}, PROSE: {"text": SAID}})
        exam.mark()
    return exam


def page(app, exam, position):
    where = f"/o/{exam.slug}/invitations/{exam.invitation_id}/answers/{position}"
    return visits(app, exam.recruiter).get(where)


def test_each_row_is_shown_with_what_was_given_to_it(app, exam):
    told = page(app, exam, PAIRS)
    given = [one.get_text(" ", strip=True) for one in told.soup.select(".options li")]
    assert given == ["striptags() → a b", "upper() → –", "len() → ab"]
    assert "2.67 of 8" in told.words()


def test_a_text_is_shown_as_it_was_written_and_waits(app, exam):
    told = page(app, exam, PROSE)
    assert told.soup.select_one(".written").get_text() == SAID
    assert told.soup.select(".written b, .written em") == []
    words = told.words()
    for one in ("– of 8", "waits for a person to mark it. It is no zero.", "11 words; at most 120"):
        assert one in words
