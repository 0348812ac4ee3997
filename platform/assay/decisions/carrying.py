"""carry_over(): the tags and notes that came with many new invitations, in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.decisions.models import CandidateNote, Tagging
from assay.decisions.tagging import tag_named


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Of one new invitation, clean: see people.clean_tag."""

    invitation_id: UUID
    tags: tuple[str, ...] = ()
    note: str = ""


def carry_over(carried: Sequence[Carried], *, by: Actor) -> None:
    """Put tags on and keep notes, for a member. Once: an invitation is new only once."""
    assert by.id is not None
    names = {tag for each in carried for tag in each.tags}
    ids = {name: tag_named(name).id for name in sorted(names)}  # two who make them take turns
    for each in carried:
        for tag_id in {ids[tag] for tag in each.tags}:
            session.add(Tagging(invitation_id=each.invitation_id, tag_id=tag_id, tagged_by=by.id))
            _say("invitation.tag", each, by, tag_id=str(tag_id))
        if each.note:
            note = CandidateNote(
                id=uuid4(), invitation_id=each.invitation_id, text=each.note, written_by=by.id
            )
            session.add(note)
            _say("invitation.note", each, by, note_id=str(note.id))


def _say(verb: str, about: Carried, by: Actor, **details: str) -> None:
    record(verb, "invitation", about.invitation_id, actor=by, details=details)
