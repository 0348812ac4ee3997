"""The letter that says a report is ready tells no score, and whatever a name holds."""

import pytest

from assay.core.letters import LONGEST_SUBJECT
from assay.reports import letters
from tests.reports import specimens


def ready(**other):
    told = {
        "recipient": "ann@northwind.example",
        "member": "Ann Example",
        "candidate": "Inês Duarte",
        "assessment": "Flask developer, mid level",
        "organisation": "Northwind Robotics",
        "link": "https://assay.example/o/northwind/reports/1",
    }
    return letters.compose(letters.Ready(**{**told, **other}))


def test_it_says_on_whom_and_where():
    letter = ready()
    assert (letter.recipient, letter.subject) == (
        "ann@northwind.example",
        "The report on Inês Duarte is ready",
    )
    for body in (letter.text, letter.html):
        assert "Inês Duarte" in body
        assert "https://assay.example/o/northwind/reports/1" in body


def test_it_tells_no_score():
    letter = ready()
    assert not any(char.isdigit() for char in letter.text.replace("reports/1", ""))


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\u2028", "\x0b"])
def test_a_name_makes_no_header_of_its_own(break_):
    letter = ready(candidate=f"Eve{break_}Bcc: all@x.example")
    assert letter.subject == "The report on Eve Bcc: all@x.example is ready"


def test_a_very_long_name_makes_no_very_long_subject():
    assert len(ready(candidate="x" * 5000).subject) == LONGEST_SUBJECT


def test_hostile_words_are_words_in_the_page_and_untouched_in_the_text():
    letter = ready(candidate=specimens.HOSTILE)
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert specimens.HOSTILE in letter.text
