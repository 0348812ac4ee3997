"""The organisation's list of tags: how many candidates bear each; rename, merge, remove."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.core.errors import Conflict
from assay.decisions.models import CandidateTag, Tagging
from assay.invitations.people import clean_tag
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Used:
    """A tag, and how many invitations bear it."""

    id: UUID
    name: str
    number: int


class Taken(Conflict):
    """Another tag is called so already; `tag` is that one."""

    def __init__(self, tag: CandidateTag) -> None:
        self.tag = tag
        super().__init__("another tag is called so")


def used() -> list[Used]:
    """Every tag, by name; also those that nobody bears any more."""
    query = (
        select(CandidateTag.id, CandidateTag.name, func.count(Tagging.tag_id))
        .outerjoin(
            Tagging,
            and_(
                Tagging.organisation_id == CandidateTag.organisation_id,
                Tagging.tag_id == CandidateTag.id,
            ),
        )
        .where(CandidateTag.organisation_id == current())
        .group_by(CandidateTag.organisation_id, CandidateTag.id)
        .order_by(CandidateTag.name_lower)
    )
    return [Used(id=one, name=name, number=number) for one, name, number in session.execute(query)]


def rename(tag_id: UUID, name: str, *, by: Actor) -> CandidateTag:
    """Call it otherwise, wherever it is on. Invalid under `tag`; Taken where another has the name.

    Other capitals are another name of the same tag.
    """
    name = clean_tag(name)
    tag = fetch(CandidateTag, tag_id, lock=True)
    if tag.name == name:
        return tag
    other = session.scalars(
        select(CandidateTag).where(
            CandidateTag.organisation_id == current(),
            CandidateTag.name_lower == func.lower(name),
            CandidateTag.id != tag_id,
        )
    ).one_or_none()
    if other is not None:
        raise Taken(other)
    tag.name = name
    session.flush()
    record("tag.rename", "tag", tag_id, actor=by)
    return tag


def merge(tag_id: UUID, *, into: UUID, by: Actor) -> CandidateTag:
    """Whoever bears the one bears the other from now on, and the first is gone.

    Into itself it changes nothing.
    """
    tags = {one: fetch(CandidateTag, one, lock=True) for one in sorted({tag_id, into})}
    if tag_id == into:
        return tags[into]
    bearing = select(
        Tagging.invitation_id, literal(into), Tagging.tagged_by, Tagging.tagged_at
    ).where(Tagging.organisation_id == current(), Tagging.tag_id == tag_id)
    columns = ["invitation_id", "tag_id", "tagged_by", "tagged_at"]
    session.execute(insert(Tagging).from_select(columns, bearing).on_conflict_do_nothing())
    number = _take_off_all(tag_id)
    session.delete(tags[tag_id])
    session.flush()
    details = {"into": str(into), "candidates": number}
    record("tag.merge", "tag", tag_id, actor=by, details=details)
    return tags[into]


def remove(tag_id: UUID, *, by: Actor) -> int:
    """Take it off everybody, and out of the list; off how many it came."""
    tag = fetch(CandidateTag, tag_id, lock=True)
    number = _take_off_all(tag_id)
    session.delete(tag)
    session.flush()
    record("tag.remove", "tag", tag_id, actor=by, details={"candidates": number})
    return number


def _take_off_all(tag_id: UUID) -> int:
    gone = session.execute(
        delete(Tagging)
        .where(Tagging.organisation_id == current(), Tagging.tag_id == tag_id)
        .returning(Tagging.invitation_id)
    )
    return len(gone.all())
