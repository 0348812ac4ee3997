"""Every address of the candidate's door: guarded, safe to look at, closed to strangers."""

import logging
from uuid import uuid4

import pytest
from flask import Response

from assay.core import clock
from assay.core.db import session
from assay.sittings.models import Sitting
from assay.testroom import fast
from assay.testroom.headers import SAFE
from assay.testroom.ticket import COOKIE, TicketOffice
from tests.sittings.situation import AT, Situation, elsewhere
from tests.testroom.chair import Chair

GUARDS = {
    "landing": "link", "start": "link", "resume": "link", "room": "sitting",
    "post_answer": "sitting", "put_answer": "sitting", "flag": "sitting", "clock": "sitting",
    "beat": "sitting", "comment": "sitting",
    "try_out": "sitting", "see": "sitting",
    "review": "sitting", "submit": "sitting", "done": "sitting", "lost": "public",
    "take_over": "former",
    "needs": "link", "ask_for": "link", "declining": "link", "decline": "link", "take_up": "link",
    "check": "link", "try_save": "link", "practise": "link", "practise_answer": "link",
    "browsers": "public",
    "onward": "sitting", "section": "sitting", "begin_section": "sitting", "leaving": "sitting",
    "leave_section": "sitting",
    "speak": "link", "speak_here": "sitting", "speak_in": "sitting",
    "join": "sign_up", "join_ask": "sign_up", "joined": "sign_up", "joining": "sign_up",
    "join_confirm": "sign_up", "join_speak": "sign_up", "join_style": "sign_up",
    "join_logo": "sign_up",
    "link_style": "link", "link_logo": "link", "style": "sitting", "logo": "sitting",
}  # fmt: skip
AFTER = {
    "receipt": "/receipt.txt", "result": "/result", "look_again": "/result/look-again",
    "more": "/more", "rate": "/more/rate", "erase": "/more/erase", "download": "/my-data.zip",
}  # fmt: skip
"""What opens by link and by cookie once the sitting is over."""


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def testroom(app):
    return app.extensions["assay.testroom"]


def test_every_route_wears_the_guard_that_is_written_here(testroom):
    worn = {name: getattr(view, "guard", None) for name, view in testroom.view_functions.items()}
    assert worn == GUARDS | dict.fromkeys(AFTER, "ended")


def test_the_short_cuts_routes_are_routes_of_the_app_with_the_same_guard(testroom):
    rules = {
        (method, rule.rule): rule.endpoint
        for rule in testroom.url_map.iter_rules()
        for method in rule.methods
    }
    for route in fast.ROUTES:
        endpoint = rules[(route.method, route.rule)]
        assert endpoint == route.endpoint
        assert testroom.view_functions[endpoint].guard == route.guard


def addresses(room):
    return [
        f"{room.link}/needs", f"{room.link}/decline", f"{room.link}/take-part",
        f"{room.link}/check", f"{room.link}/practice/1", "/sit/browsers",
        room.link, "/sit/room/1", "/sit/room/3", "/sit/clock", "/sit/review", "/sit/done", "/sit/",
        f"{room.link}/start", f"{room.link}/continue", "/sit/submit", "/sit/flag/1", "/sit/seen/1",
        "/sit/answers/1", "/sit/nowhere", "/sit/beat", "/sit/comment",
        f"{room.link}/language", "/sit/language",
        "/sit/language/1", "/sit/continue",
        "/sit/section", "/sit/section/1", "/sit/section/1/leave",
        *(before + path for before in ("/sit", room.link) for path in AFTER.values()),
    ]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("is_begun", [False, True])
def test_looking_changes_nothing(room, method, is_begun):
    chair = Chair(room)
    if is_begun:
        chair.start()
    before = room.everything()
    for path in addresses(room):
        chair.client.open(path, method=method, base_url="http://localhost")
    assert room.everything() == before


@pytest.mark.parametrize("field", [None, "", "0" * 64])
def test_a_form_without_our_token_changes_nothing(room, field):
    chair = Chair(room)
    chair.start()
    before = room.everything()
    paths = (
        "/sit/section/1",
        "/sit/section/1/leave",
        "/sit/room/1",
        "/sit/flag/1",
        "/sit/seen/1",
        "/sit/submit",
        f"{room.link}/continue",
    )
    for path in paths:
        told = {"choice": "a", "seq": "1", "key": "12345678", "on": "1"}
        answer = chair.client.post(
            path, data=told if field is None else {**told, "csrf_token": field}
        )
        assert answer.status_code == 403, path
    assert room.everything() == before


def test_one_candidates_form_token_is_nothing_to_another(app, room):
    chair = Chair(room)
    token = chair.start().token()

    def try_it(other):
        stranger = Chair(other)
        stranger.start()
        return stranger.client.post("/sit/submit", data={"csrf_token": token})

    assert elsewhere(app, try_it).status_code == 403


def test_the_cookie_is_ours_alone(room):
    chair = Chair(room)
    chair.start()
    (cookie,) = chair.cookies
    assert (cookie.key, cookie.path, cookie.http_only, cookie.same_site) == (
        COOKIE, "/sit", True, "Lax",
    )  # fmt: skip


def test_every_answer_is_uncached_unindexed_and_strict(room):
    chair = Chair(room)
    chair.start()
    for path in addresses(room):
        headers = chair.get(path).response.headers
        for name, value in SAFE:
            assert headers[name] == value, path


def test_no_page_names_another_host(room):
    chair = Chair(room)
    pages = [chair.get(room.link), chair.start(), chair.get("/sit/review")]
    for page in pages:
        for tag in page.soup.select("[src], link[href], form[action]"):
            where = tag.get("src") or tag.get("action") or tag.get("href")
            assert where.startswith(("/", "data:,")), tag


def test_the_links_token_is_in_no_log(room, caplog):
    caplog.set_level(logging.DEBUG)
    chair = Chair(room)
    chair.start()
    chair.get(room.link)
    chair.get("/sit/i/unknown-token-of-somebody")
    assert room.token not in caplog.text
    assert "unknown-token-of-somebody" not in caplog.text


def test_a_foreign_and_an_absent_sitting_look_the_same(app, room):
    office = TicketOffice(room.settings)
    absent, foreign = Response(), Response()
    room.start(at=AT)
    office.hand_out(absent, Sitting(organisation_id=room.organisation_id, id=uuid4(), generation=1))

    def of_another(other):
        sitting = other.start(at=AT)
        return Sitting(organisation_id=room.organisation_id, id=sitting.id, generation=1)

    office.hand_out(foreign, elsewhere(app, of_another))
    seen = set()
    for response in (absent, foreign):
        chair = Chair(room)
        signed = response.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        chair.client.set_cookie(COOKIE, signed, path="/sit")
        page = chair.get("/sit/room/1")
        seen.add((page.status, page.words()))
    assert len(seen) == 1
    assert page.status == 404


def test_the_room_asks_for_no_user(room):
    """The staff's sign-in costs the candidate nothing: no query of this door reads users."""
    chair = Chair(room)
    chair.start()
    said = room.statements(lambda: chair.get("/sit/room/1"))
    assert said
    assert not [one for one in said if " users" in one]
    session.rollback()
