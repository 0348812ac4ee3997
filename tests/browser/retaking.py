"""Who has sat an assessment twice, and who may: for the pages of resits."""

from datetime import timedelta

from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.core.db import transaction
from assay.decisions import actions as decisions
from assay.invitations import actions as invitations
from assay.invitations.models import Invitation
from assay.sittings import actions as sittings
from assay.sittings import queries as sat
from assay.sittings import resitting
from assay.tenancy.queries import fetch
from tests.browser import code
from workers import tasks

AGO = timedelta(days=100)
"""Longer than the interval between two sittings."""
ALARM = "The alarm rang half an hour into the sitting, and the building was cleared."


def sit_again(builder, knows):
    """Ingrid has sat twice, Jonas once and that was voided; one question is in every paper."""
    rules = (code.the("boats-that-are-asked-for"), Pool(count=7, kinds=("single", "output")))
    blueprint = Blueprint(sections=(Section(title="Core", rules=rules),))
    assessment_id, version = builder._published(
        "Backend developer, early career", 40, 60, blueprint
    )
    builder.house.at["resits"] = f"/o/northwind/assessments/{assessment_id}"
    ingrid = _sat(builder, "Ingrid Vasquez", "ingrid@x.example", version, knows(0.4))
    _long_ago(ingrid)
    with transaction():
        by = builder._actor("recruiter")
        decisions.decide(ingrid, verdict="reject", reason="Too little on testing so far.", by=by)
    with transaction():
        again = resitting.invite_again(ingrid, accepts=9, by=by, at=builder.now).id
        invitations.draw(again)
    _hand_in(builder, again, knows(0.75))
    jonas = _sat(builder, "Jonas Weiß", "jonas@x.example", version, knows(0.3))
    with transaction():
        sitting_id = sat.of_invitation(jonas).id
        sittings.void(sitting_id, by=by, reason=ALARM, at=builder.now)
    for name, one in (("first", ingrid), ("second", again), ("voided", jonas)):
        builder.house.at[f"resit-{name}"] = f"/o/northwind/invitations/{one}"


def _sat(builder, name, email, version, known):
    invitation_id = builder._invited(name, email, version=version)
    _hand_in(builder, invitation_id, known)
    return invitation_id


def _hand_in(builder, invitation_id, known):
    sitting_id = builder._sat(invitation_id, known, hours=2)
    with transaction():
        sittings.submit(sitting_id, at=builder.now - timedelta(hours=2, minutes=-31))
    tasks.mark_sitting(builder.means, sitting_id=sitting_id)


def _long_ago(invitation_id):
    with transaction():
        invitation = fetch(Invitation, invitation_id)
        sitting = sat.of_invitation(invitation_id)
        invitation.invited_at -= AGO
        for name in ("started_at", "submitted_at", "ended_at", "ends_at"):
            setattr(sitting, name, getattr(sitting, name) - AGO)
