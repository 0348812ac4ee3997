"""A new e-mail address: asked for by who is fresh, taken by its link, told to the old one."""

import pytest

from assay.accounts import queries
from tests.accounts.letters import opened, path_in, verbs
from tests.visitor import PASSWORD, Visitor

ANN, NEW = "ann@northwind.example", "ann@bluefjord.example"
EMAIL = "/o/account/email"


@pytest.fixture
def ann(app):
    """The owner of Northwind, signed in."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


def asks(app, visitor, email=NEW):
    """The link that goes to the new address."""
    visitor.fill(EMAIL, email=email)
    return path_in(opened(app, "new e-mail")[-1][2], f"{EMAIL}/")


def has_account(app, email):
    with app.app_context():
        return queries.user_by_email(email) is not None


def test_the_link_goes_to_the_new_address_in_small_letters(app, ann):
    asks(app, ann, "Ann@Bluefjord.example")
    assert opened(app, "new e-mail")[-1][0] == NEW


def test_nothing_changes_before_the_button_is_pressed(app, ann):
    link = asks(app, ann)
    assert ann.get(link).soup.select_one("h1").text == "Take your new address"
    assert (has_account(app, ANN), has_account(app, NEW)) == (True, False)
    assert ann.fill(link).location == "/o/account/"
    assert (has_account(app, ANN), has_account(app, NEW)) == (False, True)


def test_one_stays_signed_in_here_and_signs_in_with_the_new_address(app, ann):
    other = Visitor(app)
    other.sign_in(ANN)
    ann.fill(asks(app, ann))
    assert (ann.get("/o/").status, other.get("/o/").status) == (200, 303)
    assert "wrong" in Visitor(app).sign_in(ANN).words()
    assert Visitor(app).sign_in(NEW).location == "/o/?straight=1"


def test_the_old_address_is_told_and_the_audit_knows(app, ann):
    ann.fill(asks(app, ann))
    assert opened(app)[-1][:2] == (ANN, "The e-mail address of your Assay account was changed")
    assert verbs(app)[-2:] == ["user.ask_new_address", "user.change_address"]


def test_a_link_that_went_to_the_old_address_opens_nothing_any_more(app, ann):
    ann.fill("/o/account/reset", email=ANN)
    reset = path_in(opened(app, "new password")[-1][2], "/reset/")
    ann.fill(asks(app, ann))
    assert Visitor(app).get(reset).location == "/o/account/reset"


def test_a_stranger_who_reads_the_letter_takes_nothing(app, ann):
    link = asks(app, ann)
    stranger = Visitor(app)
    assert stranger.get(link).location.startswith("/o/account/login")
    stranger.open_organisation("Trap", "eve@bluefjord.example")
    assert stranger.fill("/o/open", to=link).status == 403
    assert has_account(app, ANN)


def test_a_taken_address_looks_like_any_other(app, ann):
    Visitor(app).open_organisation("Bluefjord", NEW)
    taken, free = (ann.fill(EMAIL, email=email).words() for email in (NEW, "free@x.example"))
    assert taken.replace(NEW, "free@x.example") == free
    assert [letter[0] for letter in opened(app, "new e-mail")] == ["free@x.example"]


def test_an_address_that_was_taken_meanwhile_is_refused(app, ann):
    link = asks(app, ann)
    Visitor(app).open_organisation("Bluefjord", NEW)
    assert "could not be read" in ann.then(ann.fill(link)).words()
    assert has_account(app, ANN)


def test_who_was_away_confirms_first(app, ann):
    ann.leaves_the_desk()
    page = ann.get(EMAIL)
    assert page.location == f"/o/account/verify?next={EMAIL}"
    assert ann.fill(page.location, password="not the one").status == 200
    assert ann.fill(page.location, password=PASSWORD).location == EMAIL
    assert ann.get(EMAIL).status == 200
