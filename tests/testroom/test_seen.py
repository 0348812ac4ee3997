"""A question is seen as a form leaves it, or by the script's word; looking alone is not kept."""

import pytest

from assay.core import clock
from assay.core.db import reading
from assay.sittings import queries
from assay.sittings.timing import GRACE
from tests.sittings.situation import AT, HOUR, SECOND, Situation
from tests.testroom.chair import Chair


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


def seen(room):
    with reading():
        return queries.by_id(room.sitting_id).seen


def told(page, position):
    mark = page.soup.select_one(f"[data-question='{position}']")
    return mark.select_one("[data-answered]").text, "is-unseen" in mark["class"]


def say(chair, page, position):
    token = page.soup.select_one("#answer [name=csrf_token]")["value"]
    address = f"/sit/seen/{position}"
    return chair.client.post(address, data={"csrf_token": token}, base_url=chair.base_url)


def test_a_form_that_leaves_a_question_without_an_answer_has_seen_it(chair, room):
    page = chair.press(chair.start(), "#answer", go="3")
    assert seen(room) == [1]
    assert told(page, 1) == ("seen, not answered", False)
    assert told(page, 2) == ("not seen yet", True)
    assert told(page, 3) == ("seen, not answered", False)
    review = chair.get("/sit/review").soup.select(".reviewed li")
    assert [li.select(".tag")[-1].text for li in review[:2]] == ["Not answered", "Not seen yet"]


def test_a_flag_has_seen_it_too(chair, room):
    chair.start()
    chair.press(chair.get("/sit/room/4"), "#answer", to="/sit/flag/4", on="1")
    assert seen(room) == [4]


def test_the_scripts_word_is_kept_once_and_then_no_longer_asked_for(chair, room):
    page = chair.start()
    assert page.soup.select_one("#answer")["data-seen-url"] == "/sit/seen/1"
    for _ in range(2):
        assert say(chair, page, 1).status_code == 204
    assert seen(room) == [1]
    assert "data-seen-url" not in chair.get("/sit/room/1").soup.select_one("#answer").attrs


def test_what_is_answered_is_seen(chair, room):
    chair.start()
    room.save(2, {"choices": ["a"]}, at=AT)
    assert told(chair.get("/sit/room/1"), 2) == ("answered", False)


def test_a_place_that_the_paper_has_not_is_not_kept(chair, room):
    say(chair, chair.start(), 6)
    assert seen(room) == []


def test_after_the_end_nothing_is_seen(chair, room):
    page = chair.start()
    with clock.frozen(AT + HOUR + GRACE + SECOND):
        assert say(chair, page, 2).status_code == 204
    assert seen(room) == []
