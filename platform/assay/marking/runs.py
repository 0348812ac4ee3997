"""Reads of runs: what is to be run, and what came of it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from assay.assessments import papers
from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.content import Content, parse
from assay.bank.keys import parse_key
from assay.bank.submission import FilesKey
from assay.core.db import session
from assay.marking.engines.code import files_of
from assay.marking.models import CodeRun
from assay.sittings import queries as sittings
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Work:
    """All that a runner needs to know of one run; `files` as they were saved then."""

    content: Content
    key: FilesKey
    files: dict[str, str]
    seed: int


def work_of(run_id: UUID) -> Work | None:
    """None where it is done already."""
    run = fetch(CodeRun, run_id)
    if run.finished_at:
        return None
    sitting = sittings.by_id(run.sitting_id)
    _, version = papers.question(sitting.paper_id, run.position)
    content, key = parse(version.kind, version.content), parse_key(version.kind, version.key)
    assert isinstance(key, CodeKey | SuiteKey)
    value = sittings.saved_value(run.sitting_id, run.position, run.seq)
    return Work(
        content=content,
        key=key,
        files=files_of(content, value) or {},
        seed=run.id.int & 0xFFFFFFFF,
    )


def latest(sitting_id: UUID, position: int, *, purpose: str) -> CodeRun | None:
    """The one that was asked for last, done or not."""
    return session.scalars(
        select(CodeRun)
        .where(*_of(sitting_id, position, purpose))
        .order_by(CodeRun.asked_at.desc(), CodeRun.id)
        .limit(1)
    ).one_or_none()


def count(sitting_id: UUID, position: int, *, purpose: str) -> int:
    query = select(func.count()).select_from(CodeRun).where(*_of(sitting_id, position, purpose))
    return session.scalar(query) or 0


def waiting(sitting_id: UUID) -> int:
    """How many answers of the sitting are still to be run before it can be marked."""
    query = (
        select(func.count())
        .select_from(CodeRun)
        .where(
            CodeRun.organisation_id == current(),
            CodeRun.sitting_id == sitting_id,
            CodeRun.purpose == "mark",
            CodeRun.finished_at.is_(None),
        )
    )
    return session.scalar(query) or 0


def sittings_of(run_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Run -> its sitting."""
    query = select(CodeRun.id, CodeRun.sitting_id).where(
        CodeRun.organisation_id == current(), CodeRun.id.in_(run_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _of(sitting_id: UUID, position: int, purpose: str) -> tuple[ColumnElement[bool], ...]:
    return (
        CodeRun.organisation_id == current(),
        CodeRun.sitting_id == sitting_id,
        CodeRun.position == position,
        CodeRun.purpose == purpose,
    )
