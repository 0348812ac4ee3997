"""Signing in and out: who may, what the browser is given, what the audit keeps."""

from urllib.parse import quote, urlsplit

import pytest
from sqlalchemy import select

from assay.accounts import notes, queries
from assay.audit.actions import SYSTEM, record
from assay.audit.models import AuditEntry
from assay.core.db import reading, session, transaction
from assay.tenancy.scope import INSTALLATION, scope
from tests.visitor import PASSWORD, Visitor

AWAY = (
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "http://localhost@evil.example/",
)
"""Addresses that would lead to another host, or look as if they did not."""


def stays_here(location):
    """As a browser would read it, which takes a backslash for a slash."""
    return urlsplit(location.replace("\\", "/")).netloc in ("", "localhost")


@pytest.fixture
def visitor(app):
    """Ann has opened Northwind, and signed out."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    ann.sign_out()
    return ann


def audit(app):
    """(verb, actor's kind, whether about somebody) of the installation's stream, as written."""
    with app.app_context(), scope(INSTALLATION), reading():
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at)).all()
        return [(one.verb, one.actor_kind, one.subject_id is not None) for one in entries]


def test_one_signs_in_and_goes_straight_to_ones_only_organisation(visitor):
    page = visitor.sign_in("Ann@Northwind.example")
    assert page.location == "/o/?straight=1"
    assert visitor.then(page).location == "/o/northwind/"


def test_one_signs_out_and_is_asked_to_sign_in_again(visitor):
    visitor.sign_in("ann@northwind.example")
    assert visitor.sign_out().location == "/o/account/login"
    assert visitor.get("/o/northwind/").location.startswith("/o/account/login")


def test_one_comes_back_to_the_page_that_asked(visitor):
    asked = visitor.get("/o/northwind/members")
    assert asked.location == "/o/account/login?next=/o/northwind/members"
    page = visitor.fill(asked.location, email="ann@northwind.example", password=PASSWORD)
    assert page.location == "/o/northwind/members"


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_led_to_another_host(visitor, away):
    path = "/o/account/login?next=" + quote(away)
    page = visitor.fill(path, email="ann@northwind.example", password=PASSWORD)
    assert stays_here(page.location)
    assert visitor.get("/o/").status == 200


def test_a_wrong_password_and_an_unknown_address_look_the_same(visitor):
    wrong = visitor.sign_in("ann@northwind.example", "not my password")
    unknown = visitor.sign_in("nobody@northwind.example", "not my password")
    assert wrong.status == unknown.status
    assert "E-mail or password is wrong." in wrong.words()
    assert wrong.words() == unknown.words()


def test_the_audit_tells_who_came_went_and_failed(app, visitor):
    before = len(audit(app))
    visitor.sign_in("ann@northwind.example", "not my password")
    visitor.sign_in("nobody@northwind.example", "not my password")
    visitor.sign_in("ann@northwind.example")
    visitor.sign_out()
    assert audit(app)[before:] == [
        ("user.fail_sign_in", "system", True),
        ("user.fail_sign_in", "system", False),
        ("user.sign_in", "user", True),
        ("user.sign_out", "user", True),
    ]


def test_a_failure_is_kept_whatever_becomes_of_the_request(app):
    with app.app_context(), pytest.raises(ZeroDivisionError):
        _fails_and_breaks()
    assert audit(app) == [("user.fail_sign_in", "system", False)]


def _fails_and_breaks():
    with scope(INSTALLATION), transaction():
        record("user.sign_in", "user", None, actor=SYSTEM)
        notes.sign_in_failed(None)
        raise ZeroDivisionError


def test_the_session_stays_under_o_and_out_of_scripts(visitor):
    response = visitor.get("/o/account/login").response
    (cookie,) = response.headers.getlist("Set-Cookie")
    parts = set(cookie.split("; ")[1:])
    assert cookie.startswith("assay_session=")
    assert parts == {"HttpOnly", "Path=/o", "SameSite=Lax"}


def test_a_candidates_page_carries_no_session(visitor):
    visitor.sign_in("ann@northwind.example")
    sent = visitor.get("/sit/").response.request.headers.get("Cookie", "")
    assert "assay_session" not in sent


def test_sign_out_needs_a_post(visitor):
    visitor.sign_in("ann@northwind.example")
    assert visitor.get("/o/account/logout").status == 405
    assert visitor.get("/o/").status == 200


@pytest.mark.parametrize("path", ["/o/account/login", "/o/account/reset", "/o/open"])
def test_a_form_from_elsewhere_is_refused(visitor, path):
    page = visitor.post(path, email="ann@northwind.example", password=PASSWORD)
    assert page.status == 400
    assert "out of date" in page.words()


def test_a_forged_sign_out_is_asked_about_first(visitor):
    visitor.sign_in("ann@northwind.example")
    assert visitor.post("/o/account/logout").status == 400
    assert visitor.get("/o/").status == 200


def test_no_token_in_an_address_signs_anybody_in(app, visitor):
    with app.app_context():
        token = queries.user_by_email("ann@northwind.example").get_auth_token()
    assert visitor.get(f"/o/?auth_token={token}").location.startswith("/o/account/login")


def test_a_password_is_kept_as_argon2(app, visitor):
    with app.app_context():
        kept = queries.user_by_email("ann@northwind.example").password
    assert kept.startswith("$argon2id$")
