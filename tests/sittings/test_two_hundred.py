"""Two hundred sittings, each begun, saved and handed in six times at once: no error, no double."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from assay.audit.models import AuditEntry
from assay.core.db import reading, session, transaction
from assay.events.models import OutboxRow
from assay.invitations.models import Candidate, Invitation
from assay.sittings import actions
from assay.sittings.models import Answer, AnswerHistory, Consent, Sitting
from assay.sittings.saving import Save
from assay.tenancy.queries import fetch, policy
from assay.tenancy.scope import scope
from assay.testroom.keeping import keep
from tests.sittings.situation import AT, HOUR, MINUTE, Situation
from workers.routes import ROUTES

SITTINGS, SIX = 200, 6
POSITIONS = (1, 4)
VALUES = {1: {"choice": "a"}, 4: {"text": "the same words"}}


class Crowd:
    """Six threads that do the same thing at the same moment, for one sitting after the other."""

    def __init__(self, room, pool):
        self.room, self.pool = room, pool
        with reading():
            self.agreed = actions.Agreed(policy=policy().number)

    def at_once(self, work):
        """What the six got, none of which may be an error."""
        gate = Barrier(SIX)

        def one(number):
            with self.room.app.app_context(), scope(self.room.organisation_id):
                gate.wait(30)
                return work(number)

        return list(self.pool.map(one, range(SIX)))

    def sit(self, invitation_id):
        """From six starts to six times handed in: how many sittings and ends were told of."""
        begun = self.at_once(lambda _: self.start(invitation_id))
        saved = [
            self.at_once(lambda _, position=position: self.save(begun[0], position).seq)
            for position in POSITIONS
        ]
        ended = self.at_once(lambda _: self.submit(begun[0]))
        return {*begun}, {*ended}, saved

    def start(self, invitation_id):
        with transaction():
            return actions.start(invitation_id, agreed=self.agreed, at=AT).id

    def save(self, sitting_id, position):
        told = Save(
            organisation_id=self.room.organisation_id, sitting_id=sitting_id, generation=1,
            position=position, seq=1, key=f"key-of-{position:04}", value=VALUES[position],
            at=AT + MINUTE,
        )  # fmt: skip
        return keep(self.room.settings, told)

    def submit(self, sitting_id):
        with transaction():
            return actions.submit(sitting_id, at=AT + 2 * MINUTE).submitted_at


def invited(room, many):
    """So many invitations like the situation's own, on the same paper."""
    with transaction():
        first = fetch(Invitation, room.invitation_id)
        for number in range(many):
            person = Candidate(name="Cai", email=f"c{number}@x.example", time_zone="UTC")
            session.add(person)
            session.flush()
            session.add(
                Invitation(
                    candidate_id=person.id, assessment_version_id=first.assessment_version_id,
                    invited_by=first.invited_by, invited_at=AT, paper_id=first.paper_id,
                    start_by=AT + HOUR,
                )
            )  # fmt: skip
        session.flush()
        return list(session.scalars(select(Invitation.id).where(Invitation.id != first.id)))


@pytest.fixture
def room(app):
    with Situation(app) as room:
        yield room


def counted(model):
    return session.scalar(select(func.count()).select_from(model))


def per_subject(verb):
    """How many entries of that kind there are, and how many about the one that has the most."""
    query = select(AuditEntry.subject_id).where(AuditEntry.verb == verb)
    often = Counter(session.scalars(query))
    return often.total(), max(often.values())


def receipts():
    """How many letters of receipt the events lead to."""
    writes = {
        event.__name__ for event, routes in ROUTES.items()
        if any(route.task == "send_receipt" for route in routes)
    }  # fmt: skip
    return sum(name in writes for name in session.scalars(select(OutboxRow.name)))


def test_six_at_once_two_hundred_times_are_two_hundred_sittings(room):
    with ThreadPoolExecutor(SIX) as pool:
        crowd = Crowd(room, pool)
        sat = [crowd.sit(invitation_id) for invitation_id in invited(room, SITTINGS)]
    assert {(len(begun), len(ended)) for begun, ended, _ in sat} == {(1, 1)}
    assert all(saved == [[1] * SIX] * len(POSITIONS) for _, _, saved in sat)
    with reading():
        assert [counted(model) for model in (Sitting, Consent)] == [SITTINGS] * 2
        assert [counted(model) for model in (Answer, AnswerHistory)] == [2 * SITTINGS] * 2
        told = Counter(session.scalars(select(OutboxRow.name)))
        assert told == {"SittingStarted": SITTINGS, "SittingSubmitted": SITTINGS}
        assert receipts() == SITTINGS
        assert [per_subject(f"sitting.{verb}") for verb in ("start", "submit")] == [
            (SITTINGS, 1), (SITTINGS, 1),
        ]  # fmt: skip
