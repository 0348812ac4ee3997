"""Planned letters go out by the clock, whoever's they are: at their time, once.

While an organisation is closed its letters wait; what was handed in is marked all the same.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from assay.accounts import actions as accounts
from assay.accounts.models import Letter
from assay.assessments import queries as assessed
from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.events.models import OutboxRow
from assay.invitations import actions as inviting
from assay.invitations import planning, rewording
from assay.invitations.models import Invitation
from assay.marking import queries as marking
from assay.reports import queries as reports
from assay.sittings import actions as sittings
from assay.tenancy.queries import policy
from assay.tenancy.scope import scope
from tests.populated import Pigeons, populate, printed
from workers import letters, tasks
from workers.means import Means
from workers.routes import ROUTES

SENDS = {"send_invitation", "send_planned_letter"}
LATER, MINUTE = timedelta(days=13), timedelta(minutes=1)


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


def test_who_is_passed_their_link_by_hand_is_written_to_only_once_it_is_asked_for(
    house, by_the_clock, handed_on, inside, means
):
    at = clock.now()
    with inside():
        with reading():
            (one,) = session.scalars(
                select(Invitation).where(Invitation.handout_id == house.handout_id)
            )
            invitation_id = one.id
        letters.send_invitation(means, invitation_id=invitation_id)
        assert means.mailer.carried == []
        with transaction():
            inviting.resend(invitation_id, by=house.by)
        letters.send_invitation(means, invitation_id=invitation_id)
    (letter,) = means.mailer.carried
    assert letter.recipient == house.email("by-hand")
    by_the_clock(at + LATER)
    assert str(invitation_id) in [one["invitation_id"] for one in handed_on()]


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


def test_sent_before_its_paper_is_drawn_it_is_one_letter(house, by_the_clock, handed_on, inside):
    """In place of the one that was planned, or at its time: the paper's own letter is the one."""
    later, invited = clock.now() + timedelta(days=1), []
    with inside():
        version = assessed.latest_version(house.assessments[0])
        for name in ("lea", "mia"):
            with transaction():
                one = inviting.invite(
                    version.id, name=name, email=f"{name}@x.example", send_at=later, by=house.by
                )
                invited.append(one.id)
        with transaction():
            for _ in range(2):
                inviting.resend(invited[0], by=house.by)
    assert by_the_clock(later) == 1
    assert handed_on() == []
    with inside():
        for one in invited:
            assert asks_for_letters(one) == []
            with transaction():
                inviting.draw(one)
            assert asks_for_letters(one) == ["PaperDrawn"]
            with reading():
                assert not planning.is_held_back(one)
        with transaction():
            inviting.resend(invited[0], by=house.by)
        assert asks_for_letters(invited[0]) == ["InvitationResent", "PaperDrawn"]


def asks_for_letters(invitation_id):
    """The events about it on which its letter goes out."""
    sends = {event.__name__ for event, routes in ROUTES.items() if SENDS & {r.task for r in routes}}
    with reading():
        found = session.scalars(select(OutboxRow).where(OutboxRow.name.in_(sends)))
        return sorted(
            row.name for row in found if row.payload["invitation_id"] == str(invitation_id)
        )


def close():
    with transaction():
        accounts.close_organisation(by=SYSTEM, reason="It was asked for.")


def reopen():
    with transaction():
        accounts.reopen_organisation(by=SYSTEM)


def plans(invitation_id):
    with reading():
        return [(one.kind, one.outcome) for one in planning.of(invitation_id)]


@pytest.fixture
def shut(inside):
    with inside():
        close()


def test_planned_letters_wait_and_go_when_it_opens_again(
    house, by_the_clock, handed_on, inside, means, shut
):
    at = clock.now() + LATER
    assert by_the_clock(at) == 0
    with inside():
        reopen()
    assert by_the_clock(at + MINUTE) >= 4
    (payload,) = handed_on()
    assert payload["invitation_id"] == str(house.invitations["invited"])


def test_those_of_others_go_meanwhile(app, house, by_the_clock, inside, shut, handed_on):
    bluefjord = populate(app, "Bluefjord")
    assert by_the_clock(clock.now() + LATER) >= 4
    (payload,) = handed_on()
    assert payload["invitation_id"] == str(bluefjord.invitations["invited"])


def test_one_that_is_due_just_as_it_closes_is_not_settled(house, inside, shut):
    with inside():
        one = planning.of(house.invitations["invited"])[0]
        with transaction():
            assert not planning.hand_on(one.id, has_begun=False, at=one.due_at)
        assert plans(house.invitations["invited"]) == [("reminder", None)]


def test_an_invitation_that_was_on_its_way_waits_once_and_goes_with_a_link(
    house, by_the_clock, handed_on, inside, means, shut
):
    invitation_id = house.invitations["invited"]
    with inside():
        for _ in range(2):
            letters.send_invitation(means, invitation_id=invitation_id)
        assert means.mailer.carried == []
        assert sorted(plans(invitation_id)) == [("invitation", None), ("reminder", None)]
        reopen()
    assert by_the_clock(clock.now() + MINUTE) == 1
    with inside():
        carry_out(means, handed_on())
    (letter,) = means.mailer.carried
    assert letter.recipient == house.email("candidate-invited")
    assert "http://localhost/sit/i/" in letter.text


def test_a_reminder_that_was_on_its_way_waits_too(house, by_the_clock, handed_on, inside, means):
    at = clock.now() + LATER
    by_the_clock(at)
    with inside(), clock.frozen(at):
        close()
        carry_out(means, handed_on())
        assert means.mailer.carried == []
        reopen()
    assert by_the_clock(at + MINUTE) == 1
    with inside(), clock.frozen(at + MINUTE):
        carry_out(means, handed_on()[1:])
    assert [one.recipient for one in means.mailer.carried] == [house.email("candidate-invited")]


def test_what_was_handed_in_is_marked_and_reported_and_nobody_is_written_to(
    house, inside, means, shut
):
    sitting_id = house.sittings["sitting"]
    with inside():
        with transaction():
            sittings.submit(sitting_id, at=clock.now())
        tasks.mark_sitting(means, sitting_id=sitting_id)
        tasks.issue_report(means, sitting_id=sitting_id)
        with reading():
            assert marking.result_of(sitting_id) is not None
            report_id = reports.of_sitting(sitting_id).id
            before = session.scalar(select(func.count()).select_from(Letter))
        tasks.notify_members(means, report_id=report_id)
        with reading():
            assert session.scalar(select(func.count()).select_from(Letter)) == before


def test_a_receipt_goes_to_who_handed_in(house, inside, means, shut):
    with inside():
        with transaction():
            sittings.submit(house.sittings["sitting"], at=clock.now())
        tasks.send_receipt(means, sitting_id=house.sittings["sitting"])
    assert [one.recipient for one in means.mailer.carried] == [house.email("candidate-sitting")]
