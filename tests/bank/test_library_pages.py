"""The library as a member meets it: found by filters, read with its key."""

import pytest

from assay.app import create_app
from assay.tenancy.scope import LIBRARY
from assay.web import library
from tests.bank.items import GOOD, WHY
from tests.bank.pages import HERE, SHIPPED, opened, ship, titles
from tests.bank.seen import SEEN
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
        "Parts to be joined", "Text in a page", "Text without tags", "What holds of markup",
        "Without tags", "Text between tags", "Parts in order",
    ]  # fmt: skip
    assert "7 questions" in page.words()
    assert page.soup.select_one("h1").get_text() == "The library"


def test_each_row_says_what_its_proof_has_shown(ann):
    page = ann.get(HERE)
    rows = {
        row.a.get_text(): row.select("td")[-1].get_text() for row in page.soup.select("tbody tr")
    }
    told = {GOOD[proof][0]["title"]: SEEN[proof][1] for proof in SHIPPED}
    assert rows == {title: f"Proved on markupsafe 3: {words}" for title, words in told.items()}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("responsibility=deployment", ["Text between tags"]),
        ("kind=ordering", ["Parts in order", "Parts to be joined"]),
        ("kind=fillin&responsibility=testing&level=mid", ["Without tags"]),
        ("minutes=5", ["Text in a page"]),
        ("proof=predicates", ["What holds of markup"]),
        ("proof=permutations&kind=ordering", ["Parts to be joined"]),
    ],
)
def test_filters_find_and_stay_chosen(ann, asked, found):
    page = ann.get(f"{HERE}?{asked}")
    assert sorted(titles(page)) == found
    chosen = [one["value"] for one in page.soup.select("option[selected]")]
    assert sorted(chosen) == sorted(pair.partition("=")[2] for pair in asked.split("&"))


def test_words_of_the_title_combine_with_filters(ann):
    page = ann.get(f"{HERE}?title=TAGS++text&level=mid")
    assert titles(page) == ["Text without tags", "Text between tags"]
    assert page.soup.select_one("#title")["value"] == "TAGS  text"
    assert "2 of 7 questions" in page.words()
    assert titles(ann.get(f"{HERE}?title=tags&responsibility=deployment")) == ["Text between tags"]


def test_each_choice_says_how_many_it_would_show(ann):
    page = ann.get(f"{HERE}?kind=ordering")
    for name, told in (
        ("responsibility", ["Any", "Testing (1)", "Documentation (1)"]),
        ("kind", ["Any", "One choice (1)", "Several choices (1)", "Ordering (2)", "Fill in (1)",
                  "What it prints (1)", "Marked lines (1)"]),
        ("proof", ["Any", "Events were observed (1)", "Every order was tried (1)"]),
    ):  # fmt: skip
        assert [one.get_text() for one in page.soup.select(f"#{name} option")] == told


def test_pages_follow_one_another_and_keep_what_is_asked(ann, monkeypatch):
    monkeypatch.setattr(library, "PAGE", 2)
    seen, page = [], ann.get(f"{HERE}?responsibility=testing")
    while link := page.soup.select_one("a[rel=next]"):
        seen += titles(page)
        page = ann.get(link["href"])
        assert "5 of 7 questions" in page.words()
    assert [*seen, *titles(page)] == [
        "Parts to be joined", "Text in a page", "Text without tags", "What holds of markup",
        "Without tags",
    ]  # fmt: skip


def test_a_filter_that_finds_nothing_says_so_and_leads_back(ann):
    page = ann.get(f"{HERE}?level=senior")
    assert "No question fits" in page.words()
    assert len(titles(ann.get(page.soup.select_one(".empty a")["href"]))) == 7


@pytest.mark.parametrize(
    "asked",
    [
        "", "?", "?responsibility=&kind=&level=", "?kind=essay", "?level=%3Cscript%3E",
        "?responsibility=testing%27--", "?kind[]=single", "?colour=red", "?level=%FF",
        "?kind=" + "x" * 5000, "?minutes=3", "?proof=magic", "?after=x", f"?after={LIBRARY}",
        "?title=", "?title=%20%09",
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
        "Proved on markupsafe 3: what was observed is the key, and no other option.",
        "Fair for its level. A developer who is just at this level is expected to earn 50 %",
        "Published, version 1",
        "Flask developer, mid level",
        WHY,
    ):
        assert told in words
    assert page.soup.select_one("h1").get_text() == "Text without tags"
    assert words.index("As a candidate sees it") < words.index("Key For those")
    verdicts = [row.select_one("td").get_text() for row in page.soup.select("tbody tr")]
    assert verdicts == ["Wrong", "Right", "Wrong"]
    assert page.soup.select_one(".stem code").get_text() == "Markup('<b>a</b> b').striptags()"


def test_the_candidates_part_of_the_page_does_not_tell_the_key(ann):
    for proof in SHIPPED:
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


def test_lines_that_are_marked_stand_one_by_one(ann):
    lines = opened(ann, "Text in a page").soup.select(".card .numbered li")
    assert [line.get_text() for line in lines] == GOOD["exploits"][2]["given/views.py"].splitlines()


def test_a_shown_program_is_coloured_without_styles(ann):
    page = opened(ann, "Text between tags")
    assert page.soup.select_one(".stem .highlight span.kn").get_text() == "from"
    assert page.soup.select("[style]") == []


@pytest.mark.parametrize(
    "rest", ["/1", "/x/y", f"/{LIBRARY}", f"/{LIBRARY}/%00", f"/{LIBRARY}/{LIBRARY}"]
)
def test_an_address_of_nothing_is_a_404(ann, rest):
    assert ann.get(HERE + rest).status == 404
