"""The verbs that go from section to section: begin one that locks, leave it, lock it at its end.

Each is one locked transition, as those of `actions` are.
"""

from datetime import datetime
from uuid import UUID

from assay.audit.actions import SYSTEM, Actor, record
from assay.core.errors import Conflict, TimeIsUp
from assay.invitations.models import Invitation
from assay.sittings import extending, queries, walking
from assay.sittings.models import Sitting
from assay.sittings.sections import Walk
from assay.tenancy.queries import fetch


def begin_section(sitting_id: UUID, number: int, *, at: datetime) -> Sitting:
    """Begin the section that is due; its clock runs from now.

    Again is the same as once, and one that is locked stays so. Conflict where another one runs or
    comes first; TimeIsUp after the sitting's end.
    """
    extending.credit(sitting_id, at=at)
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started" or queries.phase_of(sitting, at).name != "running":
        raise TimeIsUp("the time is up")
    now = settle(sitting, at=at)
    if number == now.running or number in now.locked:
        return sitting
    if now.running is not None or now.due is None or now.due.number != number:
        raise Conflict("another section comes first")
    version = walking.version_of(sitting)
    sitting.section = number
    sitting.section_ends_at = at + walking.section_time(now.due, sitting, version)
    sitting.open_positions = list(now.due.places)
    _record("sitting.begin_section", sitting, number, actor=_candidate(sitting))
    return sitting


def leave_section(sitting_id: UUID, number: int, *, at: datetime) -> Sitting:
    """Lock the section that runs, before its end; it can't be gone back to.

    Nothing changes where it does not run (any more), nor after the sitting's end.
    """
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started" or not queries.phase_of(sitting, at).takes_answers:
        return sitting
    if settle(sitting, at=at).running == number:
        _lock(sitting, at=at)
        _record("sitting.leave_section", sitting, number, actor=_candidate(sitting))
    return sitting


def settle(sitting: Sitting, *, at: datetime) -> Walk:
    """Lock the section whose time is over, in a sitting that is held; where one is after that."""
    number = sitting.section
    now = walking.walk(sitting, at)
    if number is not None and now.running is None:
        _lock(sitting, at=at)
        _record("sitting.lock_section", sitting, number, actor=SYSTEM)
    return now


def _lock(sitting: Sitting, *, at: datetime) -> None:
    assert sitting.section is not None
    sitting.locked_sections = sorted({*sitting.locked_sections, sitting.section})
    sitting.section = sitting.section_ends_at = None
    sitting.open_positions = list(walking.walk(sitting, at).open_places)


def _record(verb: str, sitting: Sitting, number: int, *, actor: Actor) -> None:
    record(verb, "sitting", sitting.id, actor=actor, details={"section": number + 1})


def _candidate(sitting: Sitting) -> Actor:
    return Actor(kind="candidate", id=fetch(Invitation, sitting.invitation_id).candidate_id)
