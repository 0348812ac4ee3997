"""Who is written to while an organisation is closed: only about what is theirs alone."""

from contextlib import contextmanager

import pytest
from sqlalchemy import select

from assay.accounts import actions as accounts
from assay.accounts.models import Letter, Member
from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.invitations import requests
from assay.tenancy.scope import INSTALLATION, scope
from tests.populated import Pigeons, populate, printed
from workers import tasks
from workers.base import Later
from workers.means import Means


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
    """Answered and closed; what is asked waits for a letter of its own."""

    @contextmanager
    def inside():
        with app.app_context(), scope(house.organisation_id):
            yield

    with inside(), transaction():
        requests.answer(house.request_id, verdict="granted", by=house.by, at=clock.now())
        accounts.close_organisation(by=SYSTEM, reason="It was not paid for.")
    return inside


def a_request(house):
    invitation_id = house.invitations["invited"]
    with transaction():
        asked = requests.ask(
            invitation_id, "something_else", text="A lamp.", percent=0, at=clock.now()
        )
        return {"request_id": asked.id}


def a_letter(house):
    with transaction():
        letter = accounts.write_letter(
            recipient="bea@x.example", subject="A report", text="It is ready.", html="",
            sealer=house.sealer,
        )  # fmt: skip
        return {"letter_id": letter.id}


POSTED = [
    (tasks.send_feedback, lambda house: {"feedback_id": house.feedback_id}),
    (tasks.send_answer, lambda house: {"request_id": house.request_id}),
    (tasks.send_letter, a_letter),
]
WRITTEN = [
    (tasks.tell_of_request, a_request),
    (tasks.send_welcome, lambda house: {"member_id": session.scalar(select(Member.id).limit(1))}),
]


@pytest.mark.parametrize(("task", "about"), POSTED, ids=lambda one: getattr(one, "__name__", ""))
def test_what_was_posted_waits_and_goes_once_it_opens_again(house, inside, means, task, about):
    house.sealer = means.sealer
    with inside():
        about = about(house)
        for _ in range(2):
            with pytest.raises(Later):
                task(means, **about)
        assert means.mailer.carried == []
        with transaction():
            accounts.reopen_organisation(by=SYSTEM)
        task(means, **about)
    assert len(means.mailer.carried) == 1


@pytest.mark.parametrize(("task", "about"), WRITTEN, ids=lambda one: getattr(one, "__name__", ""))
def test_letters_to_members_are_not_written_until_it_opens_again(house, inside, means, task, about):
    def letters():
        with reading():
            return len(list(session.scalars(select(Letter.id))))

    with inside():
        about = about(house)
        before = letters()
        with pytest.raises(Later):
            task(means, **about)
        assert letters() == before
        with transaction():
            accounts.reopen_organisation(by=SYSTEM)
        task(means, **about)
        assert letters() > before


def test_what_is_about_ones_own_account_goes(app, house, inside, means):
    house.sealer = means.sealer
    with app.app_context(), scope(INSTALLATION):
        tasks.send_letter(means, **a_letter(house))
    assert [one.subject for one in means.mailer.carried] == ["A report"]
