"""New passwords: the letter lies sealed, the link works once, nobody learns who has an account."""

import re

import pytest

from assay.accounts import actions
from assay.accounts.models import Letter
from assay.core import clock
from assay.core.db import transaction
from assay.events.models import OutboxRow
from assay.tenancy.scope import INSTALLATION, scope
from tests.accounts.letters import opened, rows, verbs
from tests.visitor import PASSWORD, Visitor

NEW = "another four long words"


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    ann.sign_out()
    return ann


def resets(app):
    """Every letter but the one that asks Ann to confirm her address."""
    return [letter for letter in rows(app, Letter) if "Confirm" not in letter.subject]


def link_in(text):
    return re.search(r"https?://\S+/reset/\S+", text).group()


def asked_for_a_link(app, visitor):
    visitor.fill("/o/account/reset", email="ann@northwind.example")
    return link_in(opened(app, "new password")[0][2])


def test_a_letter_with_a_link_is_written_sealed(app, ann):
    link = asked_for_a_link(app, ann)
    (letter,) = resets(app)
    assert letter.recipient == "ann@northwind.example"
    assert link.rpartition("/")[2].encode() not in letter.sealed_body
    assert b"Hello" not in letter.sealed_body


def test_the_relay_is_told_by_the_letters_id_alone(app, ann):
    asked_for_a_link(app, ann)
    (letter,) = resets(app)
    event = rows(app, OutboxRow)[-1]
    assert (event.name, event.payload) == ("LetterWritten", {"letter_id": str(letter.id)})


def test_a_delivered_letter_is_blank(app, ann):
    asked_for_a_link(app, ann)
    (letter,) = resets(app)
    at = clock.now()
    with app.app_context(), scope(INSTALLATION), transaction():
        actions.mark_letter_sent(letter.id, at=at)
        actions.mark_letter_sent(letter.id, at=clock.now())
    (letter,) = resets(app)
    assert (letter.sealed_body, letter.sent_at) == (None, at)


def test_the_link_leads_here_whatever_host_was_asked(app, ann):
    elsewhere = Visitor(app, base_url="http://evil.example")
    link = asked_for_a_link(app, elsewhere)
    assert link.startswith(app.extensions["assay"].settings.base_url + "/o/account/reset/")


def test_an_unknown_address_gets_the_same_page_and_no_letter(app, ann):
    known = ann.fill("/o/account/reset", email="ann@northwind.example").words()
    unknown = ann.fill("/o/account/reset", email="bob@northwind.example").words()
    assert known.replace("ann@", "bob@") == unknown
    assert [letter.recipient for letter in resets(app)] == ["ann@northwind.example"]


def test_the_link_sets_a_password_once(app, ann):
    path = "/" + asked_for_a_link(app, ann).split("/", 3)[3]
    assert ann.fill(path, password=NEW, password_confirm=NEW).location == "/o/account/login"
    assert ann.get(path).location == "/o/account/reset"
    assert "wrong" in ann.sign_in("ann@northwind.example", PASSWORD).words()
    assert ann.sign_in("ann@northwind.example", NEW).location == "/o/?straight=1"


def test_a_reset_signs_out_every_other_browser_and_is_noted(app, ann):
    other = Visitor(app)
    other.sign_in("ann@northwind.example")
    path = "/" + asked_for_a_link(app, ann).split("/", 3)[3]
    ann.fill(path, password=NEW, password_confirm=NEW)
    assert other.get("/o/").status == 303
    assert verbs(app)[-2:] == ["user.ask_reset", "user.reset_password"]
    assert opened(app)[-1][1] == "Your Assay password was reset"


def test_a_changed_password_is_told_and_noted(app, ann):
    ann.sign_in("ann@northwind.example")
    page = ann.fill(
        "/o/account/change", password=PASSWORD, new_password=NEW, new_password_confirm=NEW
    )
    assert page.location == "/o/"
    assert ann.get("/o/").status == 200
    assert [letter.subject for letter in resets(app)] == ["Your Assay password was changed"]
    assert "user.change_password" in verbs(app)


@pytest.mark.parametrize("short", ["", "nine char"])
def test_a_short_password_is_refused(app, ann, short):
    path = "/" + asked_for_a_link(app, ann).split("/", 3)[3]
    page = ann.fill(path, password=short, password_confirm=short)
    assert page.soup.find(class_="field-error") is not None
