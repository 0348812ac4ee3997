"""An anonymous report tells nobody's name: not in its words, its data, its properties."""

import io
import json
from dataclasses import replace

import pypdf
import pytest

from assay.reports import data, html
from assay.reports.anonymous import anonymous
from assay.reports.answers import Answered, Sent
from tests.reports import specimens
from tests.reports.issuing import printed

ADDRESS = "ines@duarte.example"
CODE = "Candidate 7F3K2M"


def about(name, typed):
    """A report on somebody who has typed this everywhere."""
    told = Answered(prompt="?", text=typed, files=(Sent(name="app.py", text=typed),), is_given=True)
    content = specimens.few()
    questions = tuple(replace(one, answered=told) for one in content.questions)
    record = replace(content.record, comment=typed)
    return replace(content, candidate=name, questions=questions, record=record)


@pytest.mark.parametrize("script", specimens.PEOPLE)
def test_a_name_of_any_script_is_in_neither_rendering(script):
    name = specimens.PEOPLE[script]
    typed = f"By {name}. It’s {name.split()[0]}’s, {ADDRESS}"
    told = anonymous(about(name, typed), called=CODE, also=(ADDRESS,))
    for text in (html.render(told), data.result(told).decode()):
        assert name not in text
        assert ADDRESS not in text
        assert "[name]" in text
        assert CODE in text


def test_the_case_of_letters_makes_no_difference():
    told = anonymous(about("Inês Duarte", "# INÊS and duarte wrote this"), called=CODE)
    assert told.record.comment == "# [name] and [name] wrote this"


def test_other_words_that_hold_the_name_stay():
    told = anonymous(about("Ann Lee", "announce = Anne; ann_x; Leeds; Jo"), called=CODE)
    assert told.record.comment == "announce = Anne; [name]_x; Leeds; Jo"


def test_what_was_measured_stays():
    before = specimens.strong()
    told = anonymous(before, called=CODE)
    assert replace(told, candidate=before.candidate) == before


def test_the_file_itself_holds_no_name(tmp_path):
    content = about("Inês Duarte", "I am Inês Duarte")
    pdf = printed(anonymous(content, called=CODE), tmp_path / "keys").pdf
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    told = json.loads(reader.attachments["result.json"][0])
    words = " ".join(page.extract_text() for page in reader.pages)
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    everywhere = (words, str(reader.metadata), metadata, json.dumps(told, ensure_ascii=False))
    assert [text for text in everywhere if "Inês" in text or "Duarte" in text] == []
    assert reader.metadata.title == f"Assessment report: {CODE}"
