"""Who opens an organisation confirms their address by letter; until then they look."""

from datetime import timedelta

import pytest

from assay.accounts import queries
from assay.tenancy import entrances
from tests.accounts.letters import opened, path_in, verbs
from tests.visitor import PASSWORD, Visitor

ANN, BEA = "ann@northwind.example", "bea@northwind.example"
MEMBERS = "/o/northwind/members"


@pytest.fixture
def ann(app):
    """She has just opened Northwind."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN, confirmed=False)
    return ann


def link(app):
    return path_in(opened(app, "Confirm")[-1][2], "/confirm/")


def confirmed(app, email=ANN):
    with app.app_context():
        return queries.user_by_email(email).confirmed_at is not None


def adds_a_member(ann):
    return ann.fill(MEMBERS, name="Bea", email=BEA, role="recruiter")


def test_a_letter_with_a_link_goes_to_who_opens(app, ann):
    (recipient, subject, text) = opened(app)[0]
    assert (recipient, subject) == (ANN, "Confirm your e-mail address for Assay")
    assert "Northwind" not in text


def test_the_unconfirmed_look_but_add_nobody(app, ann):
    page = ann.get(MEMBERS)
    assert (page.status, "until then you can look" in page.words()) == (200, True)
    refused = ann.post(MEMBERS, csrf_token=page.token(), name="B", email=BEA, role="recruiter")
    assert (refused.status, "Confirm your address first" in refused.words()) == (403, True)
    with app.app_context():
        assert queries.user_by_email(BEA) is None


def test_inviting_a_candidate_is_refused_before_anything_is_looked_up(ann):
    nowhere = "/o/northwind/assessments/00000000-0000-4000-8000-000000000000/invite"
    assert ann.fill(MEMBERS, to=nowhere, name="Cy", email="cy@x.example").status == 403


def test_the_link_shows_a_button_and_only_the_button_confirms(app, ann):
    page = ann.get(link(app))
    assert (page.status, page.soup.select_one("h1").text) == (200, "Confirm your address")
    assert not confirmed(app)
    assert ann.fill(link(app)).location == "/o/?straight=1"
    assert confirmed(app)
    assert verbs(app)[-1] == "user.confirm"


def test_once_confirmed_nothing_is_held_back(app, ann):
    ann.fill(link(app))
    assert "until then" not in ann.get(MEMBERS).words()
    assert adds_a_member(ann).status == 303


def test_a_second_press_says_that_it_is_done(app, ann):
    ann.fill(link(app))
    page = ann.then(ann.fill(link(app)))
    assert "confirmed already" in page.words()


def test_a_link_that_went_astray_confirms_nothing_for_its_reader(app, ann):
    stranger, sigrid = Visitor(app), Visitor(app)
    assert stranger.get(link(app)).location.startswith("/o/account/login?next=/o/account/confirm/")
    theirs = link(app)
    sigrid.open_organisation("Bluefjord", "sigrid@bluefjord.example")
    refused = sigrid.fill("/o/open", to=theirs)
    assert (refused.status, "for another account" in refused.words()) == (403, True)
    assert not confirmed(app)


@pytest.mark.parametrize("method", ["get", "fill"])
def test_a_broken_link_says_so_and_offers_another(app, ann, method):
    broken = link(app)[:-2]
    page = ann.get(broken) if method == "get" else ann.fill("/o/open", to=broken)
    assert "cut in two" in ann.then(page).words()
    assert not confirmed(app)


def test_a_link_lasts_three_days(app, ann, travel):
    path = link(app)
    travel(timedelta(days=3, minutes=1))
    ann.sign_in(ANN)
    assert "has expired" in ann.then(ann.get(path)).words()


def test_the_letter_can_be_had_again_by_who_is_signed_in(app, ann):
    before = len(opened(app, "Confirm"))
    page = ann.then(ann.fill("/o/account/confirm"))
    assert page.status == 200
    assert len(opened(app, "Confirm")) == before + 1
    assert opened(app, "Confirm")[-1][0] == ANN


def test_a_stranger_has_no_letter_sent(app):
    asked = Visitor(app).get("/o/account/confirm?email=ann@northwind.example")
    assert asked.location.startswith("/o/account/login")
    assert Visitor(app).fill("/o/account/reset", to="/o/account/confirm", email=ANN).status == 401


def test_the_confirmed_get_no_more_letters(app, ann):
    ann.fill(link(app))
    ann.fill("/o/open", to="/o/account/confirm")
    assert len(opened(app, "Confirm")) == 1
    assert "is confirmed" in ann.get("/o/account/confirm").words()


def test_a_password_by_mailed_link_confirms_too(app, ann):
    ann.sign_out()
    ann.fill("/o/account/reset", email=ANN)
    path = path_in(opened(app, "new password")[-1][2], "/reset/")
    ann.fill(path, password="another four words", password_confirm="another four words")
    assert confirmed(app)


def test_a_taken_address_is_told_by_letter_only(app, ann):
    ann.sign_out()
    before = entrances_of(app)
    page = Visitor(app).fill(
        "/o/open", organisation="Trap", time_zone="UTC", name="Eve", email=ANN, password=PASSWORD
    )
    assert (page.status, "says how to go on" in page.words()) == (200, True)
    assert "account" not in page.soup.select_one("main").get_text()
    assert opened(app)[-1][:2] == (ANN, "Opening an organisation in Assay")
    assert entrances_of(app) == before


def entrances_of(app):
    with app.app_context():
        return [one.slug for one in entrances.memberships(queries.user_by_email(ANN).id)]


def test_an_address_is_one_however_it_is_spelt(app):
    Visitor(app).open_organisation("Bücher", "Ann@xn--bcher-kva.example", confirmed=False)
    assert Visitor(app).sign_in("ann@BÜCHER.example").location == "/o/?straight=1"
    assert opened(app)[-1][0] == "ann@bücher.example"
