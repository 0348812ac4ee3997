"""Texts of questions and answers in print: nothing hides in them, and they are always XML."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.reports import html, prose
from assay.reports.answers import Answered, Choice, Sent
from tests.reports import specimens


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\ufeff", "\x00", "\x1b", "\u2028", "\ue000"])
def test_a_sign_that_is_not_seen_is_told_by_its_number(sign):
    assert prose.visible(f"a{sign}b") == f"a[U+{ord(sign):04X}]b"


def test_lines_tabs_and_joiners_stay():
    assert prose.visible("a\r\n\tक्\u200dष") == "a\n\tक्\u200dष"


def test_letters_that_no_font_has_are_told_by_their_numbers():
    assert prose.visible("ok \U0001fae8", {"\U0001fae8"}) == "ok [U+1FAE8]"


def test_a_long_text_is_cut_and_says_how_much_is_left():
    text = "\n".join(f"line {n}" for n in range(100))
    shown, more = prose.cut(text)
    assert (shown.count("\n") + 1, more) == (prose.MOST_LINES, 40)
    assert prose.cut("x" * 7000) == ("x" * prose.MOST_SIGNS + " …", 0)
    assert prose.cut("short") == ("short", 0)


def test_print_has_no_colours_and_no_links():
    told = prose.blocks('```python\nx = "a"\n```\n\n[here](https://example.org) a  \nb\n\n---')
    assert "span" not in told
    assert "example.org" not in told
    assert "<br/>" in told
    assert "<hr/>" in told


def typed(text):
    """A report in which somebody has typed this wherever one can."""
    told = Answered(
        prompt=text or "?", choices=(Choice(sign="Chosen", text=text),), text=text,
        files=(Sent(name="app.py", text=text),), is_given=True,
    )  # fmt: skip
    question = replace(specimens.few().questions[0], answered=told)
    prosed = replace(question, answered=replace(told, files=(), is_prose=True))
    record = replace(specimens.few().record, comment=text)
    return replace(specimens.few(), questions=(question, prosed), record=record)


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_whatever_was_typed_the_document_is_well_formed(text):
    ET.fromstring(html.render(typed(text)))


def test_what_was_typed_is_never_markup():
    page = html.render(typed(specimens.HOSTILE))
    root = ET.fromstring(page)
    assert root.find(".//script") is None
    assert root.find(".//b") is None
    assert "49" not in page.split("<body>")[1].replace("9473", "").replace("9943", "")
