"""The report as a page: it says what the document says, of every kind of candidate."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from tests.reports import specimens
from tests.reports.drawn import drawn

BANDS = "The inner band is the likely range"


@pytest.fixture
def soup(app):
    def soup(content, **how):
        with app.test_request_context("/shared/a-token"):
            return BeautifulSoup(drawn(content, **how), "html.parser")

    return soup


@pytest.fixture
def words(soup):
    return lambda content, **how: " ".join(soup(content, **how).main.get_text(" ").split())


@pytest.mark.parametrize("shows", ["full", "score"])
def test_while_a_person_has_to_mark_there_is_no_score(words, shows):
    told = words(specimens.unmarked(), shows=shows)
    assert "16 of 30 points so far" in told
    assert "2 questions are still to be marked by a person. Until then there is no score." in told
    assert "A score waits until every question is marked" in told
    assert "Under four questions" not in told
    assert BANDS not in told


@pytest.mark.parametrize("shows", ["full", "score"])
def test_of_too_few_questions_no_band_is_explained(words, shows):
    told = words(specimens.few(), shows=shows)
    assert "Points are what the answers won; they are no score." in told
    assert BANDS not in told
    assert BANDS in words(specimens.strong(), shows=shows)


@pytest.mark.parametrize("script", ["Arabic", "Hebrew", "mixed"])
def test_a_name_keeps_its_direction_to_itself(soup, script):
    name = specimens.PEOPLE[script]
    told = soup(replace(specimens.strong(), candidate=name, organisation=name, assessment=name))
    assert {one.get_text() for one in told.select(".head bdi")} == {name}
    assert len(told.select(".head bdi")) == 3


def test_a_title_keeps_its_direction_to_itself(soup):
    title = "كم مرة يُقرأ الرأس (1)"
    first, *others = specimens.strong().questions
    questions = (replace(first, title=title, by_person=True), *others)
    told = soup(replace(specimens.strong(), questions=questions))
    assert [one.get_text() for one in told.select("main bdi")].count(title) == 3


def test_who_marked_is_told(words):
    assert "automatically, by multiple 1, single 1. Error" in words(specimens.strong())
    first, *others = specimens.strong().questions
    by_people = replace(specimens.strong(), questions=(replace(first, by_person=True), *others))
    assert "single 1; and by people, as told above." in words(by_people)
    assert "2026, by people, as told above." in words(replace(by_people, engines=()))
