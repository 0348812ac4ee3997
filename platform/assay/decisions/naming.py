"""What candidates are called on the pages of members, and whom of them a member sees.

By their name; by a code as long as the assessment hides names and nobody has decided about them.
Whatever shows a candidate to a member asks here.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Case, ColumnElement, and_, case, exists, func, null, select

from assay.accounts.models import Member
from assay.assessments.models import Assessment, AssessmentVersion
from assay.assessments.rules import visible
from assay.core.db import session
from assay.core.errors import NotFound
from assay.core.languages import OURS
from assay.decisions import stages
from assay.decisions.models import Decision
from assay.invitations import queries as invitations
from assay.invitations.landing import Landing
from assay.invitations.models import Candidate, Invitation
from assay.invitations.unnamed import GONE, code_of, naming
from assay.sittings.models import Sitting
from assay.tenancy.scope import current

SOMEBODY = "A candidate whose name is hidden"


@dataclass(frozen=True, kw_only=True)
class Called:
    """`candidate`: their name, or the code that stands for it; `email` is empty beside a code."""

    invitation_id: UUID
    candidate: str
    email: str
    is_hidden: bool
    names: re.Pattern[str] = field(repr=False)

    def text(self, words: str) -> str:
        """What was written by them or about them, without their name while that is hidden."""
        return self.names.sub(GONE, words) if self.is_hidden else words

    def over(self, landing: Landing) -> Landing:
        """What pages tell of the person: nothing that is theirs alone while the name is hidden."""
        if not self.is_hidden:
            return landing
        return replace(landing, candidate=self.candidate, email="", time_zone="UTC", language=OURS)


def is_hidden() -> ColumnElement[bool]:
    """The condition, on Assessment and Invitation, under which a candidate's name is hidden."""
    decided = exists().where(
        Decision.organisation_id == Invitation.organisation_id,
        Decision.invitation_id == Invitation.id,
    )
    return and_(Assessment.hides_names, ~decided)


def name() -> Case[str]:
    """The candidate's name as a column; null where it is hidden, for code_of() to fill."""
    return case((is_hidden(), null()), else_=Candidate.name)


def called(invitation_id: UUID) -> Called:
    """What this invitation's candidate is called; NotFound where it is not ours."""
    query = _each().where(Invitation.id == invitation_id)
    if (row := session.execute(query).one_or_none()) is None:
        raise NotFound("Invitation")
    return _called(*row[:1], *row[2:])


def landing(invitation_id: UUID) -> Landing:
    """What invitations.landing() tells, for members."""
    return called(invitation_id).over(invitations.landing(invitation_id))


def whose(subjects: Collection[UUID], *, viewer: Member) -> dict[UUID, Called]:
    """By the id of an invitation or of a sitting; what is not this member's to see is not in it."""
    sat = select(Sitting.invitation_id).where(
        Sitting.organisation_id == current(), Sitting.id.in_(subjects)
    )
    named = select(Invitation.id).where(
        Invitation.organisation_id == current(), Invitation.id.in_(subjects)
    )
    query = _each().where(visible(viewer), Invitation.id.in_(named.union(sat)))
    found: dict[UUID, Called] = {}
    for invitation_id, sitting_id, *told in session.execute(query):
        found[invitation_id] = found[sitting_id] = _called(invitation_id, *told)
    return found


def codes(invitation_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Of those whose names are hidden, the codes."""
    query = with_assessment(stages.joined(Invitation.id)).where(
        Invitation.id.in_(list(invitation_ids)), is_hidden()
    )
    return {one: code_of(one) for one in session.scalars(query)}


def names(candidate_ids: Collection[UUID]) -> dict[UUID, str]:
    """Candidate → name, of those that are still here; SOMEBODY where it is hidden anywhere."""
    if not candidate_ids:
        return {}
    query = (
        with_assessment(stages.joined(Candidate.id, func.bool_or(is_hidden())))
        .where(Candidate.id.in_(candidate_ids))
        .group_by(Candidate.id)
    )
    hidden = {row[0] for row in session.execute(query) if row[1]}
    return invitations.names(candidate_ids) | dict.fromkeys(hidden, SOMEBODY)


def with_assessment(query: Any) -> Any:
    """The select of stages.joined(), with the assessment of each."""
    return query.join(
        Assessment,
        and_(
            Assessment.organisation_id == AssessmentVersion.organisation_id,
            Assessment.id == AssessmentVersion.assessment_id,
        ),
    )


def _each() -> Any:
    return with_assessment(
        stages.joined(Invitation.id, Sitting.id, Candidate.name, Candidate.email, is_hidden())
    )


def _called(invitation_id: UUID, name: str, email: str, hidden: bool) -> Called:
    return Called(
        invitation_id=invitation_id,
        candidate=code_of(invitation_id) if hidden else name,
        email="" if hidden else email,
        is_hidden=hidden,
        names=naming(name, email),
    )
