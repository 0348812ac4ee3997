"""What members meet while their organisation is closed, and that all is as it was afterwards."""

import pytest

from tests.accounts import operating
from tests.accounts.operating import REASON, closes, reopens
from tests.accounts.people import asks, is_there, says_yes
from tests.visitor import Visitor

ANN, BEA, CYD = "ann@northwind.example", "bea@northwind.example", "cyd@northwind.example"
SIGRID = "sigrid@bluefjord.example"
HOME = "/o/northwind/"
PAGES = ("", "assessments", "members", "audit", "organisation", "leave")


@pytest.fixture
def opal(app, database):
    return operating.opal(app, database)


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


def test_members_of_whatever_role_see_that_it_is_closed_and_why_and_whom_to_ask(app, opal, ann):
    bea, _ = is_there(app, "northwind", BEA, "marker")
    closes(opal, "Northwind")
    for visitor in (ann, bea):
        for path in PAGES:
            page = visitor.get(HOME + path)
            assert page.status == 403
            words = page.words()
            assert "This organisation is closed" in words
            assert "by who runs this installation of Assay" in words
            assert REASON in words
            assert "Turn to help@host.example" in words


def test_without_a_contact_one_is_sent_to_who_runs_the_installation(opal, ann):
    closes(opal, "Northwind", contact="")
    assert "Ask who runs this installation of Assay" in ann.get(HOME).words()


def test_the_reason_is_told_as_it_was_written(opal, ann):
    closes(opal, "Northwind", reason="<b>Unpaid</b>")
    assert "<b>Unpaid</b>" in ann.get(HOME).words()


def test_strangers_learn_nothing(app, opal, ann):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", SIGRID)
    closes(opal, "Northwind")
    assert (sigrid.get(HOME).status, opal.get(HOME).status) == (404, 404)
    assert "Northwind" not in sigrid.get(HOME).words()


def test_nothing_is_done_in_it(app, opal, ann):
    token = ann.get(HOME + "members").token()
    closes(opal, "Northwind")
    page = ann.post(HOME + "members", csrf_token=token, name="Cyd", email=CYD, role="marker")
    assert page.status == 403
    reopens(opal, "Northwind")
    assert CYD not in ann.get(HOME + "members").words()


def test_ones_other_organisations_are_a_step_away(app, opal, ann):
    ann.fill("/o/open", organisation="Second", time_zone="UTC")
    closes(opal, "Northwind")
    closed = ann.get(HOME)
    assert closed.soup.find("a", string="Second")["href"] == "/o/second/"
    inside = ann.get("/o/second/assessments")
    assert inside.status == 200
    assert "Northwind (closed)" in inside.words()
    chooser = ann.get("/o/").soup
    (row,) = [one for one in chooser.select("tbody tr") if "Northwind" in one.get_text()]
    assert row.get_text(" ", strip=True) == "Northwind Owner Closed"


def test_who_has_only_that_one_is_led_to_what_is_told_of_it(opal, ann):
    closes(opal, "Northwind")
    led = ann.get("/o/?straight=")
    assert led.location == HOME
    assert "This organisation is closed" in ann.then(led).words()


def test_who_was_asked_in_is_asked_no_more_until_it_opens_again(app, opal, ann):
    sigrid = Visitor(app)
    sigrid.open_organisation("Bluefjord", SIGRID)
    asks(ann, SIGRID)
    page = sigrid.get("/o/")
    member = page.soup.find("input", {"name": "member"})["value"]
    closes(opal, "Northwind")
    assert "Northwind" not in sigrid.get("/o/").words()
    said = sigrid.post("/o/account/join", csrf_token=page.token(), member=member)
    assert said.status == 404
    reopens(opal, "Northwind")
    says_yes(sigrid)
    assert sigrid.get(HOME + "assessments").status == 200


def test_opened_again_everything_is_as_it_was(opal, ann):
    before = [ann.get(HOME + path).words() for path in PAGES[1:3]]
    closes(opal, "Northwind")
    reopens(opal, "Northwind")
    assert [ann.get(HOME + path).words() for path in PAGES[1:3]] == before


def test_an_operator_opens_what_its_owner_closed(opal, ann):
    ann.fill(HOME + "organisation", to=HOME + "organisation/close", name="Northwind")
    assert "by one of its owners" in opal.get(operating.page_of(opal, "Northwind")).words()
    reopens(opal, "Northwind")
    assert ann.get(HOME + "assessments").status == 200
