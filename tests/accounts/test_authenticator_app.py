"""The authenticator app: set up with a code, asked for at sign-in, each code taken once."""

import pytest

from assay.accounts import queries
from assay.audit.models import AuditEntry
from tests.accounts.letters import opened, path_in, rows, verbs
from tests.accounts.second_factors import CHECK, SETUP, Phone, gets_an_app
from tests.visitor import PASSWORD, Visitor

STRAIGHT_CHECK = f"{CHECK}?next=/o/?straight%3D1"
ANN = "ann@northwind.example"


@pytest.fixture
def ann(app):
    """The owner of Northwind, signed in."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


@pytest.fixture
def phone(ann):
    """Ann's app is set up, and she has signed out."""
    phone = gets_an_app(ann)
    ann.sign_out()
    return phone


def user(app):
    with app.app_context():
        return queries.user_by_email(ANN)


def is_in(visitor):
    return visitor.get("/o/").status == 200


def test_set_up_shows_a_picture_and_a_key(ann):
    page = ann.fill(SETUP, setup="authenticator")
    assert page.soup.select_one("img")["src"].startswith("data:image/svg+xml;base64,")
    assert len(page.soup.select_one("details code").text.replace("-", "")) == 32


def test_nothing_is_set_up_before_a_code_was_right(app, ann):
    phone = Phone(ann.fill(SETUP, setup="authenticator"))
    page = ann.fill(CHECK, code=phone.wrong())
    assert (page.status, "not right" in page.words()) == (200, True)
    assert user(app).tf_primary_method is None
    assert ann.fill(CHECK, code=phone.code()).location == "/o/account/"
    assert user(app).tf_primary_method == "authenticator"


def test_the_secret_lies_sealed(app, ann):
    page = ann.fill(SETUP, setup="authenticator")
    key = page.soup.select_one("details code").text.replace("-", "")
    ann.fill(CHECK, code=Phone(page).code())
    assert key not in user(app).tf_totp_secret
    assert key not in ann.client.get_cookie("assay_session", path="/o").value


def test_a_password_alone_no_longer_signs_in(ann, phone):
    assert ann.sign_in(ANN).location == STRAIGHT_CHECK
    assert not is_in(ann)


def test_password_and_code_sign_in(app, ann, phone):
    ann.sign_in(ANN)
    assert ann.fill(CHECK, code=phone.code(1)).location == "/o/?straight=1"
    assert is_in(ann)
    assert verbs(app)[-1] == "user.sign_in"


def test_one_comes_back_to_the_page_that_asked(ann, phone):
    page = ann.fill("/o/account/login?next=/o/northwind/members", email=ANN, password=PASSWORD)
    assert page.location == f"{CHECK}?next=/o/northwind/members"
    assert ann.fill(page.location, code=phone.code(1)).location == "/o/northwind/members"


def test_a_code_is_taken_once(app, ann, phone):
    ann.sign_in(ANN)
    code = phone.code(1)
    ann.fill(CHECK, code=code)
    eve = Visitor(app)
    eve.sign_in(ANN)
    assert "used already" in eve.fill(CHECK, code=code).words()
    assert not is_in(eve)


def test_a_wrong_code_is_noted_as_a_failed_sign_in(app, ann, phone):
    ann.sign_in(ANN)
    ann.fill(CHECK, code=phone.wrong())
    entry = rows(app, AuditEntry)[-1]
    assert (entry.verb, entry.details) == ("user.fail_sign_in", {"by": "code"})
    assert entry.subject_id == user(app).id


def test_looking_in_on_the_second_step_signs_nobody_out(ann):
    assert ann.get(CHECK).location == "/o/account/"
    assert is_in(ann)


def test_the_second_step_alone_is_nothing(app, phone):
    stranger = Visitor(app)
    assert stranger.get(CHECK).location == "/o/account/login"
    page = stranger.fill("/o/account/login", to=CHECK, code=phone.code(1))
    assert page.location == "/o/account/login"


def test_another_person_begins_anew(app, ann, phone):
    """Who leaves the second step and signs in as somebody else is asked for nobody's code."""
    ann.sign_in(ANN)
    sigrid = "sigrid@bluefjord.example"
    Visitor(app).open_organisation("Bluefjord", sigrid)
    assert ann.sign_in(sigrid).location == "/o/?straight=1"


def test_it_is_turned_off_again(app, ann):
    gets_an_app(ann)
    page = ann.fill(SETUP, setup="disable")
    assert "is not asked for any more" in ann.then(page).words()
    assert (user(app).tf_primary_method, user(app).tf_totp_secret) == (None, None)
    assert verbs(app)[-2:] == ["user.set_up_app", "user.drop_app"]


def test_a_new_password_does_not_pass_by_the_app(app, ann, phone):
    ann.fill("/o/account/reset", email=ANN)
    path = path_in(opened(app, "new password")[-1][2], "/reset/")
    ann.fill(path, password="another four words", password_confirm="another four words")
    assert ann.sign_in(ANN, "another four words").location == STRAIGHT_CHECK


def test_a_strangers_app_goes_when_the_addresss_owner_comes(app):
    """Eve opens an account with Ann's address; Ann, who has the mailbox, gets it without Eve's."""
    eve = Visitor(app)
    eve.open_organisation("Trap", ANN, confirmed=False)
    gets_an_app(eve)
    eve.fill("/o/account/reset", email=ANN)
    path = path_in(opened(app, "new password")[-1][2], "/reset/")
    ann = Visitor(app)
    ann.fill(path, password="another four words", password_confirm="another four words")
    assert ann.sign_in(ANN, "another four words").location == "/o/?straight=1"
    assert not is_in(eve)


def test_json_is_not_read(ann):
    token = ann.get("/o/").token()
    answer = ann.client.post(SETUP, json=["a"], headers={"X-CSRFToken": token})
    assert answer.status_code == 415
