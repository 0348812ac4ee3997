"""Files of people to invite: begin, map, check, confirm, run in batches, stop, let go.

The caller opens the transaction, and keeps and drops the files; `blobs_of` names them. Each verb
may be called again: what was done before is found, and stands.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from assay.assessments import queries as assessments
from assay.assessments.models import Assessment
from assay.audit.actions import SYSTEM, Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Conflict, NotFound
from assay.events.catalogue import ImportConfirmed, ImportMapped
from assay.events.outbox import publish
from assay.invitations import asking, columns, handouts
from assay.invitations.checking import Counts
from assay.invitations.columns import Person, from_line
from assay.invitations.files import Cells, Look
from assay.invitations.models import Import, Invitation
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

KEPT = timedelta(days=7)
"""How long a file is kept, and the list of what was wrong with it; no longer than it is needed."""
SHOWN = 8
"""Rows of a file that are shown before anything is done."""
BATCH = 200
"""Invitations that are written in one transaction."""
_OPEN = ("mapping", "checking", "checked", "running")


class Blobs(NamedTuple):
    """Keys: the file as it came, its people as lines of JSON, what is wrong as CSV."""

    file: str
    people: str
    wrong: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Who was invited just now, with what the file says of them; `is_last` of all."""

    new: list[tuple[Invitation, Person]]
    by: Actor
    is_last: bool


def blobs_of(import_id: UUID) -> Blobs:
    stem = f"imports/{current()}/{import_id}"
    return Blobs(file=f"{stem}.file", people=f"{stem}.people", wrong=f"{stem}.wrong.csv")


def begin(
    import_id: UUID,
    version_id: UUID,
    *,
    file_name: str,
    look: Look,
    headings: Sequence[str],
    first: Sequence[Cells],
    by: Actor,
) -> Import:
    """A file that was read as far as its first rows. Conflict where nobody can be invited."""
    now = clock.now()
    asking.refuse_closed(fetch(Assessment, assessments.version(version_id).assessment_id), now)
    made = Import(
        id=import_id,
        assessment_version_id=version_id,
        made_by=by.id,
        made_at=now,
        file_name=PurePath(file_name.replace("\\", "/").replace("\0", "")).name[-120:] or "file",
        look=asdict(look),
        headings=list(headings),
        sample=[[number, *cells] for number, cells in first],
        columns=[],
        kept_until=now + KEPT,
    )
    session.add(made)
    session.flush()
    record("import.begin", "import", made.id, actor=by)
    return made


def map_columns(import_id: UUID, chosen: Sequence[str], *, by: Actor) -> Import:
    """Say what each column holds, and have the rows looked at; also once more, before the confirm.

    Invalid under `columns`.
    """
    found = fetch(Import, import_id, lock=True)
    if found.state not in ("mapping", "checked"):
        raise Conflict("the file is at work, or done with")
    found.columns = columns.checked(chosen, len(found.headings))
    found.state = "checking"
    record("import.map", "import", import_id, actor=by)
    publish(ImportMapped(import_id=import_id))
    return found


def keep_check(import_id: UUID, chosen: Sequence[str], counts: Counts) -> None:
    """What the look at all rows found; nothing where the columns were chosen anew meanwhile."""
    found = fetch(Import, import_id, lock=True)
    if found.state == "checking" and found.columns == list(chosen):
        found.state = "checked"
        found.fine, found.faulty = counts.fine, counts.faulty
        found.known, found.twice = counts.known, counts.twice
        record("import.check", "import", import_id, actor=SYSTEM, details=asdict(counts))


