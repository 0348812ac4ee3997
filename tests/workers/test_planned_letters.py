"""Planned letters go out by the clock, whoever's they are: at their time, once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from assay.assessments import queries as assessed
from assay.core import clock
from assay.core.db import transaction
from assay.invitations import actions as inviting
from assay.invitations import planning, rewording
from assay.sittings import actions as sittings
from assay.tenancy.queries import policy
from assay.tenancy.scope import scope
from tests.populated import Pigeons, populate, printed
from workers import letters, tasks
from workers.means import Means

LATER = timedelta(days=13)


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def means(app, roles):
    parts = app.extensions["assay"]
    return Means(
        settings=replace(parts.settings, relay_database_url=roles.relay), mailer=Pigeons(),
        sealer=parts.sealer, blobs=parts.blobs, printed=printed,
    )  # fmt: skip


@pytest.fixture
def by_the_clock(app, means):
    """by_the_clock(at): what the beat asks for; how many letters were due."""

    def inside(at):
        with app.app_context(), clock.frozen(at):
            return letters.hand_on_letters(means)

    def by_the_clock(at):
        with ThreadPoolExecutor(1) as elsewhere:
            return elsewhere.submit(inside, at).result()

    return by_the_clock


@pytest.fixture
def inside(app, house):
    @contextmanager
    def inside():
        with app.app_context(), scope(house.organisation_id):
            yield

    return inside


@pytest.fixture
def handed_on(database):
    """The payloads of what was handed on."""

    def handed_on():
        with database.connect() as connection:
            query = text("select payload from outbox where name = 'LetterDue' order by written_at")
            return list(connection.scalars(query))

    return handed_on


def carry_out(means, payloads):
    for one in payloads:
        letters.send_planned_letter(means, **{name: UUID(value) for name, value in one.items()})


def test_only_who_has_not_begun_is_reminded_and_once(house, by_the_clock, handed_on, inside, means):
    at = clock.now() + LATER
    assert by_the_clock(at) >= 4
    assert by_the_clock(at + timedelta(minutes=1)) == 0
    (payload,) = handed_on()
    assert payload["invitation_id"] == str(house.invitations["invited"])
    with inside(), clock.frozen(at):
        carry_out(means, [payload])
    (letter,) = means.mailer.carried
    assert letter.recipient == house.email("candidate-invited")
    assert letter.subject == "Reminder: “Northwind Developer” waits for you"
    assert letter.key == f"reminder.{payload['planned_letter_id']}"
    assert "http://localhost/sit/i/" in letter.text


def test_who_begins_between_the_clock_and_the_mailer_is_not_reminded(
    house, by_the_clock, handed_on, inside, means
):
    at = clock.now() + timedelta(days=12, hours=12)
    by_the_clock(at)
    with inside(), clock.frozen(at):
        with transaction():
            agreed = sittings.Agreed(policy=policy().number)
            sittings.start(house.invitations["invited"], agreed=agreed, at=at)
        carry_out(means, handed_on())
    assert means.mailer.carried == []


def test_a_reminder_says_the_organisations_own_words(house, inside, means):
    with inside():
        with transaction():
            rewording.reword(
                "reminder", "en", subject="{assessment} is open",
                body="Come, {candidate_name}: {link}", by=house.by, at=clock.now(),
            )  # fmt: skip
            one = planning.of(house.invitations["invited"])[0]
            ids = {"invitation_id": one.invitation_id, "planned_letter_id": one.id}
        letters.send_planned_letter(means, **ids)
    assert means.mailer.carried[-1].subject == "Northwind Developer is open"
    assert means.mailer.carried[-1].text.split()[:3] == ["Come,", "Invited", "Northwind:"]


def test_an_invitation_for_later_is_sent_at_its_time(house, by_the_clock, handed_on, inside, means):
    with inside():
        with transaction():
            later = clock.now() + timedelta(days=1)
            version = assessed.latest_version(house.assessments[0])
            invitation_id = inviting.invite(
                version.id, name="Lea", email="lea@x.example", send_at=later, by=house.by
            ).id
        tasks.draw_paper(means, invitation_id=invitation_id)
        tasks.send_invitation(means, invitation_id=invitation_id)
        assert means.mailer.carried == []
    assert by_the_clock(later) == 1
    with inside():
        carry_out(means, handed_on())
    assert [one.recipient for one in means.mailer.carried] == ["lea@x.example"]
