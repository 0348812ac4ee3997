"""A request from another site changes nothing."""

import pytest

from assay.testroom.forgery import Forgery

OURS = Forgery("k" * 32, "http://localhost:5000")
SAVE = {"HTTP_X_ASSAY": "save", "CONTENT_TYPE": "application/json", "HTTP_HOST": "localhost:5000"}


def test_a_form_of_ours_is_known_by_its_token():
    assert OURS.is_our_form({}, "cookie", OURS.token("cookie"))


@pytest.mark.parametrize("token", ["", "0" * 64, OURS.token("another cookie"), "ü"])
def test_a_form_with_another_token_is_refused(token):
    assert not OURS.is_our_form({}, "cookie", token)


def test_a_form_without_a_cookie_is_refused_whatever_its_token():
    assert not OURS.is_our_form({}, "", OURS.token(""))


def test_a_token_of_another_installation_is_refused():
    other = Forgery("o" * 32, "http://localhost:5000")
    assert not OURS.is_our_form({}, "cookie", other.token("cookie"))


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_that_the_browser_says_comes_from_elsewhere_is_refused(site):
    token = OURS.token("cookie")
    assert not OURS.is_our_form({"HTTP_SEC_FETCH_SITE": site}, "cookie", token)


def test_a_form_without_referrer_comes_with_a_null_origin_and_is_taken():
    told = {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}
    assert OURS.is_our_form(told, "cookie", OURS.token("cookie"))


def test_a_save_of_ours_carries_our_header():
    assert OURS.is_our_save(SAVE)
    assert OURS.is_our_save({**SAVE, "HTTP_ORIGIN": "http://localhost:5000"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"HTTP_X_ASSAY": ""},
        {"CONTENT_TYPE": "text/plain"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
    ],
)
def test_a_save_from_elsewhere_is_refused(wrong):
    assert not OURS.is_our_save({**SAVE, **wrong})
