"""Passkeys sign in by themselves, are the second step after a password, and are nobody else’s."""

import json

import pytest

from assay.accounts import queries
from assay.audit.models import AuditEntry
from assay.core.db import transaction
from tests.accounts.authenticator import Authenticator
from tests.accounts.letters import rows, verbs
from tests.accounts.second_factors import gets_an_app, recovery_codes
from tests.visitor import Visitor

ANN, EVE = "ann@northwind.example", "eve@bluefjord.example"
PASSKEYS, SIGN_IN, VERIFY = "/o/account/passkeys", "/o/account/passkey", "/o/account/verify/passkey"


@pytest.fixture
def ann(app):
    """The owner of Northwind, signed in."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


@pytest.fixture
def key(ann):
    """Ann has a passkey, and has signed out."""
    key = adds(ann, Authenticator())
    ann.sign_out()
    return key


def ceremony(page):
    """(what the page asks of the browser, where the answer goes, the page's token)."""
    form = page.soup.select_one("form[data-passkey]")
    return json.loads(form["data-options"]), form["action"], page.token()


def adds(visitor, key, name="Phone"):
    options, action, token = ceremony(visitor.fill(PASSKEYS, name=name))
    visitor.post(action, csrf_token=token, credential=key.create(options))
    return key


def uses(visitor, key, where=SIGN_IN):
    """The page that a passkey leads to."""
    options, action, token = ceremony(visitor.fill(where))
    return visitor.post(action, csrf_token=token, credential=key.get(options))


def is_in(visitor):
    return visitor.get("/o/").status == 200


def names(app):
    with app.app_context():
        return [passkey.name for passkey in queries.user_by_email(ANN).webauthn]


def test_a_passkey_is_added_under_a_name(app, ann):
    adds(ann, Authenticator(), "Ann’s blue key")
    assert names(app) == ["Ann’s blue key"]
    assert "Ann’s blue key" in ann.get("/o/account/").words()
    assert verbs(app)[-1] == "user.add_passkey"


def test_it_signs_in_by_itself(app, ann, key):
    assert uses(ann, key).location == "/o/?straight=1"
    assert is_in(ann)
    assert verbs(app)[-1] == "user.sign_in"


def test_one_comes_back_to_the_page_that_asked(ann, key):
    page = uses(ann, key, f"{SIGN_IN}?next=/o/northwind/members")
    assert page.location == "/o/northwind/members"


def test_it_is_the_second_step_after_the_password(ann, key):
    page = ann.sign_in(ANN)
    assert page.location.startswith(f"{SIGN_IN}?next=")
    assert not is_in(ann)
    assert uses(ann, key, page.location).location == "/o/?straight=1"
    assert is_in(ann)


def test_the_second_step_takes_no_other_persons_passkey(app, ann, key):
    eve = Visitor(app)
    eve.open_organisation("Bluefjord", EVE)
    eves = adds(eve, Authenticator())
    ann.sign_in(ANN)
    assert "for another account" in ann.then(uses(ann, eves)).words()
    assert not is_in(ann)


def test_who_has_both_is_asked_which(app, ann):
    key = adds(ann, Authenticator())
    phone = gets_an_app(ann)
    ann.sign_out()
    chooser = ann.sign_in(ANN).location
    assert chooser.startswith("/o/account/second-step")
    page = ann.fill(chooser, which="webauthn")
    assert uses(ann, key, page.location).location == "/o/?straight=1"
    ann.sign_out()
    page = ann.fill(ann.sign_in(ANN).location, which="authenticator")
    assert ann.fill(page.location, code=phone.code(1)).location == "/o/?straight=1"


def test_a_recovery_code_helps_who_lost_the_passkey(ann):
    adds(ann, Authenticator())
    codes = recovery_codes(ann)
    ann.sign_out()
    ann.sign_in(ANN)
    assert ann.fill("/o/account/recovery", code=codes[0]).location == "/o/?straight=1"


def test_a_key_that_was_not_unlocked_counts_for_nothing(app, ann, key):
    key.verified = False
    assert "could not be verified" in ann.then(uses(ann, key)).words()
    assert not is_in(ann)
    entry = rows(app, AuditEntry)[-1]
    assert (entry.verb, entry.details) == ("user.fail_sign_in", {"by": "passkey"})


def test_a_key_that_can_not_be_unlocked_is_not_added(app, ann):
    adds(ann, Authenticator(verified=False))
    assert names(app) == []


@pytest.mark.parametrize("change", ["origin", "key", "user"])
def test_what_another_site_or_key_signed_is_refused(ann, key, change):
    other = Authenticator(origin="https://evil.example")
    other.user = b"somebody else"
    setattr(key, change, getattr(other, change))
    uses(ann, key)
    assert not is_in(ann)


def test_an_unknown_passkey_is_refused(ann, key):
    assert "not known here" in ann.then(uses(ann, Authenticator())).words()


def test_an_answer_is_taken_once_and_only_where_it_was_asked(app, ann, key):
    options, action, token = ceremony(ann.fill(SIGN_IN))
    answer = key.get(options)
    eve = Visitor(app)
    page = eve.fill("/o/account/login", to=action, credential=answer)
    assert "another window asked" in eve.then(page).words()
    assert ann.post(action, csrf_token=token, credential=answer).location == "/o/?straight=1"
    ann.sign_out()
    ann.fill("/o/account/login", to=action, credential=answer)
    assert not is_in(ann)


def test_an_older_count_tells_of_a_copied_key(ann, key):
    uses(ann, key)
    ann.sign_out()
    key.count = 0
    uses(ann, key)
    assert not is_in(ann)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "no JSON", '{"id": 1}', "null"])
def test_an_answer_that_is_none_is_refused(ann, key, answer):
    _, action, token = ceremony(ann.fill(SIGN_IN))
    page = ann.post(action, csrf_token=token, credential=answer)
    assert (page.status, is_in(ann)) == (302, False)


def test_a_closed_account_is_not_opened_by_a_passkey(app, ann, key):
    with app.app_context(), transaction():
        queries.user_by_email(ANN).active = False
    assert uses(ann, key).location == "/o/account/passkey"
    assert not is_in(ann)


def test_a_passkey_is_removed(app, ann):
    key = adds(ann, Authenticator())
    ann.fill(PASSKEYS, to="/o/account/passkeys/remove", name="Phone")
    assert (names(app), verbs(app)[-1]) == ([], "user.drop_passkey")
    ann.sign_out()
    assert ann.sign_in(ANN).location == "/o/?straight=1"
    ann.sign_out()
    uses(ann, key)
    assert not is_in(ann)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Give the passkey a name."),
        ("Phone", "You have a passkey named Phone already."),
        ("x" * 65, "Use at most 64 characters."),
        ("<b>", "This can’t be used as a name."),
    ],
)
def test_a_name_that_will_not_do_is_said(ann, name, words):
    adds(ann, Authenticator())
    page = ann.fill(PASSKEYS, name=name)
    assert (words in page.words(), page.soup.select("form[data-passkey]")) == (True, [])


def test_one_confirms_with_it_that_it_is_oneself(ann):
    key = adds(ann, Authenticator())
    page = uses(ann, key, f"{VERIFY}?next=/o/northwind/members")
    assert page.location == "/o/northwind/members"


def test_nobody_confirms_with_another_persons_passkey(app, ann):
    adds(ann, Authenticator())
    eve = Visitor(app)
    eve.open_organisation("Bluefjord", EVE)
    eves = adds(eve, Authenticator())
    assert uses(ann, eves, VERIFY).location == VERIFY
