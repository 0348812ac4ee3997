"""Who is picked for an act on many, how many that are, and whom it would leave alone and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Case, ColumnElement, case, func, select

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion
from assay.core import clock
from assay.core.db import session
from assay.decisions import naming, stages, table
from assay.decisions.finding import Asked
from assay.decisions.models import Standing, Tagging
from assay.decisions.tagging import MOST_TAGS
from assay.invitations.models import Candidate, Invitation
from assay.marking.models import Result
from assay.sittings.models import Sitting

NEEDS = {
    "tag": "remarks.write",
    "untag": "remarks.write",
    "archive": "candidates.invite",
    "restore": "candidates.invite",
    "postpone": "candidates.invite",
    "resend": "candidates.invite",
    "withdraw": "candidates.invite",
    "decide": "decisions.write",
}
"""Act → the permission that it asks for: the same as upon one candidate."""
WHY = {
    "tagged": "Has the tag already",
    "full": f"Has {MOST_TAGS} tags already",
    "untagged": "Does not have the tag",
    "archived": "Is in the archive already",
    "here": "Is not in the archive",
    "withdrawn": "The invitation was withdrawn",
    "declined": "Takes no part",
    "begun": "Has begun already",
    "late": "The time to begin has passed",
    "by_hand": "No letter was sent: the link is passed on by hand",
    "unsent": "The first letter is on its way",
    "unmarked": "Has no result yet",
    "voided": "The sitting is voided",
    "decided": "Is decided so already",
    "meanwhile": "Has changed meanwhile",
    "gone": "Is not here any more",
    "not_allowed": "Who asked for it may not do this any more",
}
"""Why somebody is left alone."""
NAMED = 50
"""So many of those are named; the others are counted."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """One whom the act leaves alone; `why` in words."""

    invitation_id: UUID
    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`number` who are picked; `left` of them would be left alone, and `named` are the first."""

    number: int
    left: Mapping[str, int]
    named: tuple[Left, ...]

    @property
    def done(self) -> int:
        return self.number - sum(self.left.values())


def plan(assessment_id: UUID, asked: Asked, *, kind: str, viewer: Member) -> Plan:
    """What the act would come upon. NotFound where the assessment is not the viewer's to see."""
    hides = assessments.one(assessment_id, viewer=viewer).hides_names
    asked, at = table.allowed(asked, hides=hides), clock.now()
    reason = why(kind, {}, at)
    each = picked(assessment_id, asked, reason.label("why"), at=at).subquery()
    grouped = select(each.c.why, func.count()).group_by(each.c.why).order_by(each.c.why)
    counts: dict[str | None, int] = {row[0]: row[1] for row in session.execute(grouped)}
    left = {WHY[told]: number for told, number in counts.items() if told}
    query = (
        picked(assessment_id, asked, Invitation.id, Candidate.name, reason, at=at)
        .where(reason.is_not(None))
        .order_by(Invitation.id if hides else Candidate.name_lower, Invitation.id)
        .limit(NAMED)
    )
    named = [
        Left(invitation_id=one, name=name, why=WHY[told])
        for one, name, told in (session.execute(query) if left else ())
    ]
    return Plan(number=sum(counts.values()), left=left, named=called(named))


def called(left: Sequence[Left]) -> tuple[Left, ...]:
    """The same by code where a name is hidden."""
    codes = naming.codes(one.invitation_id for one in left) if left else {}
    return tuple(replace(one, name=codes.get(one.invitation_id, one.name)) for one in left)


def picked(assessment_id: UUID, asked: Asked, *columns: Any, at: datetime) -> Any:
    """A select of these columns over all who are asked for."""
    return stages.joined(*columns).where(
        AssessmentVersion.assessment_id == assessment_id, *table.wanted(asked, at)
    )


def why(kind: str, told: Mapping[str, Any], at: datetime) -> Case[str]:
    """One of WHY, of the invitation in stages.joined(); null where the act is to be done."""
    return case(*[(holds, word) for word, holds in _hindrances(kind, told, at).items()])


def _hindrances(kind: str, told: Mapping[str, Any], at: datetime) -> dict[str, ColumnElement[bool]]:
    closed: dict[str, ColumnElement[bool]] = {
        "withdrawn": Invitation.withdrawn_at.is_not(None),
        "begun": Sitting.id.is_not(None),
    }
    declined: dict[str, ColumnElement[bool]] = {"declined": Invitation.declined_at.is_not(None)}
    if kind == "tag":
        worn = {"tagged": table.bears(UUID(told["tag_id"]))} if "tag_id" in told else {}
        return worn | {"full": _tags() >= MOST_TAGS}
    if kind == "untag":
        worn_by = table.bears(UUID(told["tag_id"])) if "tag_id" in told else _tags() > 0
        return {"untagged": ~worn_by}
    if kind == "decide":
        same = {"decided": Standing.verdict == told["verdict"]} if "verdict" in told else {}
        return {"voided": Sitting.state == "voided", "unmarked": Result.id.is_(None)} | same
    plain: dict[str, dict[str, ColumnElement[bool]]] = {
        "archive": {"archived": Invitation.archived_at.is_not(None)},
        "restore": {"here": Invitation.archived_at.is_(None)},
        "postpone": closed | declined,
        "resend": closed | declined | {
            "late": Invitation.start_by <= at,
            "by_hand": Invitation.handout_id.is_not(None),
            "unsent": Invitation.sent_at.is_(None),
        },
        "withdraw": closed,
    }  # fmt: skip
    return plain[kind]


def _tags() -> Any:
    """How many tags the invitation in joined() has."""
    return (
        select(func.count())
        .where(
            Tagging.organisation_id == Invitation.organisation_id,
            Tagging.invitation_id == Invitation.id,
        )
        .correlate(Invitation)
        .scalar_subquery()
    )
