"""A public link: the same answer for everybody, a mail, and only then an invitation."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from assay.accounts import actions as accounts
from assay.accounts.models import Letter
from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid
from assay.invitations import actions, signing_up
from assay.invitations.models import Candidate, Invitation
from assay.invitations.signing_up import Terms, clean_domains
from tests.sittings.situation import AT, Situation
from tests.testroom.chair import Chair

HOUR = timedelta(hours=1)


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.fixture
def made(room):
    """made(places=1, …): the assessment's public link; its address below /sit is `at`."""

    def made(**terms):
        with reading():
            version = actions.queries.landing(room.invitation_id).assessment_version_id
            assessment_id = signing_up.assessments.version(version).assessment_id
        with transaction():
            link = signing_up.make(
                assessment_id, Terms(**{"places": 10, **terms}), by=room.member, at=AT
            )
        return SimpleNamespace(id=link.id, at=f"/sit/join/{link.token}", assessment=assessment_id)

    return made


def letters(room):
    """(recipient, what the text says), in the order of their addresses."""
    sealer = room.app.extensions["assay"].sealer
    with reading():
        found = session.scalars(select(Letter).order_by(Letter.recipient)).all()
        return [(one.recipient, accounts.open_body(one, sealer=sealer)[0]) for one in found]


def link_in(text):
    return re.search(r"http://localhost(/sit/join/\S+)", text)[1]


def asks(room, link, email="ada@example.org", name="Ada Byron"):
    chair = Chair(room)
    page = chair.press(chair.get(link.at), link.at, name=name, email=email)
    return chair, page


def count(table):
    with reading():
        return session.scalar(select(func.count()).select_from(table))


def used(link):
    with reading():
        return signing_up.by_id(link.id).used


def test_who_asks_is_kept_nowhere_until_they_confirm(room, made):
    link, before = made(), (count(Candidate), count(Invitation))
    _, page = asks(room, link)
    assert (page.status, page.heading) == (200, "Look into your mail")
    ((recipient, text),) = letters(room)
    assert recipient == "ada@example.org"
    assert "Ada" not in text
    assert (count(Candidate), count(Invitation)) == before
    assert used(link) == 0


def test_the_mails_link_invites_by_a_press_and_leads_to_a_link_of_ones_own(room, made):
    link, before = made(), count(Invitation)
    chair, _ = asks(room, link)
    path = link_in(letters(room)[0][1])
    page = chair.get(path)
    assert "Ada Byron" in page.words()
    assert count(Invitation) == before
    landed = chair.press(page, path)
    assert landed.path.startswith("/sit/i/")
    assert (count(Invitation), used(link)) == (before + 1, 1)
    assert chair.press(page, path).path.startswith("/sit/i/")
    assert (count(Invitation), used(link)) == (before + 1, 1)


def test_who_is_invited_already_gets_the_same_answer_and_takes_no_place(room, made):
    link, before = made(), count(Invitation)
    with reading():
        known = actions.queries.landing(room.invitation_id).email
    answers = [asks(room, link, email=email)[1] for email in ("new@example.org", known.upper())]
    assert answers[0].unnumbered() == answers[1].unnumbered()
    assert [page.path for page in answers] == [f"{link.at}/sent"] * 2
    told = [re.sub(r"/join/\S+", "", text) for _, text in letters(room)]
    assert told[0] == told[1]
    (theirs,) = [text for to, text in letters(room) if to.lower() == known.lower()]
    chair = Chair(room)
    assert chair.press(chair.get(link_in(theirs)), link_in(theirs)).path.startswith("/sit/i/")
    assert (count(Invitation), used(link)) == (before, 0)


def test_places_are_as_many_as_there_are(room, made):
    link = made(places=1)
    first, _ = asks(room, link, email="a@example.org")
    second, _ = asks(room, link, email="b@example.org")
    paths = [link_in(text) for _, text in letters(room)]
    assert first.press(first.get(paths[0]), paths[0]).path.startswith("/sit/i/")
    page = second.press(second.get(paths[1]), paths[1])
    assert (page.status, page.heading) == (410, "Sign-up is closed")
    assert second.get(link.at).status == 410


