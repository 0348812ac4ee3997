"""Trying too often: by account before by address; and without Valkey too."""

import re
from dataclasses import replace

import pytest

from assay.app import create_app
from assay.web.limits import LIMITED
from tests.accounts.authenticator import Authenticator
from tests.accounts.letters import opened, path_in
from tests.accounts.second_factors import CHECK, gets_an_app
from tests.accounts.test_passkeys import adds, uses
from tests.visitor import PASSWORD, Visitor

ANN, BEA = "ann@northwind.example", "bea@northwind.example"
NEW = "another four words"


@pytest.fixture(scope="module")
def limited_app(settings_in, tmp_path_factory):
    settings = settings_in(tmp_path_factory.mktemp("limited"))
    return create_app(replace(settings, rate_limits=True))


@pytest.fixture
def limited(limited_app, cleared):
    """The app with its limits on; nobody has tried anything yet."""
    limited_app.extensions["assay.limiter"].reset()
    return limited_app


@pytest.fixture
def without_valkey(settings, cleared):
    return create_app(replace(settings, rate_limits=True, redis_url="redis://localhost:1/0"))


@pytest.fixture
def ann(limited):
    """The owner of Northwind, at a desk of hers."""
    ann = Visitor(limited)
    ann.open_organisation("Northwind", ANN)
    return ann


@pytest.fixture
def stranger(limited, ann):
    """Has guessed Ann's password until nothing went any more."""
    stranger = Visitor(limited)
    assert tries(stranger, ANN, 11)[-1] == 429
    return stranger


def tries(visitor, email, times):
    return [visitor.sign_in(email, "a wrong password").status for _ in range(times)]


def is_in(visitor):
    return visitor.get("/o/").status == 200


def test_the_eleventh_try_in_a_minute_waits(limited):
    assert tries(Visitor(limited), ANN, 11) == [200] * 10 + [429]


def test_the_page_says_when_to_try_again_and_what_is_open(limited):
    visitor = Visitor(limited)
    tries(visitor, ANN, 10)
    page = visitor.sign_in(ANN)
    seconds = int(page.response.headers["Retry-After"])
    assert 1 <= seconds <= 61
    assert re.search(rf"Try again in {seconds} seconds?\.", page.words())
    assert "a passkey, and the link in a letter" in page.words()


def test_another_account_at_the_same_address_does_not_wait(limited):
    visitor = Visitor(limited)
    tries(visitor, ANN, 11)
    assert tries(visitor, BEA, 1) == [200]


@pytest.mark.parametrize("spelt", ["ANN@northwind.example", " ann@NORTHWIND.example "])
def test_spelling_an_address_otherwise_does_not_help(limited, spelt):
    visitor = Visitor(limited)
    tries(visitor, ANN, 10)
    assert tries(visitor, spelt, 1) == [429]


def test_a_new_cookie_does_not_help(limited):
    assert [tries(Visitor(limited), ANN, 1) for _ in range(11)][-1] == [429]


def test_looking_at_the_page_is_not_counted(limited):
    visitor = Visitor(limited)
    assert {visitor.get("/o/account/login").status for _ in range(30)} == {200}


def test_letters_are_asked_for_three_times_a_minute(limited):
    visitor = Visitor(limited)
    asked = [visitor.fill("/o/account/reset", email=ANN).status for _ in range(4)]
    assert asked == [200, 200, 200, 429]


def test_strangers_do_not_hold_up_a_desk_where_she_signed_in_before(ann, stranger):
    assert stranger.sign_in(ANN).status == 429
    ann.sign_out()
    assert ann.sign_in(ANN).location == "/o/?straight=1"


def test_a_desk_of_hers_has_its_own_count(ann):
    ann.sign_out()
    assert tries(ann, ANN, 11) == [200] * 10 + [429]


def test_a_desk_is_known_for_its_own_account_only(limited, ann):
    Visitor(limited).open_organisation("Bluefjord", BEA)
    ann.sign_out()
    tries(Visitor(limited), BEA, 10)
    assert tries(ann, BEA, 1) == [429]


@pytest.mark.parametrize("value", ["", "x", "WyJhIiwiYiJd.x", "W10.x"])
def test_a_forged_desk_is_none(limited, ann, stranger, value):
    eve = Visitor(limited)
    eve.client.set_cookie("assay_known", value, path="/o/account")
    assert eve.sign_in(ANN).status == 429


def test_the_desks_cookie_names_nobody_and_stays_in_its_place(ann):
    ann.sign_out()
    answers = ann.sign_in(ANN).response.headers.getlist("Set-Cookie")
    (cookie,) = [one for one in answers if one.startswith("assay_known=")]
    assert {"HttpOnly", "Path=/o/account", "SameSite=Lax", "Max-Age=15552000"} <= set(
        cookie.split("; ")
    )
    assert "ann" not in cookie


def test_the_mailed_link_works_meanwhile_and_opens_the_door(limited, ann, stranger):
    elsewhere = Visitor(limited)
    elsewhere.fill("/o/account/reset", email=ANN)
    link = path_in(opened(limited, "new password")[-1][2], "/reset/")
    elsewhere.fill(link, password=NEW, password_confirm=NEW)
    assert elsewhere.sign_in(ANN, NEW).location == "/o/?straight=1"
    assert stranger.sign_in(ANN, NEW).status == 429


def test_a_passkey_works_meanwhile(limited, ann):
    key = adds(ann, Authenticator())
    tries(Visitor(limited), ANN, 11)
    elsewhere = Visitor(limited)
    uses(elsewhere, key)
    assert is_in(elsewhere)


def test_codes_are_guessed_ten_times_a_minute(limited, ann):
    phone = gets_an_app(ann)
    eve = Visitor(limited)
    eve.sign_in(ANN)
    guesses = [eve.fill(CHECK, code=phone.wrong()).status for _ in range(11)]
    assert guesses == [200] * 10 + [429]
    again = Visitor(limited)
    again.sign_in(ANN)
    assert again.fill(CHECK, code=phone.code(1)).status == 429


def test_recovery_codes_are_guessed_ten_times_a_minute(limited, ann):
    gets_an_app(ann)
    eve = Visitor(limited)
    eve.sign_in(ANN)
    guesses = [eve.fill("/o/account/recovery", code="0000").status for _ in range(11)]
    assert guesses == [200] * 10 + [429]


def test_a_password_is_not_guessed_at_a_desk_that_was_left_open(ann):
    ann.leaves_the_desk()
    guesses = [ann.fill("/o/account/verify", password=f"guess {n}").status for n in range(11)]
    assert guesses == [200] * 10 + [429]


def test_many_are_asked_in_but_not_a_flood(ann):
    token = ann.get("/o/northwind/members").token()
    fields = {"csrf_token": token, "name": "Bea", "role": "marker"}
    sent = [
        ann.post("/o/northwind/members", email=f"b{n}@x.example", **fields).status
        for n in range(21)
    ]
    assert sent == [303] * 20 + [429]


def test_without_valkey_the_limit_stands_in_memory(without_valkey):
    visitor = Visitor(without_valkey)
    assert tries(visitor, ANN, 11) == [200] * 10 + [429]
    assert "Try again in" in visitor.sign_in(ANN).words()


def test_without_valkey_a_known_desk_signs_in(without_valkey):
    ann = Visitor(without_valkey)
    ann.open_organisation("Northwind", ANN)
    ann.sign_out()
    tries(Visitor(without_valkey), ANN, 11)
    assert ann.sign_in(ANN, PASSWORD).location == "/o/?straight=1"


def test_every_limited_door_is_there(limited):
    assert set(LIMITED) <= set(limited.view_functions)
