"""Practice and the check of browser and line: they help, and leave nothing behind."""

import re

import pytest

from assay.bank.answers import SHAPES
from assay.bank.content import KINDS
from assay.core import clock
from assay.testroom import practice_items
from assay.testroom.browsers import OLDEST, is_old
from tests.sittings.situation import AT, CONTENTS, OPTIONS, Situation
from tests.testroom.chair import Chair
from tools import words

EVERY = [
    *CONTENTS,
    (
        "matching",
        {"rows": [{"id": "1", "text": "One"}, {"id": "2", "text": "Two"}], "options": OPTIONS},
        {"pairs": {"1": "a", "2": "b"}},
    ),
    ("hotspot", {"files": [{"name": "a.py", "text": "a\nb\n"}], "most": 1}, {"lines": ["1"]}),
    ("code", {"entry": "a", "files": [{"name": "a.py", "text": "", "editable": True}]}, {}),
    ("freetext", {"words": 50}, {}),
]
RIGHT = [
    ({"choice": "c"}, "Tuesday"),
    ({"choices": ["a", "d"]}, "Green Blue"),
    (
        {"place-a": "2", "place-b": "4", "place-c": "1", "place-d": "3"},
        "An ant A cat A horse A whale",
    ),
    ({"text": "7"}, "7"),
    ({"pair-1": "b", "pair-2": "c", "pair-3": "a"}, "Dog → Puppy Cow → Calf Cat → Kitten"),
    ({"lines": ["3"]}, "Line 3"),
    ({"file:greeting.py": "def greet():\n    return 1\n"}, "def greet"),
    ({"text": "At a desk."}, "Anything that you like"),
]


class Whole(Situation):
    contents = EVERY


@pytest.fixture
def room(app):
    with Whole(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


@pytest.mark.parametrize("position", range(1, 9))
def test_each_way_to_answer_can_be_tried_and_leaves_no_trace(chair, room, position):
    given, right = RIGHT[position - 1]
    page = chair.get(f"{room.link}/practice/{position}")
    assert page.heading == f"Practice {position} of 8"
    assert not page.soup.select("#told")
    before = room.everything()
    for _ in range(2):
        page = chair.press(page, "#answer", **given)
        assert page.status == 200
        told = " ".join(page.soup.select_one("#told").get_text(" ").split())
        assert told.startswith("You gave ")
        assert right in told.partition("Right is")[2]
    assert room.everything() == before
    assert not chair.cookies


def test_what_was_given_stands_in_the_form_and_beside_what_is_right(chair, room):
    page = chair.press(chair.get(f"{room.link}/practice/1"), "#answer", choice="b")
    assert [box["value"] for box in page.soup.select("input[checked]")] == ["b"]
    told = " ".join(page.soup.select_one("#told").get_text(" ").split())
    assert told == "You gave Wednesday Right is Tuesday"


def test_no_answer_is_said_to_be_none(chair, room):
    page = chair.press(chair.get(f"{room.link}/practice/2"), "#answer")
    assert "You gave No answer" in " ".join(page.soup.select_one("#told").get_text(" ").split())


def test_what_is_no_answer_is_refused_as_in_the_room(chair, room):
    page = chair.press(
        chair.get(f"{room.link}/practice/3"), "#answer",
        **{"place-a": "1", "place-b": "1", "place-c": "2", "place-d": "3"},
    )  # fmt: skip
    assert (page.status, "a place of its own" in page.words()) == (422, True)


def test_only_the_ways_that_the_paper_asks_for_are_practised(app):
    with Situation(app) as room, clock.frozen(AT):
        chair = Chair(room)
        assert chair.get(f"{room.link}/practice/4").heading == "Practice 4 of 4"
        for position in (0, 5, 99):
            assert chair.get(f"{room.link}/practice/{position}").location == room.link


def test_before_the_paper_is_drawn_there_is_nothing_to_practise(app):
    with Situation(app, has_paper=False) as room, clock.frozen(AT):
        assert Chair(room).get(f"{room.link}/practice/1").location == room.link


def test_every_kind_there_is_has_its_practice():
    for kind in KINDS:
        (item,) = practice_items.for_kinds([kind])
        assert SHAPES[item.content.kind] == SHAPES[kind]
        assert list(item.right) == [SHAPES[kind]]


def test_the_practice_is_in_no_bank(room):
    kept = str(room.everything())
    assert not [item for item in practice_items.ITEMS.values() if item.content.stem in kept]


def save(chair, room, **told):
    token = chair.get(f"{room.link}/check").soup.select_one("#check")["data-token"]
    fields = {"csrf_token": token, "value": "x" * 20_000, **told}
    return chair.client.put(f"{room.link}/check", data=fields, base_url=chair.base_url)


def test_a_save_of_the_check_comes_through_and_is_forgotten(chair, room):
    before = room.everything()
    assert save(chair, room).status_code == 204
    assert save(chair, room, csrf_token="0" * 64).status_code == 403
    assert room.everything() == before


def test_without_a_script_the_check_says_what_to_look_at(chair, room):
    page = chair.get(f"{room.link}/check")
    assert page.soup.select_one("#verdict").text == "Look at these before you start:"
    assert len(page.soup.select("#advice li")) == 4


EDGE_18 = "Mozilla/5.0 (Windows NT 10.0) Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763"


@pytest.mark.parametrize(
    ("agent", "old"),
    [
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", True),
        (EDGE_18, True),
        ("Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 Chrome/108.0.0.0 Safari/537.36", True),
        ("Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36", False),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:114.0) Gecko/20100101 Firefox/114.0", True),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", False),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605 Version/15.6 Safari/605.1.15", True),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1", False),
        ("a reader that nobody knows", False),
        ("", False),
    ],
)
def test_an_old_browser_is_warned_and_not_turned_away(chair, room, agent, old):
    assert is_old(agent) == old
    chair.client.environ_base["HTTP_USER_AGENT"] = agent
    page = chair.get(room.link)
    assert page.status == 200
    assert ("This browser is very old" in page.words()) == old
    assert page.soup.select_one("#begin button")


def test_the_build_is_made_for_the_browsers_that_are_named():
    build = (words.ROOT / "web" / "assets" / "build.mjs").read_text("utf-8")
    named = dict(re.findall(r'"(chrome|firefox|safari)(\d+)"', build))
    assert named == {name: str(OLDEST[name.title()]) for name in ("chrome", "firefox", "safari")}
