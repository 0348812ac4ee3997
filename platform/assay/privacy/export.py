"""Everything that is kept about a candidate in one invitation, as a ZIP of JSON.

It is packed into a file on disk, a row of the history at a time, and sent from there: memory holds
one answer, and the database is let go before the first byte leaves.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Row, Table, select

from assay.core.db import Base, session
from assay.invitations import queries as invitations
from assay.invitations.models import Candidate
from assay.sittings import queries, receipts
from assay.sittings.models import AnswerHistory, Sitting
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import current

PIECE = 64 * 1024
IN_MEMORY = 1024 * 1024
MOST_BYTES = 256 * 1024 * 1024
"""Of the answers' history, before it is packed; what is older than that is counted, not sent."""
AT_A_TIME = 20
NOT_GIVEN = {
    "marks": "told as the result is: one by one they would give keys away",
    "results": "told as the result is",
    "code_runs": "what hidden tests print is the bank's; the code itself is in the history",
    "reports": "the organisation's document, with titles of questions",
    "decisions": "the organisation's own words, which it gives out itself",
    "taggings": "the organisation's own words, which it gives out itself",
    "candidate_notes": "the organisation's own words, which it gives out itself",
    "answer_history": "in a file of its own",
}
"""Tables of a sitting or an invitation that are not given row by row, each with its reason."""
NOBODYS = {
    "organisation_id",
    "invited_by",
    "granted_by",
    "answered_by",
    "seed",
    "by",
    "archived_at",
}
"""Columns that tell of others, or of nobody."""


def packed(sitting: Sitting, *, result: Mapping[str, Any] | None, at: datetime) -> IO[bytes]:
    """A file at its beginning; whoever sends it closes it. `result` is what the candidate sees."""
    file = cast(IO[bytes], SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        left_off = _history(archive, sitting)
        told = {
            "made_at": at.isoformat(),
            **_everything(sitting),
            "result": result,
            "history_left_off": left_off,
        }
        archive.writestr("data.json", json.dumps(told, indent=2, ensure_ascii=False))
    file.seek(0)
    return file


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def given() -> list[Table]:
    """The tables whose rows about this invitation or its sitting are given as they are."""
    return [
        table
        for table in Base.metadata.sorted_tables
        if {"sitting_id", "invitation_id"} & set(table.columns.keys())
        and table.name not in NOT_GIVEN
    ]


def _everything(sitting: Sitting) -> dict[str, Any]:
    landing = invitations.landing(sitting.invitation_id)
    person = fetch(Candidate, landing.candidate_id)
    named = ("name", "email", "time_zone", "language", "created_at")
    return {
        "organisation": organisation().name,
        "assessment": landing.assessment,
        "person": {name: _plain(getattr(person, name)) for name in named},
        "invitation": _rows(Base.metadata.tables["invitations"], "id", sitting.invitation_id),
        **{table.name: _about(table, sitting) for table in given()},
        "fingerprints": {one.position: one.digest for one in receipts.kept(sitting)},
        "receipt": queries.receipt(sitting.id),
    }


def _about(table: Table, sitting: Sitting) -> list[dict[str, Any]]:
    if "sitting_id" in table.columns:
        return _rows(table, "sitting_id", sitting.id)
    return _rows(table, "invitation_id", sitting.invitation_id)


def _rows(table: Table, column: str, value: object) -> list[dict[str, Any]]:
    query = select(table).where(
        table.c.organisation_id == current(), table.columns[column] == value
    )
    return [_told(row) for row in session.execute(query)]


def _history(archive: ZipFile, sitting: Sitting) -> int:
    """Every save, the latest first, one JSON object a line; how many were left off."""
    table = cast(Table, AnswerHistory.__table__)
    query = (
        select(table)
        .where(table.c.organisation_id == current(), table.c.sitting_id == sitting.id)
        .order_by(table.c.saved_at.desc(), table.c.position, table.c.seq.desc())
        .execution_options(yield_per=AT_A_TIME)
    )
    size = left_off = 0
    with archive.open("history.jsonl", "w", force_zip64=True) as out:
        for row in session.execute(query):
            line = json.dumps(_told(row), ensure_ascii=False).encode() + b"\n"
            if left_off or size + len(line) > MOST_BYTES:
                left_off += 1
            else:
                size += out.write(line)
    return left_off


def _told(row: Row[Any]) -> dict[str, Any]:
    """What the table keeps, as JSON has it."""
    return {name: _plain(value) for name, value in row._mapping.items() if str(name) not in NOBODYS}


def _plain(value: Any) -> Any:
    return value if isinstance(value, dict | list | str | int | float | None) else str(value)
