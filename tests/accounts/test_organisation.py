"""What an organisation asks of its members, and its end."""

import pytest

from assay.audit.models import AuditEntry
from assay.core.db import transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.accounts.letters import rows
from tests.accounts.people import is_there
from tests.accounts.second_factors import gets_an_app
from tests.visitor import Visitor

ANN, BEA = "ann@northwind.example", "bea@northwind.example"
PAGE = "/o/northwind/organisation"
FACTORS, CLOSE = f"{PAGE}/second-factors", f"{PAGE}/close"


@pytest.fixture
def ann(app):
    """The owner of Northwind, with an authenticator app."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    gets_an_app(ann)
    return ann


@pytest.fixture
def bea(app, ann):
    bea, _ = is_there(app, "northwind", BEA, "recruiter")
    return bea


@pytest.fixture
def northwind(app, ann):
    with app.app_context():
        return entrances.by_slug("northwind")


def asks_for_factors(ann, asked="yes"):
    return ann.fill(PAGE, to=FACTORS, asked=asked)


def test_who_has_no_second_factor_is_led_to_set_one_up(ann, bea):
    assert bea.get("/o/northwind/assessments").status == 200
    asks_for_factors(ann)
    led = bea.get("/o/northwind/assessments")
    assert led.location == "/o/account/?needed_by=northwind"
    assert "Northwind asks its members for a second factor." in bea.then(led).words()


def test_nothing_is_done_without_one(app, ann, bea):
    asks_for_factors(ann)
    page = bea.fill("/o/", to="/o/northwind/assessments/new", name="X", preset="mid-45")
    assert page.location == "/o/account/?needed_by=northwind"


def test_who_has_one_goes_on(ann, bea):
    asks_for_factors(ann)
    gets_an_app(bea)
    assert bea.get("/o/northwind/assessments").status == 200
    assert ann.get(PAGE).status == 200


def test_who_turns_it_off_is_led_back(ann, bea):
    asks_for_factors(ann)
    gets_an_app(bea)
    bea.fill("/o/account/app", setup="disable")
    assert bea.get("/o/northwind/assessments").status == 303


def test_another_organisation_of_theirs_is_not_held_back(app, ann, bea):
    bea.fill("/o/open", organisation="Bluefjord", time_zone="UTC")
    asks_for_factors(ann)
    assert bea.get("/o/bluefjord/assessments").status == 200
    assert bea.get("/o/").status == 200


def test_it_is_left_to_the_members_again_and_noted(app, ann, bea, northwind):
    asks_for_factors(ann)
    asks_for_factors(ann, "no")
    assert bea.get("/o/northwind/assessments").status == 200
    told = [one for one in rows(app, AuditEntry, northwind) if "second_factors" in one.verb]
    assert [one.details for one in told] == [{"is": True}, {"is": False}]


def test_who_has_none_can_not_ask_others_for_one(app, ann):
    ann.fill("/o/account/app", setup="disable")
    assert "set up one of your own" in ann.get(PAGE).words()
    page = ann.fill(PAGE, to=FACTORS, asked="yes")
    assert "Set up a second factor of your own first" in ann.then(page).words()
    assert ann.get(PAGE).status == 200


def test_an_organisation_is_closed_by_its_name(app, ann, bea, northwind):
    assert "Type “Northwind” to close it." in ann.fill(PAGE, to=CLOSE, name="North").words()
    page = ann.then(ann.fill(PAGE, to=CLOSE, name="Northwind"))
    assert "Northwind is closed." in page.words()
    assert [one.get("/o/northwind/assessments").status for one in (ann, bea)] == [403, 403]
    assert "by one of its owners" in bea.get("/o/northwind/assessments").words()
    assert rows(app, AuditEntry, northwind)[-1].verb == "organisation.close"


def test_a_link_says_whether_its_organisation_is_closed(app, ann, northwind):
    with app.app_context():
        with scope(northwind), transaction():
            entrances.admit("sit", "a link", subject_id=northwind, expires_at=None)
        assert not entrances.resolve("sit", "a link").closed
        ann.fill(PAGE, to=CLOSE, name="Northwind")
        assert entrances.resolve("sit", "a link").closed


def test_only_an_owner_closes(app, ann):
    admin, _ = is_there(app, "northwind", BEA, "admin")
    assert "Close Northwind" not in admin.get(PAGE).words()
    assert admin.fill(PAGE, to=CLOSE, name="Northwind").status == 403


@pytest.mark.parametrize(
    ("to", "field"), [(FACTORS, {"asked": "no"}), (CLOSE, {"name": "Northwind"})]
)
def test_both_need_a_word_first(ann, to, field):
    ann.leaves_the_desk()
    assert ann.fill(PAGE, to=to, **field).location == "/o/account/verify?next=/o/"
    assert ann.get(PAGE).status == 200


def test_one_comes_back_to_the_page_of_the_button(ann):
    ann.leaves_the_desk()
    token = ann.get(PAGE).token()
    answer = ann.client.post(
        CLOSE, data={"csrf_token": token}, headers={"Referer": f"http://localhost{PAGE}"}
    )
    assert answer.headers["Location"] == f"/o/account/verify?next={PAGE}"
