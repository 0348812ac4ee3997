"""Rooms and boards hear at once what happened, by a socket; without it, by the clock."""

import re
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from assay.app import create_app
from assay.core import clock
from assay.core.db import transaction
from assay.sittings import extending, messaging
from assay.tenancy.scope import scope
from tests.browser.test_axe import AXE, RULES, RUN
from tests.populated import populate
from tests.visitor import PASSWORD
from tests.workers.conftest import process
from tools.stack import free_port

SOON = 5000
"""Milliseconds, in which a thing is known of."""
NO_CLOCK = """(() => {
    const real = window.setTimeout;
    window.setTimeout = (work, ms, ...rest) => real(work, ms > 3900 ? 3600000 : ms, ...rest);
})()"""
"""Nothing happens by the clock that is not to happen within four seconds."""


@dataclass
class Site:
    app: Any
    house: Any
    address: str
    live: Any

    @contextmanager
    def inside(self):
        with self.app.app_context(), scope(self.house.organisation_id), transaction():
            yield self.house

    def extend(self, minutes):
        with self.inside() as house:
            extending.extend(
                house.sittings["sitting"], seconds=60 * minutes, by=house.by, at=clock.now()
            )

    def say(self, words):
        with self.inside() as house:
            messaging.send(house.assessments[0], words, by=house.by, at=clock.now())

    @property
    def board(self):
        return f"{self.address}/o/{self.house.slug}/assessments/{self.house.assessments[0]}/live"


@contextmanager
def served(app, port):
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    thread.join(10)
    server.server_close()


def started(running, word):
    for line in running.stdout:
        if word in line:
            return
    raise AssertionError(f"it never said {word!r}")


@pytest.fixture(scope="module")
def site(settings_in, roles, clear, tmp_path_factory):
    """The web, the live service, the relay, and what stands before them."""
    ours, web, live = free_port(), free_port(), free_port()
    settings = settings_in(tmp_path_factory.mktemp("live"))
    prefix = f"{settings.redis_prefix}.{uuid4().hex[:8]}"
    settings = replace(settings, base_url=f"http://localhost:{ours}", redis_prefix=prefix)
    app = create_app(settings)
    with ExitStack() as up:
        up.callback(clear)
        house = populate(app, "Northwind")
        up.enter_context(served(app, web))
        ports = [f"127.0.0.1:{port}" for port in (ours, web, live)]
        sockets = up.enter_context(process(settings, "workers.live", "--bind", ports[2]))
        told = replace(settings, relay_database_url=roles.relay)
        relay = up.enter_context(process(told, "workers.relay"))
        pairs = zip(("--bind", "--web", "--live"), ports, strict=True)
        options = [word for pair in pairs for word in pair]
        front = up.enter_context(process(settings, "tools.front", *options))
        for running, word in (
            (sockets, "hears what happens"),
            (relay, "listening"),
            (front, "ready"),
        ):
            started(running, word)
        yield Site(app, house, settings.base_url, sockets)


@pytest.fixture
def tab(chromium):
    """tab(clock=False): a page whose script does nothing by the clock."""
    with ExitStack() as open_ones:

        def tab(*, clock=True, **options):
            context = chromium.new_context(reduced_motion="reduce", **options)
            open_ones.callback(context.close)
            context.set_default_timeout(20_000)
            if not clock:
                context.add_init_script(NO_CLOCK)
            page = context.new_page()
            page.sockets = []
            page.wrong = []
            page.on("websocket", lambda one: page.sockets.append(one))
            page.on(
                "console",
                lambda said: "Content Security" in said.text and page.wrong.append(said.text),
            )
            return page

        yield tab


def listens(page):
    """Wait until the page's socket was let in."""
    for _ in range(200):
        if page.sockets and page.evaluate("document.documentElement.dataset.live") == "heard":
            return
        page.wait_for_timeout(50)
    raise AssertionError("no socket was let in")


def in_the_room(page, site):
    page.goto(f"{site.address}/sit/i/{site.house.tokens['sitting']}")
    page.get_by_role("button", name="Go on here").click()
    page.wait_for_url("**/sit/room/*")
    return page


def at_the_board(page, site):
    page.goto(f"{site.address}/o/account/login")
    page.get_by_label("E-mail").fill(site.house.email("recruiter"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/o/**")
    page.goto(site.board)
    return page


def test_more_time_and_a_message_arrive_by_the_socket_alone(site, tab):
    page = in_the_room(tab(clock=False), site)
    listens(page)
    page.wait_for_timeout(1500)  # the page's first sign of life is given
    site.extend(10)
    expect(page.locator("#extended")).to_contain_text("by 10 minutes", timeout=SOON)
    site.say("Go on after the <b>alarm</b>.")
    last = page.locator("#messages li").last
    expect(last.locator("p")).to_have_text("Go on after the <b>alarm</b>.", timeout=SOON)
    expect(page.locator("#said")).to_contain_text("Message from Northwind Robotics: Go on after")
    page.evaluate(AXE)
    assert page.evaluate(RUN, RULES) == []
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url(re.compile(r"room/\d+$|review"))
    expect(page.locator("#messages li").last).to_contain_text("Go on after")
    assert page.wrong == []


def test_the_board_hears_at_once_and_keeps_ones_place(site, tab):
    page = at_the_board(tab(clock=False), site)
    listens(page)
    before = page.locator("tbody td[data-label='Time left']").inner_text()
    link = page.get_by_role("link", name="Message to Sitting Northwind")
    link.focus()
    site.extend(30)
    expect(page.locator("tbody td[data-label='Time left']")).not_to_have_text(before, timeout=SOON)
    assert page.evaluate("document.activeElement.textContent") == "Message to Sitting Northwind"
    page.keyboard.press("Enter")
    page.wait_for_url("**#message")
    expect(page.get_by_label("To", exact=True)).to_have_value(str(site.house.sittings["sitting"]))
    page.get_by_label("Message", exact=True).fill("A word to you alone")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#board-sent li").first).to_contain_text("A word to you alone")
    assert page.wrong == []


def test_who_holds_the_board_is_not_moved(site, tab):
    page = at_the_board(tab(clock=False), site)
    listens(page)
    page.get_by_label("Refresh by itself").uncheck()
    before = page.locator("#board-rows").inner_html()
    site.extend(5)
    page.wait_for_timeout(3000)
    assert page.locator("#board-rows").inner_html() == before
    page.get_by_label("Refresh by itself").check()
    expect(page.locator("tbody td[data-label='Time left']")).not_to_have_text(before, timeout=SOON)


def test_without_the_live_service_the_next_sign_of_life_brings_it(site, tab):
    """The last one: the service stays dead."""
    site.live.kill()
    site.live.wait(10)
    page = in_the_room(tab(), site)
    page.wait_for_timeout(1500)
    site.say("By the clock.")
    expect(page.locator("#messages li").last).to_contain_text("By the clock.", timeout=SOON + 1500)
    assert page.wrong == []