@pytest.mark.parametrize(
    ("terms", "status", "heading"),
    [
        ({"opens_at": AT + HOUR}, 200, "Sign-up is not open yet"),
        ({"closes_at": AT}, 410, "Sign-up is closed"),
    ],
    ids=["early", "late"],
)
def test_outside_of_its_time_nobody_signs_up(room, made, terms, status, heading):
    page = Chair(room).get(made(**terms).at)
    assert (page.status, page.heading) == (status, heading)


def test_a_new_link_closes_the_old_one_and_off_is_off(room, made):
    old, new = made(), made()
    assert [Chair(room).get(one.at).status for one in (old, new)] == [410, 200]
    with transaction():
        signing_up.turn(new.id, on=False, by=room.member)
    assert Chair(room).get(new.at).status == 410


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "ada@elsewhere.example"}, "email"),
        ({"email": "ada@sub.example.org"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": "ada@example.org\nBcc: x@y.example"}, "email"),
        ({"name": "=cmd()"}, "name"),
        ({"name": ""}, "name"),
    ],
    ids=["domain", "below", "none", "header", "formula", "nameless"],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_what_was_typed_stays(
    room, made, typed, field
):
    told = {"name": "Ada Byron", "email": "ada@example.org", **typed}
    link = made(domains=("example.org",))
    chair = Chair(room)
    page = chair.press(chair.get(link.at), link.at, **told)
    assert page.status == 422
    assert page.soup.find(id=f"{field}-error")
    other = {"name": "email", "email": "name"}[field]
    assert page.soup.find(id=other)["value"] == told[other]
    assert letters(room) == []


def test_the_mails_link_is_good_for_a_day_and_for_its_own_public_link(room, made):
    link = made()
    asks(room, link)
    path = link_in(letters(room)[0][1])
    with clock.frozen(AT + signing_up.LASTS + timedelta(seconds=1)):
        assert Chair(room).get(path).status == 404
    assert Chair(room).get(path[:-9]).status == 404
    newer = made()
    assert Chair(room).get(path.replace(link.at, newer.at)).status == 404


def test_who_was_withdrawn_does_not_come_back_by_a_public_link(room, made):
    link = made()
    with reading():
        email = actions.queries.landing(room.invitation_id).email
    with transaction():
        actions.withdraw(room.invitation_id, by=room.member)
    who = signing_up.Asked(name="Ada", email=email, language="en")
    with pytest.raises(Conflict), transaction():
        signing_up.take_up(link.id, who, at=AT)


@pytest.mark.parametrize(
    ("asked_in", "heading"), [("de", "Sehen Sie in Ihr Postfach"), ("es", "Mire su correo")]
)
def test_the_pages_and_the_mail_speak_the_readers_language(room, made, asked_in, heading):
    link, chair = made(), Chair(room)
    chair.press(chair.get(link.at), "/language", language=asked_in)
    page = chair.press(chair.get(link.at), link.at, name="Zoë", email="zoe@example.org")
    assert page.heading == heading
    assert "24" in letters(room)[0][1]
    assert "Hello" not in letters(room)[0][1]


def test_domains_are_told_as_people_write_them():
    assert clean_domains(" @Example.org, uni.example;  bücher.example ") == (
        "example.org", "uni.example", "xn--bcher-kva.example",
    )  # fmt: skip
    for words in ("not a domain!", "example", "-x.org"):
        with pytest.raises(Invalid):
            clean_domains(words)


def test_while_the_organisation_is_closed_nobody_signs_up(room, made):
    link = made()
    chair, _ = asks(room, link)
    ((_, text),) = letters(room)
    page = chair.get(link_in(text))
    with transaction():
        accounts.close_organisation(by=SYSTEM, reason="It was asked for.")
    assert [chair.get(at).heading for at in (link.at, link_in(text))] == [
        "Sign-up is closed", "Sign-up is closed",
    ]  # fmt: skip
    told = chair.press(page, link_in(text))
    assert (told.status, told.heading) == (410, "Sign-up is closed")
    assert used(link) == 0
