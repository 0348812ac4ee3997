"""What staff say reaches the room: on the page without a script, by the next sign with one."""

import pytest

from assay.core import clock
from assay.core.db import reading, transaction
from assay.sittings import board, messaging
from tests.sittings.situation import AT, SECOND, Situation
from tests.testroom.chair import Chair
from tests.testroom.test_beats import beat

ENDS = "2026-01-05T10:00:00.000+00:00"
WORDS = "Go on after the alarm.\n<script>alert(1)</script>"


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    chair = Chair(room)
    chair.start()
    beat(chair, told=0)
    return chair


def say(room, text=WORDS):
    with reading():
        assessment_id = board.assessment_of(room.sitting_id)
    with transaction():
        messaging.send(assessment_id, text, by=room.member, at=AT)


def told(chair, last, **more):
    return beat(chair, after=5 * SECOND, ends_at=ENDS, told=last, **more).json.get("messages")


def test_the_next_sign_brings_what_the_page_does_not_know(chair, room):
    assert told(chair, 0) is None
    say(room)
    assert told(chair, 0) == [
        {"number": 1, "text": WORDS, "sent_at": "2026-01-05T09:00:00.000+00:00"}
    ]
    assert told(chair, 1) is None
    say(room, "A second one.")
    assert [one["number"] for one in told(chair, 1)] == [2]


def test_a_page_that_knows_all_costs_no_more_than_before(chair, room):
    say(room)
    sign = {"after": 5 * SECOND, "ends_at": ENDS}
    assert room.statements(lambda: beat(chair, **sign, told=1)) == []
    assert room.statements(lambda: beat(chair, **sign, told=0)) != []


@pytest.mark.parametrize("last", [None, -1, "1", 1.5, True, 2**15, [], 10**30])
def test_a_page_that_says_something_else_is_told_all(chair, room, last):
    say(room)
    assert [one["number"] for one in told(chair, last)] == [1]


@pytest.mark.parametrize("path", ["/sit/room/1", "/sit/review"])
def test_it_stands_on_the_page_as_text_with_its_time(chair, room, path):
    box = chair.get(path).soup.select_one("#messages")
    assert (box.has_attr("hidden"), box["data-told"]) == (True, "0")
    say(room)
    box = chair.get(path).soup.select_one("#messages")
    assert (box.has_attr("hidden"), box["data-told"]) == (False, "1")
    assert box.select_one("li p").get_text() == WORDS
    assert box.select_one("script") is None
    assert "10:00" in box.select_one("time").get_text()


def test_what_is_said_in_another_room_is_not_said_here(chair, room, app):
    other = Situation(app)
    assert other.organisation_id != room.organisation_id
    assert told(chair, 0) is None
