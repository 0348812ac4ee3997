"""Laying what people mark on the desk: once, and once more where a late text is to count."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from assay.assessments import queries as assessments
from assay.core.db import session
from assay.events.catalogue import HumanMarkNeeded
from assay.events.outbox import publish
from assay.invitations import queries as invitations
from assay.marking import queue
from assay.marking.models import DeskAnswer
from assay.marking.queries import Script
from assay.sittings.models import Sitting


def lay(sitting: Sitting, scripts: Sequence[Script], *, at: datetime) -> None:
    """Lay these on the desk, on the terms of now; a second time lays nothing more."""
    there = queue.places(sitting.id)
    new = [script for script in scripts if script.position not in there]
    if not new:
        return
    assessment_id = _assessment(sitting)
    terms = queue.terms(assessment_id)
    session.add_all(
        DeskAnswer(
            sitting_id=sitting.id,
            position=script.position,
            assessment_id=assessment_id,
            item_organisation_id=script.item_organisation_id,
            item_version_id=script.item_version_id,
            seq=script.seq,
            out_of=script.points,
            wanted=terms.markers,
            distance=terms.distance,
            asked_at=at,
        )
        for script in new
    )
    publish(HumanMarkNeeded(sitting_id=sitting.id))


def lay_anew(sitting: Sitting, script: Script, *, at: datetime) -> None:
    """Have the text that counts now marked, on the terms of now, in place of the one before.

    What was given to that one stays, and counts no more. Again is the same as once.
    """
    place = queue.locked(sitting.id, script.position)
    if place is None:
        lay(sitting, [script], at=at)
        return
    if place.seq == script.seq:
        return
    terms = queue.terms(place.assessment_id)
    place.seq, place.wanted, place.distance = script.seq, terms.markers, terms.distance
    place.asked_at, place.done_at = at, None
    session.flush()
    publish(HumanMarkNeeded(sitting_id=sitting.id))


def _assessment(sitting: Sitting) -> UUID:
    invitation = invitations.one(sitting.invitation_id)
    return assessments.version(invitation.assessment_version_id).assessment_id
