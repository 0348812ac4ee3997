"""A candidate who has sat an assessment of a bank, by the rooms' own verbs: resits can follow."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from assay.accounts.settling import settle_policy
from assay.assessments.blueprint import Pool
from assay.assessments.models import AssessmentVersion
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.invitations import actions as invitations
from assay.invitations.models import Invitation
from assay.marking import actions as marking
from assay.marking import queries as marks
from assay.marking.engines import engine_for
from assay.sittings import actions as sittings
from assay.sittings import resitting
from assay.tenancy.policies import Policy
from assay.tenancy.queries import policy
from tests.assessments.bench import Bench
from tests.sittings.situation import AT

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LATER = AT + 100 * DAY
"""The usual interval is over."""


def publish(bench: Bench, *, items: int = 8, count: int = 4, **more: Any) -> AssessmentVersion:
    with clock.frozen(AT):
        for _ in range(items):
            bench.make_item()
        return bench.published(Pool(count=count), **more)


def settle(bench: Bench, **told: Any) -> None:
    with transaction():
        settle_policy(Policy(**told), by=bench.by, at=AT)


def ask(
    bench: Bench, version: AssessmentVersion, name: str = "Ada Byron", *, at: datetime = AT
) -> UUID:
    with clock.frozen(at), transaction():
        email = f"{name.split()[0].lower()}@example.org"
        asked = invitations.invite(version.id, name=name, email=email, by=bench.by)
        return invitations.draw(asked.id).id


def sit(invitation_id: UUID, *, at: datetime = AT + HOUR, is_marked: bool = True) -> UUID:
    """Begun, handed in after ten minutes, and marked: nothing is right."""
    with clock.frozen(at), transaction():
        agreed = sittings.Agreed(policy=policy().number)
        sitting_id = sittings.start(invitation_id, agreed=agreed, at=at).id
    with clock.frozen(at + 10 * MINUTE):
        with transaction():
            sittings.submit(sitting_id, at=at + 10 * MINUTE)
        if is_marked:
            with reading():
                outcomes = {
                    one.position: engine_for(one.kind)(one.content, one.key, one.value, one.points)
                    for one in marks.scripts(sitting_id)
                }
            with transaction():
                marking.settle(sitting_id, outcomes, at=at + 10 * MINUTE)
    return sitting_id


def again(bench: Bench, invitation_id: UUID, *, at: datetime = LATER, **how: Any) -> Invitation:
    with clock.frozen(at), transaction():
        made = resitting.invite_again(invitation_id, by=bench.by, at=at, **how)
        invitations.draw(made.id)
    session.expunge(made)
    return made
