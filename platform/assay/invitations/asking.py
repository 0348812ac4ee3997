"""ask(): many people to one version, in a few statements however many they are."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import insert

from assay.assessments import queries as assessments
from assay.assessments.models import Assessment, AssessmentVersion
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Conflict, Invalid
from assay.events.catalogue import CandidateInvited
from assay.events.outbox import publish
from assay.invitations import planning, queries
from assay.invitations.csv_import import Row
from assay.invitations.deadlines import end_of_day
from assay.invitations.models import Accommodation, Candidate, Invitation
from assay.tenancy.queries import fetch, organisation, policy
from assay.tenancy.scope import current

LATEST = timedelta(days=366)


def ask(
    version_id: UUID,
    rows: Sequence[Row],
    *,
    by: Actor,
    send_at: datetime | None = None,
    handout_id: UUID | None = None,
) -> list[Invitation]:
    """An invitation for each row, in their order: the open one there is, or a new one.

    With `send_at` the letters wait until then, and the days to start are counted from there. With
    `handout_id` none is written: the new ones are a hand-out of that id.

    Candidates are known by their e-mail address and keep the name they were first given. Their
    rows are locked in the order of the addresses, so two askers of the same people take turns.
    """
    version = assessments.version(version_id)
    assessment = fetch(Assessment, version.assessment_id)
    now = clock.now()
    refuse_closed(assessment, now)
    _refuse_another_time(assessment, send_at, now)
    people = _candidates(rows)
    there = _open_invitations(version, people.values())
    _add(assessment, version, rows, people, there, by, send_at, handout_id)
    return [there[people[row.email.lower()].id] for row in rows]


def ask_new(
    version_id: UUID, rows: Sequence[Row], *, by: Actor, handout_id: UUID | None = None
) -> dict[str, Invitation]:
    """The new invitations, by e-mail address in small letters.

    Whoever is invited to the assessment, in whatever version of it, is left alone, as they were.
    Conflict where the assessment or its window is over.
    """
    version = assessments.version(version_id)
    assessment = fetch(Assessment, version.assessment_id)
    refuse_closed(assessment, clock.now())
    known = invited(version, [row.email.lower() for row in rows])
    rows = [row for row in rows if row.email.lower() not in known]
    people = _candidates(rows)
    known = invited(version, list(people))  # they are locked now: whoever came first has been
    rows = [row for row in rows if row.email.lower() not in known]
    there: dict[UUID, Invitation] = {}
    _add(assessment, version, rows, people, there, by, handout_id=handout_id)
    return {email: there[person.id] for email, person in people.items() if person.id in there}


def ask_again(
    former: Invitation,
    version: AssessmentVersion,
    *,
    returns: int,
    by: Actor,
    handout_id: UUID | None = None,
) -> Invitation:
    """A resit of what was sat; the extra time that members had granted is granted again.

    The caller holds the former invitation, and knows that none stands. `returns` is kept: how many
    questions the member was told would be asked again. With `handout_id` no letter goes to them.
    """
    now = clock.now()
    person = fetch(Candidate, former.candidate_id)
    assessment = fetch(Assessment, version.assessment_id)
    new = _invitation(assessment, version.id, person, now, by, send_at=None)
    new.former_id, new.handout_id = former.id, handout_id
    session.add(new)
    session.flush()
    told: dict[str, object] = {"former_id": str(former.id), "returns": returns}
    if handout_id is None:
        session.add_all(planning.planned([(new, person.time_zone)], send_at=None, at=now))
    else:
        told["by_hand"] = True
    record("invitation.invite_again", "invitation", new.id, actor=by, details=told)
    for one in queries.accommodations(former.id):
        if one.source == "member":
            grant(new, percent=one.extra_percent, minutes=one.extra_minutes, by=by)
    publish(CandidateInvited(invitation_id=new.id))
    return new


def invited(version: AssessmentVersion, emails: Sequence[str]) -> set[str]:
    """Which of these addresses (in small letters) hold an invitation to any version of it."""
    found = session.scalars(
        select(Candidate.email_lower)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == Candidate.organisation_id,
                Invitation.candidate_id == Candidate.id,
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
            Candidate.organisation_id == current(),
            Candidate.email_lower.in_(emails),
            AssessmentVersion.assessment_id == version.assessment_id,
            Invitation.withdrawn_at.is_(None),
        )
    )
    return set(found)


def _add(
    assessment: Assessment,
    version: AssessmentVersion,
    rows: Sequence[Row],
    people: dict[str, Candidate],
    there: dict[UUID, Invitation],
    by: Actor,
    send_at: datetime | None = None,
    handout_id: UUID | None = None,
) -> None:
    """An invitation for each whom `there` lacks; it is told of, and put there."""
    now = clock.now()
    new: list[tuple[Invitation, Row]] = []
    for row in rows:
        person = people[row.email.lower()]
        if person.id not in there:
            there[person.id] = _invitation(assessment, version.id, person, now, by, send_at=send_at)
            there[person.id].handout_id = handout_id
            new.append((there[person.id], row))
    session.add_all(invitation for invitation, _ in new)
    session.flush()
    zones = [(one, people[row.email.lower()].time_zone) for one, row in new]
    if handout_id is None:
        session.add_all(planning.planned(zones, send_at=send_at, at=now))
    for invitation, row in new:
        _tell(invitation, row, by)


def grant(invitation: Invitation, *, percent: int, minutes: int, by: Actor) -> Accommodation:
    """One row a grant; who granted it, never why."""
    granted = Accommodation(
        invitation_id=invitation.id,
        extra_percent=percent,
        extra_minutes=minutes,
        granted_by=by.id,
        granted_at=clock.now(),
    )
    session.add(granted)
    session.flush()
    record(
        "accommodation.grant", "accommodation", granted.id,
        actor=by, details={"invitation_id": str(invitation.id)},
    )  # fmt: skip
    return granted


def refuse_closed(assessment: Assessment, now: datetime) -> None:
    """Conflict where nobody can be invited any more."""
    if assessment.state == "retired":
        raise Conflict("the assessment is retired")
    for last in (assessment.start_by, assessment.finish_by):
        if last and last <= now:
            raise Conflict("the assessment's window has passed")


def _refuse_another_time(assessment: Assessment, send_at: datetime | None, now: datetime) -> None:
    if send_at is None:
        return
    if not now < send_at <= now + LATEST:
        raise Invalid("send_at", "Give a moment that is to come, within a year.")
    if any(last and last <= send_at for last in (assessment.start_by, assessment.finish_by)):
        raise Invalid("send_at", "The assessment’s window has passed by then.")


def _candidates(rows: Sequence[Row]) -> dict[str, Candidate]:
    """By e-mail address in small letters: made where new, locked, with what was last given."""
    zone, language = organisation().time_zone, policy().language
    wanted = {row.email.lower(): row for row in rows}
    if not wanted:
        return {}
    session.execute(
        insert(Candidate).on_conflict_do_nothing(),
        [
            {
                "organisation_id": current(),
                "id": uuid4(),
                "name": row.name,
                "email": row.email,
                "time_zone": row.time_zone or zone,
                "language": row.language or language,
                "created_at": clock.now(),
            }
            for _, row in sorted(wanted.items())
        ],
    )
    found = session.scalars(
        select(Candidate)
        .where(Candidate.organisation_id == current(), Candidate.email_lower.in_(wanted))
        .order_by(Candidate.email_lower)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    people = {person.email_lower: person for person in found}
    for email, row in wanted.items():
        person = people[email]
        person.time_zone = row.time_zone or person.time_zone
        person.language = row.language or person.language or language
    return people


def _open_invitations(
    version: AssessmentVersion, people: Iterable[Candidate]
) -> dict[UUID, Invitation]:
    """By candidate: who is asked already, and to what last. Conflict where that is to another
    version: one person sits an assessment once, and a resit is a decision of its own."""
    addresses = {person.id: person.email for person in people}
    found = session.execute(
        select(Invitation, AssessmentVersion.number)
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(
            Invitation.organisation_id == current(),
            Invitation.candidate_id.in_(addresses),
            AssessmentVersion.assessment_id == version.assessment_id,
            Invitation.withdrawn_at.is_(None),
        )
        .order_by(Invitation.invited_at, Invitation.id)
    )
    last = {invitation.candidate_id: (invitation, number) for invitation, number in found}
    for person_id, (_, number) in last.items():
        if number != version.number:
            address = addresses[person_id]
            raise Conflict(f"{address} is invited to version {number} of this assessment already")
    return {person_id: invitation for person_id, (invitation, _) in last.items()}


def _invitation(
    assessment: Assessment,
    version_id: UUID,
    person: Candidate,
    now: datetime,
    by: Actor,
    *,
    send_at: datetime | None,
) -> Invitation:
    start_by = assessment.start_by or end_of_day(send_at or now, person.time_zone)
    if assessment.finish_by:
        start_by = min(start_by, assessment.finish_by)
    return Invitation(
        candidate_id=person.id,
        assessment_version_id=version_id,
        invited_by=by.id,
        invited_at=now,
        start_by=start_by,
        finish_by=assessment.finish_by,
    )


def _tell(invitation: Invitation, row: Row, by: Actor) -> None:
    details = {"by_hand": True} if invitation.handout_id else None
    record("invitation.invite", "invitation", invitation.id, actor=by, details=details)
    if row.extra_percent or row.extra_minutes:
        grant(invitation, percent=row.extra_percent, minutes=row.extra_minutes, by=by)
    publish(CandidateInvited(invitation_id=invitation.id))
