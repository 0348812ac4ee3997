"""Pairs are matched and texts are written by plain forms; nothing that was typed is lost."""

import pytest

from assay.assessments import papers
from assay.bank import keys
from assay.bank.asked import LONGEST_IN_A_LIST
from assay.bank.content import to_json
from assay.core import clock
from assay.core.db import reading
from assay.sittings import queries as sittings
from assay.testroom.room import TOO_MANY_WORDS
from tests.bank.items import made, options
from tests.sittings.situation import AT, Situation
from tests.testroom.chair import Chair

PAIRS, COURSE, PROSE, LONG_PAIRS = 1, 2, 3, 4
TEXT = "Text from outside is escaped.\r\n\r\n<Markup> is not."
LONG = "A text of so many words that a folded list would cut it off"
WHOLE = {"pair-1": "b", "pair-2": "c", "pair-3": "a"}


@pytest.fixture
def room(app, tmp_path):
    told = {"a": 10, "b": "a b", "c": "<B>A</B> B", "d": "ab"}
    packages = (
        made(tmp_path, "matched"),
        made(tmp_path, "consequences", name="b"),
        made(tmp_path, "facts", name="c"),
        made(tmp_path, "matched", name="d", option=options("`10`", "`a b`", LONG, "`ab`", **told)),
    )
    room = Situation(app)
    room.contents = [
        (one.kind, to_json(one.content), keys.key_to_json(one.key)) for one in packages
    ]
    with room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    chair = Chair(room)
    chair.start()
    return chair


def stands(room, position):
    with reading():
        found = room.answer(position)
        return found and found.value


def send(chair, position, **fields):
    return chair.press(chair.get(f"/sit/room/{position}"), "#answer", go="1", **fields)


def lists(page):
    return {one["name"]: one for one in page.soup.select("select")}


def box(page):
    return page.soup.select_one("textarea[name=text]")


def test_each_row_has_a_list_of_its_own_that_its_text_names(chair):
    page = chair.get(f"/sit/room/{PAIRS}")
    named = {
        page.soup.select_one(f"label[for='{one['id']}']").get_text(strip=True): name
        for name, one in lists(page).items()
    }
    assert named == {"striptags()": "pair-1", "upper()": "pair-2", "len()": "pair-3"}
    told = [one["value"] for one in lists(page)["pair-1"].select("option")]
    assert told[0] == ""
    assert sorted(told[1:]) == [*"abcd"]
    assert "Some belong to none." in page.words()


def test_the_options_stand_in_the_papers_order(chair, room):
    with reading():
        paper_id = sittings.by_id(room.sitting_id).paper_id
        order = papers.question(paper_id, PAIRS).place.option_order
    page = chair.get(f"/sit/room/{PAIRS}")
    for one in lists(page).values():
        assert [option["value"] for option in one.select("option")][1:] == order


@pytest.mark.parametrize(
    ("fields", "pairs"),
    [(WHOLE, {"1": "b", "2": "c", "3": "a"}), ({"pair-1": "", "pair-2": "c"}, {"2": "c"})],
)
def test_pairs_are_saved_whole_or_in_part_and_stand_there_again(chair, room, fields, pairs):
    send(chair, PAIRS, **fields)
    assert stands(room, PAIRS) == {"pairs": pairs}
    page = chair.get(f"/sit/room/{PAIRS}")
    chosen = {name: one.select("option[selected]") for name, one in lists(page).items()}
    assert {
        name.removeprefix("pair-"): found[0]["value"] for name, found in chosen.items() if found
    } == pairs


def test_pairs_that_are_taken_back_are_no_answer(chair, room):
    send(chair, PAIRS, **WHOLE)
    send(chair, PAIRS, **dict.fromkeys(WHOLE, ""))
    assert stands(room, PAIRS) is None


def test_a_pair_of_something_else_is_sent_back(chair, room):
    page = send(chair, PAIRS, **{"pair-1": "z"})
    assert (page.status, stands(room, PAIRS)) == (422, None)
    assert "This is not one of the options." in page.words()


def test_long_options_are_shown_above_with_letters(chair):
    assert len(LONG) > LONGEST_IN_A_LIST
    assert chair.get(f"/sit/room/{PAIRS}").soup.select(".letters") == []
    page = chair.get(f"/sit/room/{LONG_PAIRS}")
    shown = [one.get_text(strip=True) for one in page.soup.select(".letters li")]
    for one in lists(page).values():
        told = [option.get_text(strip=True) for option in one.select("option")][1:]
        assert told == [f"{letter}: {text}" for letter, text in zip("ABCD", shown, strict=True)]


def test_a_course_is_chosen_like_any_other_option(chair, room):
    page = chair.get(f"/sit/room/{COURSE}")
    assert len(page.soup.select("input[type=radio][name=choice]")) == 3
    send(chair, COURSE, choice="b")
    assert stands(room, COURSE) == {"choice": "b"}


def test_a_text_comes_back_as_it_was_written_with_its_words_counted(chair, room):
    page = chair.get(f"/sit/room/{PROSE}")
    assert "At most 120 words." in page.words()
    assert "0 of 120 words" in page.words()
    assert page.soup.select_one(f"label[for='{box(page)['id']}']").get_text() == "Your answer"
    assert "maxlength" not in box(page).attrs
    send(chair, PROSE, text=TEXT)
    assert stands(room, PROSE) == {"text": TEXT.replace("\r\n", "\n")}
    page = chair.get(f"/sit/room/{PROSE}")
    assert box(page).get_text().strip() == TEXT.replace("\r\n", "\n")
    assert "8 of 120 words" in page.words()


def test_a_text_of_too_many_words_is_saved_whole_and_the_page_says_so_once(chair, room):
    text = "so " * 130
    page = send(chair, PROSE, text=text)
    assert (page.status, stands(room, PROSE)) == (422, {"text": text})
    assert TOO_MANY_WORDS in page.words()
    assert "130 words; 120 are the most" in page.soup.select_one("#answer-words").get_text()
    assert box(page)["aria-invalid"] == "true"
    assert chair.press(page, "#answer", go="1", text=text).path == "/sit/room/1"


def test_a_text_that_is_too_long_to_be_kept_is_not_saved_and_not_lost(chair, room):
    text = "x" * 10_001
    page = send(chair, PROSE, text=text)
    assert (page.status, stands(room, PROSE)) == (422, None)
    assert "Give at most 10,000 characters." in page.words()
    assert box(page).get_text().strip() == text


def test_a_text_that_is_newer_elsewhere_stands_and_what_was_typed_is_given_back(chair, room):
    page = chair.get(f"/sit/room/{PROSE}")
    room.save(PROSE, {"text": "newer"}, at=AT)
    answer = chair.press(page, "#answer", go="1", text="mine & <only> mine")
    assert answer.status == 409
    assert answer.soup.select_one(".notice pre").text == "mine & <only> mine"
    assert box(answer).get_text().strip() == "newer"


@pytest.mark.parametrize(
    ("position", "value"), [(PAIRS, {"pairs": {"1": "b"}}), (PROSE, {"text": "One.\n\nTwo."})]
)
def test_a_script_saves_the_same(chair, room, position, value):
    assert chair.put(position, value, seq=1).status_code == 200
    assert stands(room, position) == value


def test_neither_key_nor_rubric_is_in_a_page(chair):
    for position in (PAIRS, COURSE, PROSE):
        page = chair.get(f"/sit/room/{position}").response.text
        for secret in ("documentation says", "things about it", "match"):
            assert secret not in page
