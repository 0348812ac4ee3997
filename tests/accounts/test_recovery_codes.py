"""Recovery codes: shown once, kept as digests, each good for one second step."""

import pytest

from assay.accounts import queries
from tests.accounts.letters import verbs
from tests.accounts.second_factors import gets_an_app, recovery_codes
from tests.visitor import Visitor

ANN = "ann@northwind.example"
RECOVERY = "/o/account/recovery"
CODES = "/o/account/recovery-codes"


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    gets_an_app(ann)
    return ann


@pytest.fixture
def codes(ann):
    """Ann has made ten and signed out."""
    codes = recovery_codes(ann)
    ann.sign_out()
    return codes


def signs_in(visitor, code):
    """With the password, then with a recovery code."""
    visitor.sign_in(ANN)
    return visitor.fill(RECOVERY, code=code)


def kept(app):
    with app.app_context():
        return queries.user_by_email(ANN).mf_recovery_codes


def test_ten_are_made_and_none_of_them_is_kept(app, codes):
    assert len(set(codes)) == len(kept(app)) == 10
    assert all(len(code.replace("-", "")) == 16 for code in codes)
    assert not set(codes) & set(kept(app))


def test_they_are_shown_once(ann):
    recovery_codes(ann)
    assert ann.get(CODES).soup.select("li code") == []
    assert ann.get(f"{CODES}?show_codes=1").soup.select("li code") == []


def test_a_code_takes_the_place_of_the_second_step(app, ann, codes):
    assert signs_in(ann, codes[3]).location == "/o/?straight=1"
    assert ann.get("/o/").status == 200
    assert verbs(app)[-2:] == ["user.use_recovery_code", "user.sign_in"]


def test_a_code_works_once(app, ann, codes):
    signs_in(ann, codes[0])
    eve = Visitor(app)
    assert "used already" in signs_in(eve, codes[0]).words()
    assert eve.get("/o/").status == 303
    assert len(kept(app)) == 9


@pytest.mark.parametrize("spelt", [str.upper, lambda code: code.replace("-", " "), " {} ".format])
def test_a_code_may_be_typed_as_one_likes(ann, codes, spelt):
    assert signs_in(ann, spelt(codes[1])).location == "/o/?straight=1"


def test_new_codes_take_the_place_of_the_old(ann, codes):
    signs_in(ann, codes[0])
    recovery_codes(ann)
    ann.sign_out()
    assert "not right" in signs_in(ann, codes[1]).words()


def test_a_code_alone_is_nothing(app, codes):
    page = Visitor(app).fill("/o/account/login", to=RECOVERY, code=codes[0])
    assert page.location == "/o/account/login"


def test_the_page_of_the_account_counts_them(ann, codes):
    signs_in(ann, codes[0])
    assert "9 codes are left" in ann.get("/o/account/").words()


def test_who_has_none_is_told_to_make_some(ann):
    assert "You have no recovery codes" in ann.get("/o/account/").words()
