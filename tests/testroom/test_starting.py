"""POST /sit/i/<token>/start: the short-cut and the view behind it give one answer."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from assay.accounts import actions as accounts
from assay.audit.queries import entries_about
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.invitations.models import Candidate
from assay.sittings import queries
from assay.tenancy.policies import Policy
from assay.testroom import fast
from assay.testroom.pressing import FORM, MOST_BYTES
from tests.sittings.situation import AT, MINUTE, Situation
from tests.testroom.chair import Chair

OWN = {"Set-Cookie", "X-Request-Id", "Content-Length", "Content-Type"}
"""Of each answer alone; and what a body needs, which the short-cut leaves out."""
ODD = {
    "a field more": [("more", "1")],
    "a field twice": [("agree", "yes")],
    "a large form": [("agree", "y" * MOST_BYTES)],
}
MORE = {
    "a signed number": {"notice": "+1"},
    "no number": {"policy": "x"},
    "another notice": {"notice": "7"},
    "no box": {"agree": ""},
    "another word": {"agree": "ja"},
    "a sign that is none": {"agree": "\udcff"},
}


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def chair(room):
    return Chair(room)


@pytest.fixture(params=["short-cut", "view"])
def way(request, monkeypatch):
    """Both ways: with the short-cut, and with all starts left to Flask's view."""
    if request.param == "view":
        monkeypatch.setattr(fast.ShortCut, "_start", lambda *_: None)
    return request.param


def form(chair):
    """The fields of the page that starts, its box ticked."""
    page = chair.get(chair.room.link).soup.select_one("form[action$='/start']")
    hidden = {box["name"]: box["value"] for box in page.select("input[type=hidden]")}
    return {**hidden, "agree": "yes"}


def press(chair, fields, **headers):
    """The answer to Start, as a browser sends it; `fields` may hold one twice."""
    body = urlencode(fields, errors="surrogateescape").encode()
    return chair.client.post(
        f"{chair.room.link}/start", data=body, headers=headers, content_type=FORM,
        base_url=chair.base_url,
    )  # fmt: skip


def spoken(room):
    with reading():
        kept = queries.consent(room.invitation_id).language
        return kept, session.scalars(select(Candidate.language)).one()


def test_it_leads_into_the_room_with_a_cookie_that_opens_it(chair, way):
    answer = press(chair, form(chair))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sit/room/1")
    assert chair.get("/sit/room/1").status == 200


def test_both_ways_say_the_same_headers(app, monkeypatch):
    said = []
    for _ in range(2):
        with Situation(app) as room, clock.frozen(AT):
            chair = Chair(room)
            answer = press(chair, form(chair))
            (cookie,) = chair.cookies
            told = (cookie.key, cookie.path, cookie.http_only, cookie.same_site, cookie.max_age)
            others = sorted(one for one in answer.headers if one[0] not in OWN)
            said.append((answer.status_code, told, others))
        monkeypatch.setattr(fast.ShortCut, "_start", lambda *_: None)
    assert said[0] == said[1]


def test_the_language_is_the_one_that_was_chosen_here(chair, room, way):
    chair.client.set_cookie("assay_language", "es", path="/sit")
    press(chair, form(chair), **{"Accept-Language": "de"})
    assert spoken(room) == ("es", "es")


@pytest.mark.parametrize(
    ("asked", "ours"),
    [("de-AT,de;q=0.9,en;q=0.8", "de"), ("fr", "en"), ("", "en"), ("x" * 300 + ",es", "es")],
)
def test_else_it_is_the_one_that_the_browser_asks_for(chair, room, way, asked, ours):
    press(chair, form(chair), **{"Accept-Language": asked})
    assert spoken(room) == (ours, ours)


def test_what_is_written_down_carries_the_requests_id(chair, room, way):
    answer = press(chair, form(chair))
    room.find_sitting()
    with reading():
        (entry,) = entries_about("sitting", room.sitting_id)
    assert entry.request_id == answer.headers["X-Request-Id"]


def test_the_log_names_the_rule(chair, caplog, way):
    fields = form(chair)
    caplog.set_level(logging.INFO, "assay.access")
    press(chair, fields)
    assert [one.getMessage() for one in caplog.records] == ["POST /sit/i/<token>/start"]


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_form_that_is_not_ours_begins_nothing(chair, room, way, token):
    fields = {**form(chair), "csrf_token": token}
    before = room.everything()
    told = {name: value for name, value in fields.items() if value is not None}
    assert press(chair, told).status_code == 403
    assert room.everything() == before


def test_another_site_begins_nothing(chair, room, way):
    before = room.everything()
    answer = press(chair, form(chair), **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert room.everything() == before


def test_another_links_form_begins_nothing(app, chair, room, way):
    fields = form(chair)
    fields["csrf_token"] = app.extensions["assay.testroom"].extensions["assay.forgery"].token("no")
    assert press(chair, fields).status_code == 403


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_form_goes_the_long_way(chair, room, odd):
    fields = [*form(chair).items(), *ODD[odd]]
    assert room.statements(lambda: press(chair, fields))
    room.find_sitting()


@pytest.mark.parametrize("odd", MORE)
def test_a_form_that_says_something_else_is_the_views(chair, room, odd):
    fields = {**form(chair), **MORE[odd]}
    before = room.everything()
    assert room.statements(lambda: press(chair, fields))
    if odd != "a signed number":
        assert room.everything() == before


def test_a_policy_that_has_changed_is_the_views(chair, room):
    fields = form(chair)
    with transaction():
        accounts.settle_policy(Policy(keeps_days=90), by=room.member, at=AT)
    assert press(chair, fields).status_code == 422
    assert press(chair, form(chair)).status_code == 303


def test_once_more_is_the_same_sitting(chair, room, way):
    fields = form(chair)
    assert [press(chair, fields).status_code for _ in range(3)] == [303] * 3
    with clock.frozen(AT + MINUTE):
        assert press(chair, fields).headers["Location"] == "/sit/room/1"
    assert room.told() == ["SittingStarted"]


def test_six_at_once_are_all_let_in_to_one_sitting(chair, room, way):
    fields, gate = form(chair), Barrier(6)

    def one(_):
        gate.wait(10)
        return press(Chair(room), fields)

    with ThreadPoolExecutor(6) as tabs:
        answers = list(tabs.map(one, range(6)))
    assert [one.status_code for one in answers] == [303] * 6
    assert len({one.headers["Set-Cookie"].partition(";")[0] for one in answers}) == 1
    assert room.told() == ["SittingStarted"]
