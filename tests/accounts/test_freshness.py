"""Dangerous acts: for who signed in, or confirmed that it is them, within a quarter of an hour."""

from urllib.parse import quote

import pytest

from assay.audit.models import AuditEntry
from tests.accounts.letters import rows
from tests.accounts.test_signing_in import AWAY, stays_here
from tests.visitor import PASSWORD, Visitor

ANN = "ann@northwind.example"
FRESH = {
    "sessions.end_all",
    "members.change_role",
    "members.remove",
    "leaving.leave",
    "organisation.ask_for_second_factors",
    "organisation.close",
    "operators.close",
    "operators.reopen",
}
"""Endpoints of ours that ask first."""
SECURITYS = [
    "/o/account/app",
    "/o/account/email",
    "/o/account/passkeys",
    "/o/account/recovery-codes",
]
"""Flask-Security's pages that ask first."""


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", ANN)
    return ann


def test_these_and_no_others_ask_first(app):
    asking = {name for name, view in app.view_functions.items() if getattr(view, "fresh", False)}
    assert asking == FRESH


@pytest.mark.parametrize("path", SECURITYS)
def test_what_changes_how_one_signs_in_asks_first(ann, path):
    assert ann.get(path).status == 200
    ann.leaves_the_desk()
    assert ann.get(path).location == f"/o/account/verify?next={path}"
    token = ann.get("/o/account/").token()
    assert ann.post(path, csrf_token=token).location.startswith("/o/account/verify?next=")


def test_a_new_password_takes_the_present_one(ann):
    ann.leaves_the_desk()
    page = ann.fill("/o/account/change", new_password="x" * 12, new_password_confirm="x" * 12)
    assert "Give your password." in page.words()


def test_confirming_leads_back_and_lasts(ann):
    ann.leaves_the_desk()
    asked = ann.get("/o/account/app").location
    assert "Confirm that it is you" in ann.get(asked).words()
    assert ann.fill(asked, password=PASSWORD).location == "/o/account/app"
    assert ann.get("/o/account/email").status == 200


def test_a_wrong_password_confirms_nothing_and_is_noted(app, ann):
    ann.leaves_the_desk()
    asked = ann.get("/o/account/app").location
    assert "That is not your password." in ann.fill(asked, password="not mine at all").words()
    assert ann.get("/o/account/app").location == asked
    assert rows(app, AuditEntry)[-1].verb == "user.fail_sign_in"


def test_asking_to_be_fresh_needs_to_be_signed_in(app):
    assert Visitor(app).get("/o/account/verify").location.startswith("/o/account/login")


@pytest.mark.parametrize("away", AWAY)
def test_confirming_leads_nobody_elsewhere(ann, away):
    page = ann.fill("/o/account/verify?next=" + quote(away), password=PASSWORD)
    assert page.status == 302
    assert stays_here(page.location)
