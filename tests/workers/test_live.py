"""The live service as a process of its own: who may listen, what is told, what it bears."""

import json
import time
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
import websocket
from redis import Redis

from assay.app import create_app
from assay.core import clock
from assay.core.db import transaction
from assay.events.post import News
from assay.sittings import actions as sittings
from assay.sittings import queries
from assay.tenancy.scope import scope
from assay.testroom.ticket import COOKIE, TicketOffice
from tests.populated import populate
from tests.visitor import Visitor
from tests.workers.conftest import process
from tools.stack import free_port
from workers.live import seats, serve
from workers.news import ring

ORIGIN = "http://localhost"


class Socket:
    """A browser's, spoken by hand: Engine.IO 4 and Socket.IO 5, a line each."""

    def __init__(self, port, path, *, cookie=None, origin=ORIGIN, auth=None):
        address = f"ws://127.0.0.1:{port}{path}?EIO=4&transport=websocket"
        self.line = websocket.create_connection(address, cookie=cookie, origin=origin, timeout=20)
        assert self.line.recv().startswith("0")
        self.line.send("40" + (json.dumps(auth) if auth is not None else ""))
        self.answer = self.line.recv()

    @property
    def is_in(self):
        return self.answer.startswith("40")

    def hears(self, seconds=3.0):
        """Is it told to look, so soon?"""
        self.line.settimeout(seconds)
        try:
            return self.line.recv() == '42["look"]'
        except websocket.WebSocketTimeoutException:
            return False

    def is_closed(self, seconds=5.0):
        self.line.settimeout(seconds)
        try:
            while self.line.recv():
                pass
        except websocket.WebSocketTimeoutException:
            return False
        except (websocket.WebSocketException, OSError):
            return True
        return True


class Service:
    def __init__(self, port, told):
        self.port, self.told = port, told
        self.redis = Redis.from_url(told.redis_url)
        self.open = []

    def candidate(self, made, stage="sitting", *, generation=1, **more):
        sitting = Ticketed(made.organisation_id, made.sittings[stage], generation)
        return self.socket("/sit/live/", cookie=sitting.cookie(self.told), **more)

    def member(self, cookie, made, assessment=0, **more):
        told = {"slug": made.slug, "assessment": str(made.assessments[assessment])}
        return self.socket("/o/live/", cookie=cookie, **{"auth": told, **more})

    def socket(self, path, **more):
        self.open.append(Socket(self.port, path, **more))
        return self.open[-1]

    def tell(self, made, **ids):
        payload = {name: str(value) for name, value in ids.items()}
        ring(self.redis, self.told, [News(made.organisation_id, payload)])

    def health(self):
        return httpx.get(f"http://127.0.0.1:{self.port}/healthz").json()

    def close(self):
        for one in self.open:
            one.line.shutdown()
        self.open.clear()


class Ticketed:
    def __init__(self, organisation_id, sitting_id, generation):
        self.organisation_id, self.id, self.generation = organisation_id, sitting_id, generation

    def cookie(self, settings):
        signer = TicketOffice(settings)._signer
        told = [str(self.organisation_id), str(self.id), self.generation]
        return f"{COOKIE}={signer.sign(told)}"


@pytest.fixture(scope="module")
def emptied(clear):
    yield
    clear()


@pytest.fixture(scope="module")
def app(settings_in, emptied, tmp_path_factory):
    settings = settings_in(tmp_path_factory.mktemp("live"))
    return create_app(replace(settings, redis_prefix=f"{settings.redis_prefix}.{uuid4().hex[:8]}"))


@pytest.fixture(scope="module")
def ours(app):
    return populate(app, "Northwind")


@pytest.fixture(scope="module")
def theirs(app):
    return populate(app, "Bluefjord")


@pytest.fixture(scope="module")
def running(app, ours, theirs):
    """One process for all tests of this module, and what it needs to be reached."""
    told, port = app.extensions["assay"].settings, free_port()
    with process(told, "workers.live", "--bind", f"127.0.0.1:{port}") as running:
        for line in running.stdout:
            if "hears what happens" in line:
                break
        service = Service(port, told)
        yield service
        service.redis.close()


@pytest.fixture
def service(running):
    yield running
    running.close()


def signed_in(app, made, role="recruiter"):
    visitor = Visitor(app)
    visitor.sign_in(made.email(role))
    return "assay_session=" + visitor.client.get_cookie("assay_session", path="/o").value


def test_a_candidate_hears_of_their_own_sitting_and_of_no_other(service, ours, theirs):
    mine, other = service.candidate(ours), service.candidate(theirs)
    assert (mine.is_in, other.is_in) == (True, True)
    service.tell(ours, sitting_id=ours.sittings["sitting"])
    assert mine.hears()
    assert not other.hears(0.5)


def test_a_message_is_heard_by_those_it_was_for(service, ours, theirs):
    mine, other = service.candidate(ours), service.candidate(theirs)
    service.tell(ours, message_id=ours.message_id)
    assert mine.hears()
    assert not other.hears(0.5)


@pytest.mark.parametrize(
    "cookie",
    [None, f"{COOKIE}=", f"{COOKIE}=WyJhIl0.forged", f"{COOKIE}={'x' * 5000}"],
)
def test_without_a_ticket_of_ours_nobody_comes_in(service, cookie):
    assert service.socket("/sit/live/", cookie=cookie).answer == '44{"message":"not here"}'


