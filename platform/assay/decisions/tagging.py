"""The small verbs about an invitation's candidate: tag and note them, put them aside and back."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from assay.accounts.models import Member
from assay.accounts.rules import HEADS
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Invalid, NotAllowed, NotFound
from assay.decisions.models import CandidateNote, CandidateTag, Layout, Tagging
from assay.invitations.models import Invitation
from assay.invitations.people import clean_tag
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

LONGEST_NOTE = 4000
MOST_TAGS = 20
"""On one invitation."""


def tag(invitation_id: UUID, name: str, *, by: Actor) -> CandidateTag:
    """Put the tag on; the organisation's list gets it where it is new. Twice is once.

    Capitals make no other tag: the first one's way of writing stays.
    """
    fetch(Invitation, invitation_id, lock=True)
    found = tag_named(name)
    put_on = set(
        session.scalars(
            select(Tagging.tag_id).where(
                Tagging.organisation_id == current(), Tagging.invitation_id == invitation_id
            )
        )
    )
    if found.id in put_on:
        return found
    if len(put_on) >= MOST_TAGS:
        raise Invalid("tag", f"There are {MOST_TAGS} tags on this one: take one off first.")
    session.add(Tagging(invitation_id=invitation_id, tag_id=found.id, tagged_by=_member(by)))
    session.flush()
    _say("invitation.tag", invitation_id, by, tag_id=str(found.id))
    return found


def untag(invitation_id: UUID, tag_id: UUID, *, by: Actor) -> None:
    """Take the tag off; quiet where it is not on."""
    fetch(Invitation, invitation_id, lock=True)
    fetch(CandidateTag, tag_id)
    if found := session.get(Tagging, (current(), invitation_id, tag_id)):
        session.delete(found)
        session.flush()
        _say("invitation.untag", invitation_id, by, tag_id=str(tag_id))


def note(invitation_id: UUID, text: str, *, by: Actor) -> CandidateNote:
    """Keep what a member writes down, as plain text."""
    if not (text := text.strip()):
        raise Invalid("note", "Write something first.")
    if len(text) > LONGEST_NOTE:
        raise Invalid("note", f"Keep it under {LONGEST_NOTE:,} characters.")
    fetch(Invitation, invitation_id)
    kept = CandidateNote(invitation_id=invitation_id, text=text, written_by=_member(by))
    session.add(kept)
    session.flush()
    _say("invitation.note", invitation_id, by, note_id=str(kept.id))
    return kept


def take_note_back(note_id: UUID, *, of: UUID, by: Member) -> CandidateNote:
    """Let the words go; that there was a note stays. By who wrote it, or a head; twice is once."""
    kept = fetch(CandidateNote, note_id, lock=True)
    if kept.invitation_id != of:
        raise NotFound("CandidateNote")
    if by.id != kept.written_by and by.role not in HEADS:
        raise NotAllowed("only who wrote a note takes it back")
    if kept.taken_back_at is None:
        kept.text, kept.taken_back_at = "", clock.now()
        actor = Actor(kind="member", id=by.id)
        _say("invitation.take_note_back", of, actor, note_id=str(note_id))
    return kept


def archive(invitation_id: UUID, *, by: Actor) -> Invitation:
    """Put it aside: in no list but the archive's. Nothing else of it changes."""
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.archived_at is None:
        invitation.archived_at = clock.now()
        _say("invitation.archive", invitation_id, by)
    return invitation


def restore(invitation_id: UUID, *, by: Actor) -> Invitation:
    """Take it out of the archive again."""
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.archived_at is not None:
        invitation.archived_at = None
        _say("invitation.restore", invitation_id, by)
    return invitation


def lay_out(member_id: UUID, chosen: list[str]) -> None:
    """Keep which columns a member wants to see."""
    session.execute(
        insert(Layout)
        .values(member_id=member_id, chosen=chosen)
        .on_conflict_do_update(
            index_elements=["organisation_id", "member_id"], set_={"chosen": chosen}
        )
    )


def tag_named(name: str) -> CandidateTag:
    """Ours of this name: two who make it at once make one. Invalid under `tag`."""
    name = clean_tag(name)
    session.execute(
        insert(CandidateTag)
        .values(name=name, created_at=clock.now())
        .on_conflict_do_nothing(index_elements=["organisation_id", "name_lower"])
    )
    query = select(CandidateTag).where(
        CandidateTag.organisation_id == current(), CandidateTag.name_lower == func.lower(name)
    )
    return session.scalars(query).one()


def _member(by: Actor) -> UUID:
    if by.kind != "member" or by.id is None:
        raise NotAllowed("only a member tags and notes")
    return by.id


def _say(verb: str, invitation_id: UUID, by: Actor, **details: str) -> None:
    record(verb, "invitation", invitation_id, actor=by, details=details)
