"""Questions of pairs, of courses and of texts in the library: as they are asked, with their key."""

import pytest

from assay.bank import keys
from assay.bank.content import to_json
from tests.bank import pages
from tests.bank.items import WHY, made
from tests.visitor import Visitor


@pytest.fixture
def ann(app, cleared):
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


@pytest.fixture
def page(app, ann, tmp_path):
    def opened(proof):
        item = made(tmp_path, proof)
        told = {"content": to_json(item.content), "key": keys.key_to_json(item.key)}
        return ann.get(pages.add(app, kind=item.kind, title=item.title, **told))

    return opened


def test_pairs_are_shown_in_two_lists_and_their_key_by_row(page):
    it = page("matched")
    assert "To each line one of these belongs; some belong to none:" in it.words()
    asked = [one.get_text(" ", strip=True) for one in it.soup.select(".card .opt")]
    assert asked == ["1 striptags()", "2 upper()", "3 len()", "10", "a b", "<B>A</B> B", "ab"]
    key = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in it.soup.select(".key-table tbody tr")
    ]
    assert key == [
        ["Right", "striptags() → a b", WHY],
        ["Right", "upper() → <B>A</B> B", WHY],
        ["Right", "len() → 10", WHY],
        ["Wrong", "ab", WHY],
    ]


def test_a_course_is_shown_as_a_choice(page):
    it = page("consequences")
    assert len(it.soup.select(".card input[type=radio]")) == 3
    verdicts = [one.get_text() for one in it.soup.select(".key-table .tag")]
    assert verdicts == ["Wrong", "Right", "Wrong"]


def test_a_text_is_shown_with_its_words_and_the_levels_of_its_criteria(page):
    it = page("facts")
    assert "Answer, at most 120 words; a person marks it" in it.words()
    assert it.soup.select_one(".card textarea[disabled]") is not None
    criteria = [one.get_text() for one in it.soup.select("h3")]
    assert criteria == ["It speaks of the danger", "It speaks of the remedy"]
    (first, _) = it.soup.select(".key-table")
    levels = [row.get_text(" ", strip=True) for row in first.select("tbody tr")]
    assert levels == [f"{n} {n} of the four things about it are said" for n in range(5)]
    assert "May be drawn by" not in it.words()