def confirm(import_id: UUID, *, by_hand: bool = False, by: Actor) -> Import:
    """Have everyone invited who can be; the others are left out. Twice is once.

    `by_hand`: without letters; the links are a hand-out of the import's id.
    """
    found = fetch(Import, import_id, lock=True)
    if found.state in ("running", "done"):
        return found
    if found.state != "checked" or not found.fine:
        raise Conflict("there is nobody to invite")
    if by_hand:
        handouts.refuse_unnamed(found.assessment_version_id)
    found.state, found.confirmed_by, found.by_hand = "running", by.id, by_hand
    record(
        "import.confirm", "import", import_id,
        actor=by, details={"fine": found.fine, "by_hand": by_hand},
    )  # fmt: skip
    publish(ImportConfirmed(import_id=import_id))
    return found


def invite_batch(import_id: UUID, lines: Sequence[bytes]) -> Batch | None:
    """Invite the next of these people, the file's all; None where it does not run (any more).

    The row is locked and says who is next, so that two workers take turns and a killed one's
    successor goes on behind the last batch that was kept.
    """
    found = fetch(Import, import_id, lock=True)
    if found.state != "running":
        return None
    by = Actor(kind="member", id=found.confirmed_by)
    people = [from_line(line) for line in lines[found.taken : found.taken + BATCH]]
    rows, handout_id = [one.row for one in people], found.id if found.by_hand else None
    new = asking.ask_new(found.assessment_version_id, rows, by=by, handout_id=handout_id)
    found.taken += len(people)
    found.invited += len(new)
    is_last = found.taken >= len(lines)
    if is_last:
        _end(found, "done", actor=SYSTEM)
    return Batch(
        new=[(new[email], one) for one in people if (email := one.row.email.lower()) in new],
        by=by,
        is_last=is_last,
    )


def go_on(import_id: UUID) -> None:
    """Ask for the next part of a long file, behind whoever else waits."""
    publish(ImportConfirmed(import_id=import_id))


def stop(import_id: UUID, *, by: Actor, reason: str = "") -> Import:
    """Nobody more is invited by it; who is invited stays so. Quiet where it has ended."""
    found = fetch(Import, import_id, lock=True)
    if found.state in _OPEN:
        found.reason = reason
        _end(found, "stopped", actor=by)
    return found


def let_go(import_id: UUID, *, at: datetime) -> None:
    """Its files are gone: so is what was kept of them here, and whatever waited for them."""
    found = fetch(Import, import_id, lock=True)
    if found.state in _OPEN:
        found.reason = "The file was kept for seven days, and nobody confirmed it."
        _end(found, "stopped", actor=SYSTEM)
    found.sample, found.dropped_at = [], at


def by_id(import_id: UUID) -> Import:
    """NotFound where it is not ours."""
    return fetch(Import, import_id)


def one(import_id: UUID, *, of: UUID) -> Import:
    """The import, where it is of that assessment; else NotFound."""
    found = fetch(Import, import_id)
    version = assessments.version(found.assessment_version_id)
    if version.assessment_id != of:
        raise NotFound("Import")
    return found


def latest(assessment_id: UUID, *, limit: int = 5) -> list[Import]:
    """The newest files of an assessment."""
    versions = [each.id for each in assessments.versions(assessment_id)]
    query = (
        select(Import)
        .where(Import.organisation_id == current(), Import.assessment_version_id.in_(versions))
        .order_by(Import.made_at.desc(), Import.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def kept_too_long(connection: Connection, *, at: datetime) -> list[tuple[UUID, UUID]]:
    """(organisation, import) of every file that is to go, for the sweep."""
    table = Import.__table__
    rows = connection.execute(
        select(table.c.organisation_id, table.c.id)
        .where(table.c.dropped_at.is_(None), table.c.kept_until <= at)
        .order_by(table.c.kept_until)
        .limit(100)
    )
    return [(row[0], row[1]) for row in rows]


def _end(found: Import, state: str, *, actor: Actor) -> None:
    found.state, found.ended_at, found.sample = state, clock.now(), []
    record(
        f"import.{'finish' if state == 'done' else 'stop'}", "import", found.id,
        actor=actor, details={"invited": found.invited},
    )  # fmt: skip
