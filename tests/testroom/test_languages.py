"""What candidates read is there in each language of ours, whole, and in the one they chose."""

import re
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po
from sqlalchemy import select

from assay.core import clock
from assay.core.db import reading, session
from assay.core.languages import LANGUAGES, is_right_to_left, translations
from assay.invitations.letters import compose
from assay.invitations.models import Candidate
from tests.invitations.test_letters import AT as SENT
from tests.invitations.test_letters import LANDING, LINK
from tests.sittings.situation import AT, Situation
from tests.testroom.chair import Chair
from tools import words

TEMPLATES = words.ROOT / "testroom" / "templates"
FILLED = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+>")
"""What a translation must keep: names that are filled in, and marks of HTML."""
SIDED = re.compile(
    r"\b(?:margin|padding|border)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


def catalogue(code):
    with words.files()[code].open("rb") as file:
        return read_po(file, locale=code)


@pytest.mark.parametrize("code", words.files())
def test_each_sentence_of_the_sources_has_its_translation_and_no_other_is_kept(code):
    kept = catalogue(code)
    wanted = {one.id for one in words.extracted() if one.id}
    assert {one.id for one in kept if one.id} == wanted, "run ./run words"
    assert words.missing(kept) == []
    assert not [one.id for one in kept if one.id and one.fuzzy]


@pytest.mark.parametrize("code", words.files())
def test_a_translation_fills_in_what_the_sentence_does(code):
    for one in catalogue(code):
        said = [one.id] if isinstance(one.id, str) else list(one.id)
        told = [one.string] if isinstance(one.string, str) else list(one.string)
        for text in told if one.id else ():
            allowed = {tuple(sorted(FILLED.findall(each))) for each in said}
            assert tuple(sorted(FILLED.findall(text))) in allowed, text


def test_no_words_of_a_candidates_page_stand_outside_the_catalogues():
    found = {
        file.name: bare
        for file in sorted(TEMPLATES.rglob("*.html"))
        if (bare := bare_words(file.read_text("utf-8")))
    }
    assert found == {}


def bare_words(template):
    """Words between marks, or in attributes that are read aloud, that nobody translates."""
    text = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    text = re.sub(r'data-[a-z-]+="\{\{.*?\}\}"', "", text)
    text = re.sub(r"\{\{.*?\}\}", "\0", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}", "\0", text, flags=re.DOTALL)
    read_aloud = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"\0]*)"', text)
    between = re.sub(r"<[^>]*>", "\n", re.sub(r"&\w+;", "", text)).replace("\0", "\n").split("\n")
    own = {"Assay"}
    return [one.strip() for one in (*read_aloud, *between)
            if re.search(r"[^\W\d_]{2,}", one) and one.strip() not in own]  # fmt: skip


def test_words_outside_the_catalogues_are_found():
    assert bare_words("<p>{{ _('Saved') }} Hello</p>") == ["Hello"]
    assert bare_words('<nav aria-label="Questions">{% if x %}{% endif %}</nav>') == ["Questions"]
    assert bare_words("{# a note #}<b>{{ _('Hello you') }}</b> · 3") == []


@pytest.mark.parametrize(
    ("code", "start"), [("de", "Beginnen"), ("es", "Empezar"), ("en", "Start")]
)
def test_a_browser_is_answered_in_the_language_that_it_asks_for(room, code, start):
    visitor = Chair(room)
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = f"{code}-XX, fr;q=0.5"
    page = visitor.get(room.link)
    assert page.soup.html["lang"] == code
    assert page.soup.html["dir"] == "ltr"
    assert page.soup.select_one(".begin button").get_text() == start


def test_what_is_chosen_stays_and_the_letters_follow_it(room):
    visitor = Chair(room)
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = visitor.press(visitor.get(room.link), "/language", language="de")
    assert page.soup.html["lang"] == "de"
    with reading():
        assert session.scalars(select(Candidate)).one().language == "de"
    page = visitor.start()
    assert page.soup.html["lang"] == "de"
    page = visitor.press(visitor.get("/sit/review"), "/language", language="es")
    assert page.soup.html["lang"] == "es"


def test_a_language_that_nobody_here_speaks_is_english(room):
    visitor = Chair(room)
    page = visitor.press(visitor.get(room.link), "/language", language="xx")
    assert page.soup.html["lang"] == "en"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_letter_is_written_in_the_language_of_its_reader(code):
    letter = compose(replace(LANDING, language=code), link=LINK, at=SENT)
    said = translations(code).gettext
    assert f'<html lang="{code}">' in letter.html
    assert said("What you need") in letter.text
    assert said("Testing") in letter.text
    assert (code == "en") == ("Hello" in letter.text)
    assert (code == "en") == ("December" in letter.text)


def test_style_sheets_know_starts_and_ends_not_left_and_right():
    """So that a page from the right needs no sheet of its own."""
    found = [
        f"{file.name}: {one[0]}"
        for file in sorted((words.ROOT / "web" / "assets").rglob("*.css"))
        for one in SIDED.finditer(file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("rule", ["margin-left: 1px", "left:0", "text-align: right", "float:left"])
def test_a_side_in_a_style_sheet_is_found(rule):
    assert SIDED.search(f"a {{ {rule}; }}")
    assert not SIDED.search("a { margin-inline-start: 1px; inset-inline: 0; text-align: end }")


def test_a_language_that_is_written_from_the_right_is_known():
    assert is_right_to_left("ar")
    assert not any(map(is_right_to_left, LANGUAGES))