def test_a_ticket_that_mixes_organisations_or_is_an_older_one_opens_nothing(service, ours, theirs):
    mixed = Ticketed(ours.organisation_id, theirs.sittings["sitting"], 1).cookie(service.told)
    assert not service.socket("/sit/live/", cookie=mixed).is_in
    assert not service.candidate(ours, generation=2).is_in
    assert not service.candidate(ours, "done").is_in


def test_a_member_hears_of_the_boards_that_they_may_see(service, ours, theirs, app):
    board = service.member(signed_in(app, ours), ours)
    assert board.is_in
    service.tell(theirs, sitting_id=theirs.sittings["sitting"])
    assert not board.hears(0.5)
    service.tell(ours, sitting_id=ours.sittings["sitting"])
    assert board.hears()


def test_a_member_may_not_listen_elsewhere(service, ours, theirs, app):
    recruiter, manager, author = (
        signed_in(app, ours, role) for role in ("recruiter", "hiring_manager", "author")
    )
    mixed = {"slug": ours.slug, "assessment": str(theirs.assessments[0])}
    refused = [
        service.member(None, ours),
        service.member(recruiter, theirs),
        service.member(recruiter, ours, auth=mixed),
        service.member(manager, ours, 1),
        service.member(author, ours),
        *(
            service.member(recruiter, ours, auth=odd)
            for odd in (None, [], "x", {"slug": ours.slug})
        ),
    ]
    assert [one.answer for one in refused] == ['44{"message":"not here"}'] * len(refused)
    assert service.member(manager, ours).is_in


def test_who_has_signed_out_comes_in_no_more(service, ours, app):
    visitor = Visitor(app)
    visitor.sign_in(ours.email("recruiter"))
    cookie = "assay_session=" + visitor.client.get_cookie("assay_session", path="/o").value
    assert service.member(cookie, ours).is_in
    visitor.sign_out()
    assert not service.member(cookie, ours).is_in


def test_the_cookie_of_one_door_opens_nothing_at_the_other(service, ours, app):
    member = signed_in(app, ours)
    assert not service.socket("/sit/live/", cookie=member).is_in
    ticket = Ticketed(ours.organisation_id, ours.sittings["sitting"], 1).cookie(service.told)
    assert not service.member(ticket, ours).is_in


def test_a_page_of_another_origin_is_refused(service, ours):
    with pytest.raises(websocket.WebSocketBadStatusException):
        service.candidate(ours, origin="https://evil.example")


@pytest.mark.parametrize("path", ["/", "/live/", "/o/x", "/sit/room/1", "/o/account/login"])
def test_nothing_else_is_served_here(service, path):
    assert httpx.get(f"http://127.0.0.1:{service.port}{path}").status_code == 404


def test_there_is_no_way_in_but_by_a_socket(service):
    address = f"http://127.0.0.1:{service.port}/sit/live/"
    told = {"EIO": "4", "transport": "polling"}
    assert httpx.get(address, params=told).status_code == 400
    assert httpx.post(address, params=told, content="40").status_code == 400


def test_who_says_too_much_is_shown_out_and_others_stay(service, ours):
    loud, quiet = service.candidate(ours), service.candidate(ours)
    loud.line.send("42" + json.dumps(["x", "y" * (2 * serve.MOST_BYTES)]))
    assert loud.is_closed()
    service.tell(ours, sitting_id=ours.sittings["sitting"])
    assert quiet.hears()


def test_whatever_a_browser_says_nobody_else_hears_it(service, ours):
    one, other = service.candidate(ours), service.candidate(ours)
    for words in (
        '["look"]',
        '["join","board:x"]',
        '["connect"]',
        '["disconnect"]',
        "[]",
        "nonsense",
    ):
        one.line.send("42" + words)
    assert not other.hears(0.7)


def test_the_oldest_socket_of_a_sitting_makes_room_for_the_newest(service, ours):
    sockets = [service.candidate(ours) for _ in range(seats.TABS + 1)]
    assert all(one.is_in for one in sockets)
    assert sockets[0].is_closed()
    service.tell(ours, sitting_id=ours.sittings["sitting"])
    assert [one.hears() for one in sockets[1:]] == [True] * seats.TABS


def test_news_of_what_is_not_there_is_let_go(service, ours):
    mine = service.candidate(ours)
    board = {"sitting_id": uuid4()}
    service.tell(ours, **board)
    service.tell(ours, message_id=uuid4())
    service.redis.publish(f"{service.told.redis_prefix}:live", "no news at all")
    service.tell(ours, sitting_id=ours.sittings["sitting"])
    assert mine.hears(10)


def test_it_says_how_it_is_and_forgets_who_has_left(service, ours):
    mine = service.candidate(ours)
    assert service.health()["news"] is True
    before = service.health()["sockets"]
    mine.line.shutdown()
    deadline = time.monotonic() + 20
    while service.health()["sockets"] >= before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert service.health()["sockets"] < before


def test_a_sitting_that_ends_is_told_and_lets_nobody_in_again(service, ours, app):
    mine = service.candidate(ours)
    with app.app_context(), scope(ours.organisation_id), transaction():
        sittings.submit(ours.sittings["sitting"], at=clock.now())
        assert queries.by_id(ours.sittings["sitting"]).state == "submitted"
    service.tell(ours, sitting_id=ours.sittings["sitting"])
    assert mine.hears()
    assert not service.candidate(ours).is_in
