"""What a candidate's page says of their other sittings of the assessment, and of a next one."""

from dataclasses import dataclass
from uuid import UUID

from flask import g

from assay.assessments.models import Assessment
from assay.core import clock
from assay.decisions import table
from assay.decisions.naming import Called, whose
from assay.decisions.rows import Row
from assay.invitations.models import Invitation
from assay.sittings import resitting
from assay.sittings.resits import Hindrance, Try, ordinal


@dataclass(frozen=True, kw_only=True)
class Told:
    """One sitting beside the others. `is_here`: the page is its own; `is_open`: its result is told.

    A link or a score in common between a page with a name and one with a code in its place would
    tell who that is.
    """

    words: str
    row: Row
    is_here: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Sittings:
    """`each` where there are several; `hindrance`: why there can be no resit after this page's.

    `may_follow`: this page's sitting is the last one, and has ended.
    """

    each: tuple[Told, ...]
    nth: int
    may_follow: bool
    hindrance: Hindrance | None


def told(invitation: Invitation, assessment: Assessment, called: Called) -> Sittings:
    """For the viewer, whose to see the assessment is."""
    at = clock.now()
    tries = resitting.tries_of([invitation.id], at=at)[invitation.id]
    here = next(one for one in tries if one.invitation_id == invitation.id)
    may_follow = here == tries[-1] and here.ended_at is not None
    return Sittings(
        each=_beside(tries, here, assessment.id, called) if len(tries) > 1 else (),
        nth=here.nth,
        may_follow=may_follow,
        hindrance=resitting.hindrance(invitation, tries, at=at) if may_follow else None,
    )


def _beside(
    tries: tuple[Try, ...], here: Try, assessment_id: UUID, called: Called
) -> tuple[Told, ...]:
    ids = [one.invitation_id for one in tries]
    rows = table.chosen(assessment_id, ids, viewer=g.member)
    others = whose(ids, viewer=g.member)
    return tuple(
        Told(
            words=f"{ordinal(one.nth).capitalize()} sitting",
            row=row,
            is_here=one == here,
            is_open=others[one.invitation_id].is_hidden == called.is_hidden,
        )
        for one, row in zip(tries, rows, strict=True)
    )
