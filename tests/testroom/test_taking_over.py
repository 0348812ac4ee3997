"""A browser that had the sitting before takes it over again, by its cookie of then."""

from uuid import uuid4

import pytest

from assay.core import clock
from assay.core.db import reading, transaction
from assay.invitations import actions as invitations
from assay.invitations.models import Invitation
from assay.sittings import queries, readdressing
from assay.tenancy import entrances
from assay.tenancy.queries import fetch
from tests.sittings.situation import AT, HOUR, Situation
from tests.testroom.chair import Chair

ELSEWHERE = "Your assessment goes on elsewhere"


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def laptop(room):
    chair = Chair(room)
    chair.start()
    return chair


@pytest.fixture
def phone(room, laptop):
    """Has taken over by the mail's link."""
    chair = Chair(room)
    chair.press(chair.get(room.link), "/continue")
    return chair


def generation(room):
    with reading():
        return queries.by_id(room.sitting_id).generation


def test_the_older_browser_takes_over_and_the_other_stops(room, laptop, phone):
    assert laptop.put(1, {"choice": "a"}, seq=1).json["error"] == "taken_over"
    page = laptop.get("/sit/room/1")
    assert (page.status, page.heading) == (404, ELSEWHERE)
    assert laptop.press(page, "/sit/continue").heading == "Question 1"
    assert laptop.put(1, {"choice": "a"}, seq=1).status_code == 200
    assert phone.put(1, {"choice": "b"}, seq=2).json["error"] == "taken_over"
    noted = sorted(room.noted(room.sitting_id))
    assert noted == ["sitting.resume", "sitting.resume", "sitting.start"]


def test_after_a_newer_link_an_older_cookie_takes_nothing_over(room, laptop, phone):
    offered = laptop.get("/sit/room/1")
    with transaction():
        entrances.revoke("sit", room.invitation_id)
    assert laptop.press(offered, "/sit/continue").heading == ELSEWHERE
    assert generation(room) == 2
    refused = laptop.get("/sit/room/1")
    assert refused.heading == ELSEWHERE
    assert refused.soup.select("form[action$='/sit/continue']") == []


@pytest.fixture
def corrected(room):
    """The address was put right an hour before, and another letter went there."""
    with clock.frozen(AT - HOUR), transaction():
        readdressing.readdress(room.invitation_id, "cai@elsewhere.example", by=room.member)
        room.token = invitations.mint_link(room.invitation_id)
    return room


def test_a_link_that_was_closed_before_the_start_takes_nothing_from_who_sits(
    corrected, laptop, phone
):
    page = laptop.get("/sit/room/1")
    assert page.heading == ELSEWHERE
    assert laptop.press(page, "/sit/continue").heading == "Question 1"
    assert laptop.put(1, {"choice": "a"}, seq=1).status_code == 200


def test_by_the_link_of_the_wrong_address_nobody_comes_in(room):
    wrong = room.link
    with clock.frozen(AT - HOUR), transaction():
        readdressing.readdress(room.invitation_id, "cai@elsewhere.example", by=room.member)
    assert Chair(room).get(wrong).heading == "There is a newer link"


def test_a_link_by_hand_that_is_closed_speaks_of_no_mail(room):
    with transaction():
        fetch(Invitation, room.invitation_id).handout_id = uuid4()
    closed = room.link
    with clock.frozen(AT - HOUR), transaction():
        readdressing.readdress(room.invitation_id, "cai@elsewhere.example", by=room.member)
    page = Chair(room).get(closed)
    assert (page.status, page.heading) == (410, "This link is closed")
    assert "No mail with another was sent to you. Please ask whoever gave you" in page.words()
    with transaction():
        another = invitations.copy_link(room.invitation_id, by=room.member)
    assert Chair(room).get(closed).heading == "This link is closed"
    assert Chair(room).get(f"/sit/i/{another}").status == 200


def test_without_a_cookie_nobody_takes_over(room, laptop):
    stranger = Chair(room)
    assert stranger.client.post("/sit/continue", base_url="http://localhost").status_code == 404
    assert generation(room) == 1
