"""What gives nobody away, who is told of changes, and the last help for who lost everything."""

import time
from dataclasses import replace

import pytest

from assay.app import create_app
from tests.accounts.authenticator import Authenticator
from tests.accounts.letters import opened, verbs
from tests.accounts.second_factors import SETUP, gets_an_app
from tests.accounts.test_passkeys import PASSKEYS, adds
from tests.visitor import Visitor

ANN = "ann@northwind.example"
CHANGE = "A change to how you sign in to Assay"


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


def told(app):
    return [text.split("\n")[2] for _, _, text in opened(app, CHANGE)]


def test_a_change_of_second_factors_is_told_by_letter(app, ann):
    gets_an_app(ann)
    ann.fill(SETUP, setup="disable")
    adds(ann, Authenticator())
    ann.fill(PASSKEYS, to="/o/account/passkeys/remove", name="Phone")
    assert told(app) == [
        "an authenticator app was set up for your Assay account.",
        "the authenticator app was turned off for your Assay account.",
        "a passkey was added for your Assay account.",
        "a passkey was removed for your Assay account.",
    ]


def forget(app, email):
    return app.test_cli_runner().invoke(args=["accounts", "forget-second-factors", email])


def test_whoever_runs_the_installation_helps_who_lost_everything(app, ann):
    gets_an_app(ann)
    adds(ann, Authenticator())
    assert forget(app, ANN).exit_code == 0
    assert ann.get("/o/").status == 303
    assert verbs(app)[-1] == "user.forget_second_factors"
    assert ann.sign_in(ANN).location == "/o/?straight=1"


def test_nobody_is_helped_who_is_not_there(app):
    result = forget(app, "nobody@x.example")
    assert (result.exit_code, result.output) == (
        1,
        "Error: Nobody has the address nobody@x.example.\n",
    )


@pytest.fixture
def slow(settings, cleared):
    """With the hash of a real installation; Ann has an account."""
    slow = create_app(replace(settings, testing=False))
    Visitor(slow).open_organisation("Northwind", ANN)
    return slow


@pytest.mark.parametrize(
    ("path", "fields"),
    [("/o/account/login", {"password": "not my password"}), ("/o/account/reset", {})],
)
def test_who_has_an_account_and_who_has_none_wait_as_long(slow, path, fields):
    """By the processor's time, so that other work on the machine says nothing."""
    visitor = Visitor(slow)
    token = visitor.get(path).token()

    def took(email):
        began = time.process_time()
        assert visitor.post(path, csrf_token=token, email=email, **fields).status == 200
        return time.process_time() - began

    took(ANN), took("nobody@x.example")
    known = min(took(ANN) for _ in range(4))
    unknown = min(took("nobody@x.example") for _ in range(4))
    assert known / 1.6 < unknown < known * 1.6
