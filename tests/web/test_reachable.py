"""No page is an island: each is reached by links and forms that somebody at a browser sees."""

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from assay.accounts.models import MEMBER_ROLES
from assay.app import create_app
from tests.accounts.operating import makes_an_operator
from tests.populated import carry, populate, stock_the_library
from tests.visitor import Page, Visitor

ELSEWHERE = {
    "accounts.nothing_yet": "where one lands who has signed in and is nobody's member",
    "health.healthz": "asked by the machine",
    "health.readyz": "asked by the machine",
    "live.rows": "asked by the page's script",
    "marking.show": "by taking an answer from the queue",
    "picker.index": "by the button of a draft's section",
    "previews.done": "by handing a preview in",
    "previews.review": "within a preview that was begun",
    "shared.ask": "by a link that is copied and sent",
    "security.change_email_confirm": "by a letter's link",
    "security.confirm_email": "by a letter's link",
    "security.mf_recovery": "a step of signing in",
    "security.reset_password": "by a letter's link",
    "security.send_confirmation": "by who has not confirmed the address yet",
    "security.tf_select": "a step of signing in",
    "security.two_factor_rescue": "a step of signing in",
    "security.two_factor_token_validation": "a step of signing in",
    "security.verify": "asked before a dangerous act",
    "security.wan_delete": "by a passkey's own button",
    "security.wan_signin": "a step of signing in",
    "security.wan_verify": "asked before a dangerous act",
}
"""Pages to which no other links, and how one comes there."""
LEAVES = "security.logout"
AS_MANY = 6
"""Addresses that are opened of each endpoint: enough for every state that is populated."""


@pytest.fixture(scope="module")
def house(settings_in, roles, database, clear, tmp_path_factory):
    app = create_app(settings_in(tmp_path_factory.mktemp("reachable")))
    stock_the_library(app)
    house = populate(app, "Northwind")
    carry(app, roles.relay, house)
    makes_an_operator(database, house.email("owner"))
    house.app = app
    yield house
    clear()


def shown(page):
    """Addresses of all that is fetched, or that can be followed or asked for, on the page."""
    for one in page.soup.select("a[href], link[href], img[src], [hx-get]"):
        yield one.get("href") or one.get("src") or one["hx-get"]
    for form in page.soup.select("form:not([method=post])"):
        yield form.get("action") or page.path
        yield from (button["formaction"] for button in form.select("[formaction]"))


def walk(app, visitor, start, found):
    """Go wherever the pages lead from here; each endpoint that is met is added to `found`."""
    adapter = app.url_map.bind("localhost")
    opened, ahead, seen = Counter(), [start], set()
    while ahead:
        address = ahead.pop(0)
        answer = visitor.client.get(address)
        if answer.location:
            ahead.append(answer.location)
        if answer.mimetype != "text/html":
            answer.close()
            continue
        page = Page(answer)
        for to in shown(page):
            parts = urlsplit(urljoin(f"http://localhost{address}", to))
            if parts.netloc != "localhost":
                continue
            try:
                endpoint, _ = adapter.match(parts.path, method="GET")
            except (HTTPException, RequestRedirect):
                continue
            found.add(endpoint)
            there = parts.path + (f"?{parts.query}" if parts.query else "")
            if endpoint == LEAVES or there in seen:
                continue
            seen.add(there)
            if opened[endpoint] < AS_MANY:
                opened[endpoint] += 1
                ahead.append(there)


def leads(app, house):
    found = set()
    walk(app, Visitor(app), "/o/", found)
    for role in MEMBER_ROLES:
        visitor = Visitor(app)
        visitor.sign_in(house.email(role))
        walk(app, visitor, f"/o/{house.slug}/", found)
    return found


def test_every_page_is_reached_from_another(house):
    found = leads(house.app, house)
    every = {rule.endpoint for rule in house.app.url_map.iter_rules() if "GET" in rule.methods}
    assert sorted(every - found - ELSEWHERE.keys()) == []
    assert sorted(ELSEWHERE.keys() - (every - found)) == []
