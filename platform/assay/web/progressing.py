"""How far assessments are, as the list of them tells it: counts that are kept, and names that are
looked up each time, since no name lies in Valkey."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from assay.accounts.models import Member
from assay.core import clock
from assay.decisions import overdue as waiting
from assay.decisions import progress
from assay.decisions.progress import Places, Progress, Queue
from assay.web.counting import kept

Counting = Callable[[], dict[UUID, Progress]]


def of(assessment_ids: Collection[UUID]) -> dict[UUID, Progress]:
    """By assessment; one to which nobody was invited is not in it."""
    page = hashlib.sha256("".join(map(str, assessment_ids)).encode()).hexdigest()[:32]
    return _kept("progress", page, count=lambda: progress.of(assessment_ids))


def of_one(assessment_id: UUID) -> Progress:
    found = _kept("progress", assessment_id, count=lambda: progress.of([assessment_id]))
    return found.get(assessment_id, Progress())


def of_versions(assessment_id: UUID) -> dict[UUID, Progress]:
    """The same by the assessment's versions."""
    return _kept("versions", assessment_id, count=lambda: progress.of_versions(assessment_id))


def to_mark(viewer: Member) -> Queue:
    return _queue("to_mark", viewer, lambda: progress.to_mark(viewer))


def expiring(viewer: Member) -> Queue:
    return _queue("expiring", viewer, lambda: progress.expiring(viewer, at=clock.now()))


def overdue(viewer: Member) -> Queue:
    return _queue("overdue", viewer, lambda: waiting.places(viewer, at=clock.now()))


def _queue(name: str, viewer: Member, count: Any) -> Queue:
    """Of what this member may see, in the role that they have."""

    def places() -> dict[str, Any]:
        found = count()
        return {"first": [(str(one), at.isoformat()) for one, at in found.first], "all": found.all}

    told = kept(name, viewer.id, viewer.role, count=places)
    first = [(UUID(one), datetime.fromisoformat(at)) for one, at in told["first"]]
    return progress.named(Places(first=first, all=told["all"]))


def _kept(
    name: str, about: object, *, count: Callable[[], dict[UUID, Progress]]
) -> dict[UUID, Progress]:
    found = kept(name, about, count=lambda: _told(count()))
    return {
        UUID(one): Progress(**{**told, "last_at": _instant(told["last_at"])})
        for one, told in found.items()
    }


def _told(found: dict[UUID, Progress]) -> dict[str, Any]:
    return {
        str(one): {**asdict(each), "last_at": each.last_at and each.last_at.isoformat()}
        for one, each in found.items()
    }


def _instant(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
