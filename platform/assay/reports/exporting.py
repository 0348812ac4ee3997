"""results(): every marked sitting of an assessment as a row; export() says who took them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.assessments.models import Assessment, AssessmentVersion
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.decisions import naming
from assay.decisions.models import Decision
from assay.invitations.models import Candidate, Invitation
from assay.invitations.unnamed import code_of
from assay.marking.models import Result, ResultLine
from assay.marking.queries import measure
from assay.reports.models import AnonymousCopy, Report
from assay.reports.sheets import Line, Row
from assay.sittings import resitting
from assay.sittings.models import Sitting
from assay.tenancy.queries import organisation
from assay.tenancy.scope import current

MOST = 2000
"""Rows of one export: the newest; more would not be read by a person."""
MOST_REPORTS = 300


def results(assessment_id: UUID, *, viewer: Member, limit: int = MOST) -> list[Row]:
    """The newest first; NotFound where the viewer may not. Five queries, however many rows.

    Whose name is hidden stands there by their code, and with the copy of the report without it.
    """
    assessments.one(assessment_id, viewer=viewer)
    found = session.execute(_query(assessment_id).limit(limit)).all()
    lines = _lines([row[0].id for row in found])
    verdicts = _verdicts([row[2].id for row in found])
    zone = ZoneInfo(organisation().time_zone)
    tries = _nth([row[2].id for row in found])
    return [
        Row(
            candidate=code_of(invitation.id) if is_hidden else person.name,
            email="" if is_hidden else person.email,
            version=version.number,
            nth=tries.get(invitation.id, 1),
            sat_on=sitting.started_at.astimezone(zone).date(),
            ran_out=sitting.state == "expired",
            points=float(result.points),
            out_of=float(result.out_of),
            measure=measure(result),
            cut_score=result.cut_score,
            decision=verdicts.get(invitation.id, ""),
            report_id=report.id if report else None,
            blob_key=_key(report, copy, is_hidden=is_hidden),
            lines=lines.get(result.id, {}),
        )
        for result, sitting, invitation, person, version, report, copy, is_hidden in found
    ]


def _nth(invitation_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Invitation → which of its candidate's sittings it is."""
    return {
        one: next(each.nth for each in tries if each.invitation_id == one)
        for one, tries in resitting.tries_of(invitation_ids, at=clock.now()).items()
    }


def _key(report: Report | None, copy: AnonymousCopy | None, *, is_hidden: bool) -> str | None:
    """Of the document that may be taken along, once there is one."""
    held = copy if is_hidden else report
    return held.blob_key if held else None


def export(assessment_id: UUID, *, what: str, rows: int, by: Actor) -> None:
    """Write down who took results with them, and how many."""
    record(
        "results.export", "assessment", assessment_id, actor=by,
        details={"what": what, "rows": rows},
    )  # fmt: skip


def _query(assessment_id: UUID) -> Any:
    other = aliased(Result)
    newest = (
        select(func.max(other.round))
        .where(other.organisation_id == Result.organisation_id, other.sitting_id == Sitting.id)
        .correlate(Result, Sitting)
        .scalar_subquery()
    )
    return (
        select(
            Result, Sitting, Invitation, Candidate, AssessmentVersion, Report, AnonymousCopy,
            naming.is_hidden(),
        )
        .join(Sitting, _same(Sitting, Result, "sitting_id"))
        .join(Invitation, _same(Invitation, Sitting, "invitation_id"))
        .join(Candidate, _same(Candidate, Invitation, "candidate_id"))
        .join(AssessmentVersion, _same(AssessmentVersion, Invitation, "assessment_version_id"))
        .join(Assessment, _same(Assessment, AssessmentVersion, "assessment_id"))
        .outerjoin(
            Report,
            and_(Report.organisation_id == Result.organisation_id, Report.result_id == Result.id),
        )
        .outerjoin(
            AnonymousCopy,
            and_(
                AnonymousCopy.organisation_id == Report.organisation_id,
                AnonymousCopy.report_id == Report.id,
            ),
        )
        .where(
            Result.organisation_id == current(),
            AssessmentVersion.assessment_id == assessment_id,
            Result.round == newest,
        )
        .order_by(Result.settled_at.desc(), Result.id)
    )  # fmt: skip


def _same(one: Any, other: Any, column: str) -> ColumnElement[bool]:
    return and_(one.organisation_id == other.organisation_id, one.id == getattr(other, column))


def _lines(result_ids: Sequence[UUID]) -> dict[UUID, dict[str, Line]]:
    query = select(ResultLine).where(
        ResultLine.organisation_id == current(), ResultLine.result_id.in_(result_ids)
    )
    found: dict[UUID, dict[str, Line]] = {}
    for row in session.scalars(query):
        found.setdefault(row.result_id, {})[row.responsibility] = Line(
            points=float(row.points), out_of=float(row.out_of), measure=measure(row)
        )
    return found


def _verdicts(invitation_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What was decided last, by invitation."""
    query = (
        select(Decision.invitation_id, Decision.verdict)
        .where(Decision.organisation_id == current(), Decision.invitation_id.in_(invitation_ids))
        .order_by(Decision.invitation_id, Decision.decided_at.desc(), Decision.id)
        .ext(distinct_on(Decision.invitation_id))
    )
    return {row.invitation_id: row.verdict for row in session.execute(query)}
