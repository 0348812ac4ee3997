"""Reads of reports: what one says, and where an issued one lies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion, Paper
from assay.bank.models import ItemVersion
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core.db import session
from assay.invitations import queries as invitations
from assay.invitations.models import Invitation
from assay.marking import queries as marking
from assay.marking.models import Mark, Result
from assay.reports.content import Content, Line, Question, Record, Status
from assay.reports.evidence import evidence, proof
from assay.reports.models import Report
from assay.sittings import queries as sittings
from assay.sittings.models import AnswerHistory, Sitting
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import current

NAMES = dict(RESPONSIBILITIES)
BY_DIGEST, BY_NUMBER = "report", "report-number"
"""The entrances by which anybody may ask for a report: its file's SHA-256 in hex, or its id."""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What anybody may know who holds the file, or its digest or number: no name, no score."""

    report_id: UUID
    organisation: str
    issued_at: datetime
    replaced_at: datetime | None


def reserved_id(result_id: UUID) -> UUID:
    """The id that the report on this result will have, known before it is made."""
    return uuid5(result_id, "report")


def by_id(report_id: UUID) -> Report:
    return fetch(Report, report_id)


def is_issued(report_id: UUID) -> bool:
    query = select(Report.id).where(Report.organisation_id == current(), Report.id == report_id)
    return session.scalar(query) is not None


def issued(report_id: UUID) -> Issued:
    """By whom and when, and whether a later report on the same sitting has taken its place."""
    report = fetch(Report, report_id)
    latest = of_sitting(report.sitting_id)
    return Issued(
        report_id=report_id,
        organisation=organisation().name,
        issued_at=report.issued_at,
        replaced_at=latest.issued_at if latest and latest.id != report_id else None,
    )


def of_sitting(sitting_id: UUID) -> Report | None:
    """The latest report on the sitting, once there is one."""
    return session.scalars(
        select(Report)
        .where(Report.organisation_id == current(), Report.sitting_id == sitting_id)
        .order_by(Report.issued_at.desc())
        .limit(1)
    ).one_or_none()


def one(report_id: UUID, *, viewer: Member) -> Report:
    """NotFound where it is not, or where its assessment is not this member's to see."""
    report = fetch(Report, report_id)
    invitation = invitations.one(sittings.by_id(report.sitting_id).invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    assessments.one(version.assessment_id, viewer=viewer)
    return report


def content(sitting_id: UUID) -> Content:
    """Everything that the report on this sitting says; NotFound while it is not marked."""
    sitting = sittings.by_id(sitting_id)
    result = marking.result_of(sitting_id)
    landing = invitations.landing(sitting.invitation_id)
    version = assessments.version(landing.assessment_version_id)
    marks = marking.marks(sitting_id, result.round)
    zone = ZoneInfo(organisation().time_zone)
    return Content(
        report_id=reserved_id(result.id),
        organisation=landing.organisation,
        candidate=landing.candidate,
        assessment=version.name,
        version=version.number,
        paper=fetch(Paper, sitting.paper_id).digest.hex(),
        sat_on=sitting.started_at.astimezone(zone).date(),
        marked_on=result.settled_at.astimezone(zone).date(),
        nth=_nth(sitting, landing.candidate_id, version),
        round=result.round,
        ran_out=sitting.state == "expired",
        points=result.points,
        out_of=result.out_of,
        effective_n=float(result.effective_n or 0),
        measure=marking.measure(result),
        cut_score=result.cut_score,
        cut_reason=version.cut_reason,
        lines=_lines(result),
        questions=tuple(_question(mark, item) for mark, item in marks),
        engines=tuple(sorted({f"{mark.engine} {mark.engine_version}" for mark, _ in marks})),
        record=_record(sitting),
        proof=proof([item.evidence for _, item in marks]),
    )


def _question(mark: Mark, item: ItemVersion) -> Question:
    return Question(
        position=mark.position,
        responsibility=NAMES.get(item.responsibility, item.responsibility),
        title=item.title,
        kind=item.kind,
        points=mark.points,
        out_of=mark.out_of,
        status=_status(mark),
        evidence=evidence(mark.detail),
    )


def _record(sitting: Sitting) -> Record:
    query = (
        select(AnswerHistory.late, func.count())
        .where(AnswerHistory.organisation_id == current(), AnswerHistory.sitting_id == sitting.id)
        .group_by(AnswerHistory.late)
    )
    counts = {row[0]: row[1] for row in session.execute(query)}
    return Record(
        saves=counts.get(False, 0), late=counts.get(True, 0), moves=sitting.generation - 1
    )


def _lines(result: Result) -> tuple[Line, ...]:
    """In the responsibilities' own order."""
    found = {line.responsibility: line for line in marking.lines(result.id)}
    return tuple(
        Line(
            name=name,
            items=found[slug].items,
            points=found[slug].points,
            out_of=found[slug].out_of,
            measure=marking.measure(found[slug]),
        )
        for slug, name in RESPONSIBILITIES
        if slug in found
    )


def _status(mark: Mark) -> Status:
    if mark.detail.get("answered") is False:
        return "none"
    if mark.points >= mark.out_of:
        return "right"
    return "partly" if mark.points > 0 else "wrong"


def _nth(sitting: Sitting, candidate_id: UUID, version: AssessmentVersion) -> int:
    """Which of this candidate's sittings of the assessment this one is."""
    query = (
        select(func.count())
        .select_from(Sitting)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == Sitting.organisation_id,
                Invitation.id == Sitting.invitation_id,
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(
            Sitting.organisation_id == current(),
            Invitation.candidate_id == candidate_id,
            AssessmentVersion.assessment_id == version.assessment_id,
            Sitting.started_at <= sitting.started_at,
        )
    )
    return session.scalar(query) or 1
