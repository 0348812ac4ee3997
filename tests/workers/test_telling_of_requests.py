"""What a candidate asks for reaches who looks after it, once; the answer reaches the candidate."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from assay.accounts import actions as accounts
from assay.accounts.models import Letter, Member
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.languages import LANGUAGES, translations
from assay.events.models import OutboxRow
from assay.invitations import actions as inviting
from assay.invitations import afterwards, requests
from assay.invitations.request_letters import ANSWERED, ASKED
from assay.tenancy.scope import scope
from tests.populated import Pigeons, populate, printed
from workers.means import Means
from workers.requests import send_answer, tell_of_request

SECRET = "I am ill at Northwind."


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def means(app):
    parts = app.extensions["assay"]
    return Means(
        settings=parts.settings, mailer=Pigeons(), sealer=parts.sealer, blobs=parts.blobs,
        printed=printed,
    )  # fmt: skip


@pytest.fixture
def inside(app, house):
    @contextmanager
    def inside():
        with app.app_context(), scope(house.organisation_id):
            yield

    return inside


def events(name):
    """The ids of the requests that these events tell of."""
    with reading():
        rows = session.scalars(select(OutboxRow).where(OutboxRow.name == name))
        return [row.payload["request_id"] for row in rows]


def make(house, kind):
    """The request of that kind, as its candidate makes it."""
    invited, done, at = house.invitations["invited"], house.invitations["done"], clock.now()
    with transaction():
        if kind == "more_time":
            return requests.ask(invited, kind, percent=100, at=at)
        if kind == "something_else":
            return requests.ask(invited, kind, text=SECRET, at=at)
        if kind == "erase":
            return afterwards.erase(done, at=at)
        if kind == "review":
            return afterwards.of(done, kind)
        requests.decline(invited, reason=SECRET, at=at)
        return next(one for one in requests.queries.requests(invited) if one.kind == kind)


def told(means, request):
    """(recipient, subject, text, html) of each letter that is written."""
    with reading():
        before = set(session.scalars(select(Letter.id)))
    tell_of_request(means, request_id=request.id)
    with reading():
        found = [one for one in session.scalars(select(Letter)) if one.id not in before]
        return [
            (one.recipient, one.subject, *accounts.open_body(one, sealer=means.sealer))
            for one in found
        ]


@pytest.mark.parametrize("kind", ASKED)
def test_who_looks_after_it_is_told_once_and_without_the_candidates_words(
    house, means, inside, kind
):
    with inside():
        request = make(house, kind)
        assert events("RequestMade").count(str(request.id)) == 1
        ((recipient, subject, text, html),) = told(means, request)
        assert told(means, request) == []
    assert recipient == house.email("owner" if kind == "erase" else "recruiter")
    stage = "done" if kind in ("review", "erase") else "invited"
    assert subject.startswith(f"{stage.title()} Northwind ")
    page = f"http://localhost/o/northwind/invitations/{house.invitations[stage]}"
    for body in (text, html):
        assert page + ("/after" if stage == "done" else "") in body
        assert SECRET not in body
        assert "The clock of Northwind" not in body
        assert ("carried out by" in body) == (kind == "erase")


def test_where_the_inviter_has_left_the_owners_are_told(house, means, inside):
    with inside():
        request = make(house, "more_time")
        with transaction():
            session.get(
                Member, (house.organisation_id, house.members["recruiter"])
            ).removed_at = clock.now()
        assert [one[0] for one in told(means, request)] == [house.email("owner")]


def test_of_what_was_taken_back_nobody_is_told(house, means, inside):
    with inside():
        request = make(house, "more_time")
        with transaction():
            requests.ask(house.invitations["invited"], "more_time", percent=75, at=clock.now())
        assert told(means, request) == []


def answer(house, kind, verdict):
    request, at = make(house, kind), clock.now() + timedelta(minutes=1)
    with transaction():
        if kind == "review":
            afterwards.reply(request.id, text="It stays as it is.", by=house.by, at=at)
        else:
            requests.answer(request.id, verdict=verdict, by=house.by, at=at)
    return request


@pytest.mark.parametrize(("kind", "verdict"), ANSWERED)
def test_the_candidate_is_told_of_the_answer(house, means, inside, kind, verdict):
    with inside():
        request = answer(house, kind, verdict)
        assert events("RequestAnswered") == [str(request.id)]
        send_answer(means, request_id=request.id)
    letter = means.mailer.carried[-1]
    words = ANSWERED[kind, verdict] % {"organisation": "Northwind Robotics"}
    assert letter.recipient == house.email(f"candidate-{'done' if kind == 'review' else 'invited'}")
    assert letter.key == f"answer.{request.id}"
    for body in (letter.text, letter.html):
        assert words in " ".join(body.split())
        assert SECRET not in body
        assert "It stays as it is" not in body


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_answer_is_in_the_candidates_language(house, means, inside, code):
    with inside():
        with transaction():
            inviting.speak(house.invitations["invited"], code)
        send_answer(means, request_id=answer(house, "more_time", "granted").id)
    letter = means.mailer.carried[-1]
    said = translations(code).gettext(ANSWERED["more_time", "granted"])
    assert said % {"organisation": "Northwind Robotics"} in " ".join(letter.text.split())
    assert f'<html lang="{code}">' in letter.html


def test_what_was_taken_back_is_no_answer(house, means, inside):
    with inside():
        request = make(house, "more_time")
        with transaction():
            requests.ask(house.invitations["invited"], "more_time", percent=75, at=clock.now())
        before = len(means.mailer.carried)
        assert events("RequestAnswered") == []
        send_answer(means, request_id=request.id)
    assert len(means.mailer.carried) == before
