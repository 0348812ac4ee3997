"""The verbs of invitations: invite, draw, send, withdraw, grant extra time.

Each may be called again and finds the first call's outcome. The caller opens the transaction.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from assay.assessments import actions as assessments
from assay.assessments.models import Paper
from assay.audit.actions import SYSTEM, Actor, record
from assay.core import clock, signing
from assay.core.errors import Conflict, Invalid
from assay.core.languages import known
from assay.events.catalogue import InvitationWithdrawn, PaperDrawn
from assay.events.outbox import publish
from assay.invitations import asking, handouts, planning, queries
from assay.invitations.csv_import import Row
from assay.invitations.models import Accommodation, Candidate, Invitation
from assay.invitations.people import (
    clean_email,
    clean_extra_minutes,
    clean_extra_percent,
    clean_language,
    clean_name,
    clean_zone,
)
from assay.tenancy import entrances
from assay.tenancy.queries import fetch

SIT = "sit"
"""The purpose of an invitation's entrances."""


def invite(
    version_id: UUID,
    *,
    name: str,
    email: str,
    time_zone: str | None = None,
    extra_percent: int = 0,
    language: str | None = None,
    send_at: datetime | None = None,
    handout_id: UUID | None = None,
    by: Actor,
) -> Invitation:
    """Ask one person; nothing said about zone or language means theirs, else the organisation's.

    With `handout_id` no letter goes to them: a member passes the link on.

    Whoever has an open invitation to this version already gets that one back, unchanged. Invalid
    under the field that is wrong; Conflict where the assessment or its window is over.
    """
    row = Row(
        number=1,
        name=clean_name(name),
        email=clean_email(email),
        time_zone=clean_zone(time_zone) if time_zone else None,
        extra_percent=clean_extra_percent(extra_percent),
        language=clean_language(language) if language else None,
    )
    if handout_id and send_at:
        raise Invalid("send_at", "No letter is sent: leave this empty.")
    return asking.ask(version_id, [row], by=by, send_at=send_at, handout_id=handout_id)[0]


def invite_many(
    version_id: UUID, rows: Iterable[Row], *, by: Actor, handout_id: UUID | None = None
) -> list[Invitation]:
    """Ask everyone of a sheet, or nobody: rows come clean out of csv_import.parse().

    With `handout_id` without letters; Conflict where names are hidden.
    """
    if handout_id is not None:
        handouts.refuse_unnamed(version_id)
    return asking.ask(version_id, list(rows), by=by, handout_id=handout_id)


def hand_out(version_id: UUID, *, by: Actor, **person: Any) -> tuple[Invitation, str | None]:
    """invite() without a letter: the invitation, and its link's secret for the member to pass on.

    None in its place where the person was invited before: that stays as it was.
    """
    handout_id = uuid4()
    invitation = invite(version_id, by=by, handout_id=handout_id, **person)
    if invitation.handout_id != handout_id:
        return invitation, None
    return invitation, copy_link(invitation.id, by=by)


def draw(invitation_id: UUID) -> Invitation:
    """Draw this invitation's paper, once; later calls and withdrawn invitations change nothing.

    A resit's does without the questions of the sittings before, as far as its rules can.
    """
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.paper_id is None and invitation.withdrawn_at is None:
        former_id = invitation.former_id
        sat = queries.papers_sat(fetch(Invitation, former_id) if former_id else None)
        paper = assessments.draw_paper(invitation.assessment_version_id, sat=sat)
        _attach(invitation, paper.id)
    return invitation


def attach_paper(invitation_id: UUID, paper_id: UUID) -> Invitation:
    """Give the invitation a paper of its version; the first one stays."""
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.paper_id is None:
        if fetch(Paper, paper_id).assessment_version_id != invitation.assessment_version_id:
            raise Conflict("a paper of another version")
        _attach(invitation, paper_id)
    return invitation


def _attach(invitation: Invitation, paper_id: UUID) -> None:
    invitation.paper_id = paper_id
    record(
        "invitation.draw", "invitation", invitation.id,
        actor=SYSTEM, details={"paper_id": str(paper_id)},
    )  # fmt: skip
    publish(PaperDrawn(invitation_id=invitation.id))


def mint_link(invitation_id: UUID) -> str:
    """A new secret for this invitation's link; only its digest is kept, earlier ones still open.

    It opens until the last answer could come in, and LEEWAY longer: time granted later must not
    lock anyone out, and a receipt may be looked up the next day.
    """
    landing = queries.landing(invitation_id)
    if landing.withdrawn_at:
        raise Conflict("withdrawn")
    token = signing.token()
    entrances.admit(
        SIT, token, subject_id=invitation_id, expires_at=landing.last_instant + queries.LEEWAY
    )
    return token


