"""Links to one report for people without an account: share(), unshare(), open_shared().

A link shows the report that it was made for, all of it or the score alone, until it expires or is
revoked. Its secret is told once; each opening is written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, select

from assay.accounts.models import Member, User
from assay.audit.actions import Actor, record
from assay.core import signing
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotFound
from assay.reports.models import Report, ReportLink, ReportOpening
from assay.sittings.models import Sitting
from assay.tenancy import entrances
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

BY_LINK = "report-link"
SHOWS = ("full", "score")
MOST_DAYS, MOST_LINKS, MOST_WORDS = 90, 50, 120


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link as its list tells it; `opened` counts, `last_opened_at` is the newest of them."""

    id: UUID
    shows: str
    for_whom: str
    by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened: int
    last_opened_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


def share(report_id: UUID, *, shows: str, days: int, for_whom: str, by: Actor, at: datetime) -> str:
    """The new link's secret, told once. Invalid for what can't be; Conflict past MOST_LINKS."""
    if shows not in SHOWS:
        raise Invalid("shows", "Choose what the link shows.")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("days", f"Give a number of days from 1 to {MOST_DAYS}.")
    if len(for_whom := " ".join(for_whom.split())) > MOST_WORDS:
        raise Invalid("for_whom", f"Keep it under {MOST_WORDS} characters.")
    fetch(Sitting, fetch(Report, report_id).sitting_id, lock=True)
    if _count(report_id) >= MOST_LINKS:
        raise Conflict("too many links to one report")
    expires_at = at + timedelta(days=days)
    link = ReportLink(
        report_id=report_id, shows=shows, for_whom=for_whom, made_by=by.id, made_at=at,
        expires_at=expires_at,
    )  # fmt: skip
    session.add(link)
    session.flush()
    token = signing.token()
    entrances.admit(BY_LINK, token, subject_id=link.id, expires_at=expires_at)
    record(
        "report.share", "report", report_id,
        actor=by, details={"link_id": str(link.id), "shows": shows, "days": days},
    )  # fmt: skip
    return token


def unshare(report_id: UUID, link_id: UUID, *, by: Actor, at: datetime) -> None:
    """Nobody comes in by it from now on. A second call changes nothing."""
    link = fetch(ReportLink, link_id, lock=True)
    if link.report_id != report_id:
        raise NotFound("ReportLink")
    if link.revoked_at is not None:
        return
    link.revoked_at = at
    entrances.revoke(BY_LINK, link_id)
    record("report.unshare", "report", report_id, actor=by, details={"link_id": str(link_id)})


def open_shared(link_id: UUID, *, took: str, at: datetime) -> ReportLink:
    """Write down that it was opened. NotFound where it is open no more, or shows less than that."""
    link = shared(link_id, at=at)
    if took == "document" and link.shows != "full":
        raise NotFound("ReportLink")
    session.add(ReportOpening(link_id=link_id, took=took, opened_at=at))
    return link


def shared(link_id: UUID, *, at: datetime) -> ReportLink:
    """The link, where it is open."""
    link = fetch(ReportLink, link_id)
    if link.revoked_at is not None or at >= link.expires_at:
        raise NotFound("ReportLink")
    return link


def links(report_id: UUID) -> Sequence[Link]:
    """Every link to the report, the newest first."""
    opened = (
        select(
            ReportOpening.link_id, func.count().label("n"),
            func.max(ReportOpening.opened_at).label("last"),
        )
        .join(
            ReportLink,
            and_(
                ReportLink.organisation_id == ReportOpening.organisation_id,
                ReportLink.id == ReportOpening.link_id,
            ),
        )
        .where(ReportOpening.organisation_id == current(), ReportLink.report_id == report_id)
        .group_by(ReportOpening.link_id)
        .subquery()
    )  # fmt: skip
    query = (
        select(ReportLink, User.name, opened.c.n, opened.c.last)
        .join(
            Member,
            and_(
                Member.organisation_id == ReportLink.organisation_id,
                Member.id == ReportLink.made_by,
            ),
        )
        .join(User, User.id == Member.user_id)
        .outerjoin(opened, opened.c.link_id == ReportLink.id)
        .where(ReportLink.organisation_id == current(), ReportLink.report_id == report_id)
        .order_by(ReportLink.made_at.desc(), ReportLink.id)
    )
    return [
        Link(
            id=row.id, shows=row.shows, for_whom=row.for_whom, by=name, made_at=row.made_at,
            expires_at=row.expires_at, revoked_at=row.revoked_at, opened=n or 0,
            last_opened_at=last,
        )
        for row, name, n, last in session.execute(query)
    ]  # fmt: skip


def _count(report_id: UUID) -> int:
    query = select(func.count()).where(
        ReportLink.organisation_id == current(), ReportLink.report_id == report_id
    )
    return session.scalar(query) or 0
