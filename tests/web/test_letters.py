"""The pages of letters: worded anew, tried on nobody, sent to oneself, put back; by whom may."""

import pytest
from sqlalchemy import select

from assay.accounts import actions as accounts
from assay.accounts.models import Letter
from assay.audit.queries import entries_about
from assay.core.db import reading, session
from assay.invitations import rewording
from assay.invitations.shipped import shipped
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.accounts.people import is_there
from tests.visitor import Visitor

LETTERS = "/o/northwind/letters"
GERMAN = f"{LETTERS}/invitation/de"


@pytest.fixture
def ann(app):
    """The owner of Northwind."""
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


def fill(visitor, to="", subject="Kommen Sie", body="Hier: {link}", **more):
    return visitor.fill(GERMAN, to=GERMAN + to, subject=subject, body=body, **more)


def own():
    with reading():
        return rewording.own("invitation", "de")


def typed(page):
    return page.soup.select_one("#subject")["value"], page.soup.select_one("#body").get_text()


def test_a_letter_begins_with_the_text_that_ships(ann):
    subject, body = typed(ann.get(GERMAN))
    ships = shipped("invitation", "de")
    assert (subject, body.strip()) == (ships.subject, ships.body)
    assert "Assay’s own" in ann.get(LETTERS).words()


def test_it_is_worded_anew_and_each_version_can_be_read(ann, app):
    for word in ("Eins", "Zwei"):
        assert fill(ann, subject=word).status == 303
    assert typed(ann.get(GERMAN))[0] == "Zwei"
    assert typed(ann.get(f"{GERMAN}?version=1"))[0] == "Eins"
    assert ann.get(f"{GERMAN}?version=9").status == 404
    assert "version 2" in ann.get(LETTERS).words()


def test_it_goes_back_to_the_text_that_ships_and_the_audit_keeps_the_versions(ann, app):
    fill(ann)
    fill(ann)
    assert ann.fill(GERMAN, to=f"{GERMAN}/restore").status == 303
    with app.app_context(), scope(organisation_id := entrances.by_slug("northwind")):
        assert own() is None
        with reading():
            told = [
                (one.verb, one.details)
                for one in entries_about("organisation", organisation_id)
                if one.verb.startswith("letter.")
            ]
    version = {"kind": "invitation", "language": "de"}
    assert told == [
        ("letter.reword", version | {"number": 1}),
        ("letter.restore", version | {"number": 2}),
    ]


@pytest.mark.parametrize("to", ["", "/preview", "/test"])
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(ann, app, to):
    page = fill(ann, to, subject="a\r\nBcc: x@evil.example", body="No link, {salary}")
    assert page.status == 422
    assert "one line" in page.soup.select_one("#subject-error").get_text()
    assert "{salary}" in page.soup.select_one("#body-error").get_text()
    assert "No link, {salary}" in typed(page)[1]
    with app.app_context(), scope(entrances.by_slug("northwind")):
        assert own() is None


def test_a_preview_shows_what_was_typed_and_keeps_nothing(ann, app):
    page = fill(
        ann, "/preview", body="**Hallo** {candidate_name}\n\n[Los]({link})",
        specimen="right_to_left",
    )  # fmt: skip
    assert page.status == 200
    letter = page.soup.select_one(".letter-body")
    assert letter.strong.get_text() == "Hallo"
    assert "ليلى بنت عبد الرحمن" in letter.get_text()
    assert letter.select_one(".button").get_text() == "Los"
    assert not letter.select("[style]")
    with app.app_context(), scope(entrances.by_slug("northwind")):
        assert own() is None


def test_a_test_goes_to_who_asks_and_keeps_nothing(ann, app):
    assert fill(ann, "/test", subject="Für {candidate_name}").status == 200
    sealer = app.extensions["assay"].sealer
    with app.app_context(), scope(entrances.by_slug("northwind")):
        with reading():
            letter = session.scalars(select(Letter).where(Letter.subject.contains("Amara"))).one()
            text, _ = accounts.open_body(letter, sealer=sealer)
            assert letter.recipient == "ann@northwind.example"
        assert own() is None
    assert text.startswith("Hier: http")


@pytest.mark.parametrize("where", ["nothing/de", "invitation/xx", "reminder/xx"])
@pytest.mark.parametrize("to", ["", "/preview", "/test", "/restore"])
def test_there_is_no_other_letter(ann, where, to):
    if not to:
        assert ann.get(f"{LETTERS}/{where}").status == 404
    sent = ann.fill(GERMAN, to=f"{LETTERS}/{where}{to}", subject="x", body="{link}")
    assert sent.status == 404


def test_who_may_not_edit_the_organisation_sees_no_letters(ann, app):
    bea, _ = is_there(app, "northwind", "bea@northwind.example", "recruiter")
    assert bea.get(LETTERS).status == 403
    assert bea.get(GERMAN).status == 403
