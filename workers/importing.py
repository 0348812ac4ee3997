"""Files of people to invite: their rows are looked at, their people invited part by part."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import TextIO
from uuid import UUID

from assay.assessments import queries as assessments
from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import Conflict, NotFound
from assay.decisions.carrying import Carried, carry_over
from assay.invitations import asking, importing
from assay.invitations.checking import check
from assay.invitations.columns import Person
from assay.invitations.files import Unreadable, opened
from assay.invitations.models import Invitation
from assay.tenancy.scope import every_organisation, scope
from workers.means import Means

log = logging.getLogger("assay.tasks")

BATCHES = 10
"""Of one part: then others have their turn."""


def check_import(means: Means, *, import_id: UUID) -> None:
    """Every row is looked at; who can be invited and what is wrong are kept beside the file."""
    with reading():
        found = importing.by_id(import_id)
        state, columns, version_id = found.state, found.columns, found.assessment_version_id
    if state != "checking":
        return

    def invited(emails: Sequence[str]) -> set[str]:
        with reading():
            return asking.invited(assessments.version(version_id), emails)

    keys = importing.blobs_of(import_id)
    with ExitStack() as held:
        fine, wrong = held.enter_context(_aside()), held.enter_context(_aside())
        try:
            file = opened(means.blobs.get(keys.file))
            counts = check(file, columns, invited=invited, fine=fine, wrong=wrong)
        except (Unreadable, NotFound) as reason:
            _stop(means, import_id, str(reason) if isinstance(reason, Unreadable) else GONE)
            return
        means.blobs.put(keys.people, _bytes(fine))
        means.blobs.put(keys.wrong, _bytes(wrong))
    with transaction():
        importing.keep_check(import_id, columns, counts)


def run_import(means: Means, *, import_id: UUID) -> None:
    """Invite the next part of the file, batch by batch; what was kept is never done again."""
    try:
        lines = means.blobs.get(importing.blobs_of(import_id).people).splitlines()
        for _ in range(BATCHES):
            with transaction():
                batch = importing.invite_batch(import_id, lines)
                if batch is not None:
                    carry_over([_carried(*each) for each in batch.new], by=batch.by)
            if batch is None or batch.is_last:
                drop_people(means, import_id)
                return
    except NotFound:
        _stop(means, import_id, GONE)
        return
    except Conflict as reason:
        _stop(means, import_id, f"{str(reason).capitalize()}.")
        return
    with transaction():
        importing.go_on(import_id)


def drop_people(means: Means, import_id: UUID) -> None:
    """What is not needed once everyone is invited; the list of what was wrong stays a while."""
    keys = importing.blobs_of(import_id)
    for key in (keys.file, keys.people):
        means.blobs.drop(key)


def drop_old_imports(means: Means) -> int:
    """Let every file go whose days are over, each in its own try; how many were due."""
    with every_organisation(means.settings, why="which files were kept long enough?") as connection:
        due = importing.kept_too_long(connection, at=clock.now())
    for organisation_id, import_id in due:
        try:
            with scope(organisation_id):
                for key in importing.blobs_of(import_id):
                    means.blobs.drop(key)
                with transaction():
                    importing.let_go(import_id, at=clock.now())
        except Exception:
            log.exception("import=%s organisation=%s was not let go", import_id, organisation_id)
    return len(due)


GONE = "The file is not here any more."


def _stop(means: Means, import_id: UUID, reason: str) -> None:
    with transaction():
        importing.stop(import_id, by=SYSTEM, reason=reason)
    drop_people(means, import_id)


def _carried(invitation: Invitation, person: Person) -> Carried:
    return Carried(invitation_id=invitation.id, tags=person.tags, note=person.note)


def _aside() -> TextIO:
    return TemporaryFile("w+", encoding="utf-8", newline="")


def _bytes(file: TextIO) -> bytes:
    file.flush()
    file.seek(0)
    return file.read().encode()
