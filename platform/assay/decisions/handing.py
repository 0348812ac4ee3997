"""Links to pass on: who of a hand-out has not begun, and a secret for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion
from assay.audit.actions import Actor
from assay.core import cells, clock
from assay.core.db import session
from assay.core.errors import NotFound
from assay.decisions import naming, stages
from assay.invitations import actions as invitations
from assay.invitations import handouts
from assay.invitations.models import Candidate, Invitation
from assay.invitations.unnamed import code_of

MOST = 1_000
"""Links that are made at once, for one file."""
FIELDS = ("name", "email", "link", "start_by")


@dataclass(frozen=True, kw_only=True)
class Part:
    """`count` of those who have not begun, behind the invitation `after`; None is the first."""

    after: UUID | None
    count: int


@dataclass(frozen=True, kw_only=True)
class Handout:
    """`size`: everyone in it; the `parts` hold those whose links are to be passed on."""

    size: int
    parts: tuple[Part, ...]

    @property
    def waiting(self) -> int:
        return sum(one.count for one in self.parts)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Whose link it is; by a code and without an address while the name is hidden."""

    name: str
    email: str
    token: str
    start_by: datetime


def handout(handout_id: UUID, *, of: UUID, viewer: Member) -> Handout:
    """Of that assessment; NotFound where nobody is in it, or it is not the viewer's to see."""
    assessments.one(of, viewer=viewer)
    found = list(session.scalars(_waiting(handout_id, of, Invitation.id)))
    size = handouts.size(handout_id, of=of)
    if not size:
        raise NotFound("Handout")
    starts = range(0, len(found), MOST)
    return Handout(
        size=size,
        parts=tuple(
            Part(after=found[start - 1] if start else None, count=len(found[start : start + MOST]))
            for start in starts
        ),
    )


def make_links(
    handout_id: UUID, *, of: UUID, after: UUID | None, viewer: Member, by: Actor
) -> list[Line]:
    """A new secret for each of one part, in the order of their names; earlier links still open.

    NotFound as handout() says; the audit keeps for each who asked for it.
    """
    assessments.one(of, viewer=viewer)
    if not handouts.size(handout_id, of=of):
        raise NotFound("Handout")
    query = _waiting(
        handout_id, of, Invitation.id, Invitation.start_by, naming.name(), Candidate.email
    )
    if after is not None:
        query = query.where(Invitation.id > after)
    found = session.execute(query.limit(MOST)).all()
    minted = invitations.copy_links([row[0] for row in found], by=by)
    lines = [
        Line(
            name=name or code_of(invitation_id),
            email=email if name else "",
            token=minted[invitation_id],
            start_by=start_by,
        )
        for invitation_id, start_by, name, email in found
        if invitation_id in minted
    ]
    return sorted(lines, key=lambda one: (one.name.casefold(), one.email))


def sheet(lines: Sequence[Line], *, base_url: str) -> str:
    """As CSV, for a mail merge: a heading, and a line for each."""
    told = [
        (one.name, one.email, f"{base_url}/sit/i/{one.token}", f"{one.start_by:%Y-%m-%d %H:%M}Z")
        for one in lines
    ]
    return cells.BOM + cells.lines([FIELDS, *told])


def _waiting(handout_id: UUID, assessment_id: UUID, *columns: Any) -> Any:
    """Those who may still begin, in an order that stays."""
    return (
        naming.with_assessment(stages.joined(*columns))
        .where(
            Invitation.handout_id == handout_id,
            AssessmentVersion.assessment_id == assessment_id,
            *stages.is_at("invited", clock.now()),
        )
        .order_by(Invitation.id)
    )
