"""The library as a member meets it: found by filters, read with its key."""

import pytest

from assay.app import create_app
from assay.tenancy.scope import LIBRARY
from tests.bank.items import GOOD, WHY
from tests.bank.pages import HERE, opened, ship, titles
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def app(settings_in, tmp_path_factory, clear):
    """For all of these tests: nothing here changes anything."""
    app = create_app(settings_in(tmp_path_factory.mktemp("web")))
    ship(app, tmp_path_factory.mktemp("library"))
    yield app
    clear()


@pytest.fixture(scope="module")
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


def test_the_library_lists_what_ships(ann):
    page = ann.get(HERE)
    assert page.status == 200
    assert titles(page) == [
        "Text between tags", "Parts in order", "Parts to be joined", "Text in a page",
        "Text without tags", "What holds of markup", "Without tags",
    ]  # fmt: skip
    assert "7 questions" in page.words()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("responsibility=deployment", ["Text between tags"]),
        ("kind=ordering", ["Parts in order", "Parts to be joined"]),
        ("kind=fillin&responsibility=testing&level=mid", ["Without tags"]),
    ],
)
def test_filters_find_and_stay_chosen(ann, asked, found):
    page = ann.get(f"{HERE}?{asked}")
    assert sorted(titles(page)) == found
    chosen = [one["value"] for one in page.soup.select("option[selected]")]
    assert sorted(chosen) == sorted(pair.partition("=")[2] for pair in asked.split("&"))


def test_a_filter_that_finds_nothing_says_so_and_leads_back(ann):
    page = ann.get(f"{HERE}?level=senior")
    assert "No question fits" in page.words()
    assert len(titles(ann.get(page.soup.select_one(".empty a")["href"]))) == 7


@pytest.mark.parametrize(
    "asked",
    [
        "", "?", "?responsibility=&kind=&level=", "?kind=essay", "?level=%3Cscript%3E",
        "?responsibility=testing%27--", "?kind[]=single", "?colour=red", "?level=%FF",
        "?kind=" + "x" * 5000,
    ],
)  # fmt: skip
def test_a_filter_that_is_none_is_left_aside(ann, asked):
    page = ann.get(HERE + asked)
    assert page.status == 200
    assert len(titles(page)) == 7
    assert page.soup.select("option[selected]") == []


def test_a_question_is_read_as_candidates_see_it_and_with_its_key(ann):
    page = opened(ann, "Text without tags")
    words = page.words()
    for told in (
        "One choice",
        "Mid",
        "Executed with Python 3.11.7, markupsafe 3",
        "Published",
        WHY,
    ):
        assert told in words
    assert page.soup.select_one("h1").get_text() == "Text without tags"
    verdicts = [row.select_one("td").get_text() for row in page.soup.select("tbody tr")]
    assert verdicts == ["Wrong", "Right", "Wrong"]
    assert page.soup.select_one(".stem code").get_text() == "Markup('<b>a</b> b').striptags()"


def test_the_candidates_part_of_the_page_does_not_tell_the_key(ann):
    for proof in GOOD:
        card = opened(ann, GOOD[proof][0]["title"]).soup.select_one(".card")
        assert WHY not in card.get_text()
        assert card.select("[checked], [selected], [value]") == []
    assert "striptags" not in opened(ann, "Without tags").soup.select_one(".card").get_text()


def test_an_ordering_tells_its_places(ann):
    rows = opened(ann, "Parts in order").soup.select("tbody tr")
    assert [[cell.get_text() for cell in row.select("td")[:2]] for row in rows] == [
        ["1", "the first"], ["2", "the second"], ["3", "the third"],
    ]  # fmt: skip


def test_a_typed_answer_tells_what_is_accepted_and_what_is_not(ann):
    rows = opened(ann, "Without tags").soup.select("tbody tr")
    assert [[cell.get_text() for cell in row.select("td")[:2]] for row in rows] == [
        ["Right", "striptags"], ["Wrong", "upper"], ["Wrong", "unescape"], ["Wrong", "title"],
    ]  # fmt: skip


def test_a_shown_program_is_coloured_without_styles(ann):
    page = opened(ann, "Text between tags")
    assert page.soup.select_one(".stem .highlight span.kn").get_text() == "from"
    assert page.soup.select("[style]") == []


@pytest.mark.parametrize(
    "rest", ["/1", "/x/y", f"/{LIBRARY}", f"/{LIBRARY}/%00", f"/{LIBRARY}/{LIBRARY}"]
)
def test_an_address_of_nothing_is_a_404(ann, rest):
    assert ann.get(HERE + rest).status == 404