def copy_link(invitation_id: UUID, *, by: Actor) -> str:
    """A secret for a member to hand on, shown to them once; the audit keeps who asked for it."""
    token = mint_link(invitation_id)
    record("invitation.copy_link", "invitation", invitation_id, actor=by)
    return token


def copy_links(invitation_ids: Collection[UUID], *, by: Actor) -> dict[UUID, str]:
    """Invitation → a secret to hand on, of those that are not withdrawn; each in the audit.

    So many queries for a thousand as for one.
    """
    minted: dict[UUID, str] = {}
    for invitation_id, last in queries.last_instants(invitation_ids).items():
        minted[invitation_id] = token = signing.token()
        entrances.admit(SIT, token, subject_id=invitation_id, expires_at=last + queries.LEEWAY)
        record("invitation.copy_link", "invitation", invitation_id, actor=by)
    return minted


def mark_sent(invitation_id: UUID, *, at: datetime) -> Invitation:
    """The mail server took the letter."""
    invitation = fetch(Invitation, invitation_id, lock=True)
    invitation.sent_at = at
    record("invitation.send", "invitation", invitation_id, actor=SYSTEM)
    return invitation


def resend(invitation_id: UUID, *, by: Actor) -> Invitation:
    """Have the letter sent (again), with a new link; also where there was to be none."""
    invitation = _open(invitation_id)
    planning.send_now(invitation_id, by=by)
    record("invitation.resend", "invitation", invitation_id, actor=by)
    return invitation


def postpone(
    invitation_id: UUID, *, start_by: datetime, finish_by: datetime | None, by: Actor
) -> Invitation:
    """Give one person another window, also after the first has passed."""
    if start_by <= clock.now():
        raise Invalid("start_by", "This moment has passed.")
    if finish_by and finish_by <= start_by:
        raise Invalid("finish_by", "Finish by must be later than start by.")
    invitation = _not_withdrawn(invitation_id)
    invitation.start_by, invitation.finish_by = start_by, finish_by
    planning.plan_anew(invitation, at=clock.now())
    record("invitation.postpone", "invitation", invitation_id, actor=by)
    return invitation


def withdraw(invitation_id: UUID, *, by: Actor) -> Invitation:
    """Take it back: every link to it is closed."""
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = clock.now()
        entrances.revoke(SIT, invitation_id)
        record("invitation.withdraw", "invitation", invitation_id, actor=by)
        publish(InvitationWithdrawn(invitation_id=invitation_id))
    return invitation


def speak(invitation_id: UUID, language: str) -> None:
    """Keep which language this candidate reads; the letters to come are written in it."""
    candidate = fetch(Candidate, fetch(Invitation, invitation_id).candidate_id)
    candidate.language = known(language)


def grant_accommodation(
    invitation_id: UUID, *, percent: int = 0, minutes: int = 0, by: Actor
) -> Accommodation:
    """Extra time from now on, in place of what was granted before. No reason is asked or kept.

    A sitting that runs already is not touched: `sittings.extend` moves its end.
    """
    clean_extra_percent(percent)
    clean_extra_minutes(minutes)
    if not percent and not minutes:
        raise Invalid("percent", "Give percent, minutes, or both.")
    invitation = _not_withdrawn(invitation_id)
    for earlier in queries.accommodations(invitation_id):
        if (earlier.extra_percent, earlier.extra_minutes) == (percent, minutes):
            return earlier
        earlier.revoked_at = clock.now()
    return asking.grant(invitation, percent=percent, minutes=minutes, by=by)


def revoke_accommodation(invitation_id: UUID, *, by: Actor) -> None:
    """Back to the assessment's own time; quiet where nothing was granted."""
    _not_withdrawn(invitation_id)
    for granted in queries.accommodations(invitation_id):
        granted.revoked_at = clock.now()
        record("accommodation.revoke", "accommodation", granted.id, actor=by)


def _not_withdrawn(invitation_id: UUID) -> Invitation:
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.withdrawn_at:
        raise Conflict("withdrawn")
    return invitation


def _open(invitation_id: UUID) -> Invitation:
    invitation = _not_withdrawn(invitation_id)
    if queries.landing(invitation_id).last_instant < clock.now():
        raise Conflict("its time has passed")
    return invitation
