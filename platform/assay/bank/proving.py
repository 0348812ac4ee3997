"""An item of our own is proved before it is offered: ask, look on, keep what was seen."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from assay.audit.actions import SYSTEM, Actor, record
from assay.bank import actions
from assay.bank.models import Item, ItemSource, ItemVersion, ProofRun
from assay.bank.package import Package, from_files
from assay.bank.prover import Part, Proved
from assay.core.db import session
from assay.core.errors import Conflict, NotFound
from assay.events.catalogue import ProofAsked
from assay.events.outbox import publish
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Line:
    """One part of a proof, as the page tells it; `why` where it does not hold."""

    kind: str
    ok: bool
    seconds: float
    why: str = ""


def ask(version_id: UUID, *, by: Actor, at: datetime) -> ProofRun:
    """Have the version proved; one that is on its way already is the answer.

    Conflict where it is published, and proved, already.
    """
    version = fetch(ItemVersion, version_id, lock=True)
    if version.published_at:
        raise Conflict("it is proved")
    if (found := last_run(version_id)) and found.ended_at is None:
        return found
    assert by.id is not None
    run = ProofRun(version_id=version_id, asked_by=by.id, asked_at=at)
    session.add(run)
    session.flush()
    record("item.ask_for_proof", "item_version", version_id, actor=by)
    publish(ProofAsked(proof_run_id=run.id))
    return run


def last_run(version_id: UUID) -> ProofRun | None:
    query = (
        select(ProofRun)
        .where(ProofRun.organisation_id == current(), ProofRun.version_id == version_id)
        .order_by(ProofRun.asked_at.desc(), ProofRun.id)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def lines_of(run: ProofRun | None) -> list[Line]:
    return [Line(**line) for line in run.lines] if run else []


def work_of(run_id: UUID) -> Package | None:
    """What is to be proved; None where it was."""
    run = fetch(ProofRun, run_id)
    return None if run.ended_at else package_of(fetch(ItemVersion, run.version_id))


def package_of(version: ItemVersion) -> Package:
    """The version as its folder had it; NotFound where none was kept."""
    source = session.get(ItemSource, (version.organisation_id, version.id))
    if source is None or version.organisation_id != current():
        raise NotFound("ItemSource")
    slug = fetch(Item, version.item_id).slug
    files = {name: text.encode() for name, text in source.files.items()}
    folder = Path(version.responsibility) / slug.partition("--")[0]
    return next(one for one in from_files(folder, files) if one.id == slug)


def begin(run_id: UUID) -> None:
    """Nothing was seen so far: it may be tried again."""
    _run(run_id).lines = []


def note(run_id: UUID, part: Part) -> None:
    """What was seen of one part, for who looks on."""
    run = _run(run_id)
    line = {"kind": part.kind, "ok": part.ok, "seconds": part.seconds, "why": part.why[:2000]}
    run.lines = [*run.lines, line]


def settle(run_id: UUID, proved: Proved, *, at: datetime) -> None:
    """The end of it: what holds is published. Again is the same as once.

    What was retired, or replaced by a newer version, meanwhile is not.
    """
    run = _run(run_id)
    if run.ended_at:
        return
    run.ended_at, run.holds = at, proved.ok
    version = fetch(ItemVersion, run.version_id, lock=True)
    item = fetch(Item, version.item_id, lock=True)
    details = {"holds": proved.ok}
    record("item.prove", "item_version", version.id, actor=SYSTEM, details=details)
    is_newest = actions.newest_of(item) is version
    if proved.evidence and version.published_at is None and item.retired_at is None and is_newest:
        actions.publish(version, proved.evidence, by=SYSTEM, at=at)


def _run(run_id: UUID) -> ProofRun:
    return fetch(ProofRun, run_id, lock=True)
