"""What an organisation has, down to the last byte: to see that nobody changed it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from tests.architecture.owned import ask, owned_tables

ITS_PEOPLE = "in (select user_id from members where organisation_id = :organisation)"


def clauses(database: Engine) -> dict[str, str]:
    """Table → which of its rows are the organisation's."""
    owned = dict.fromkeys(owned_tables(database), "organisation_id = :organisation")
    logins = dict.fromkeys(("passkeys", "user_sessions"), f"user_id {ITS_PEOPLE}")
    return {
        **owned, **logins, "organisations": "id = :organisation", "users": f"id {ITS_PEOPLE}",
    }  # fmt: skip


def standing(database: Engine, organisation_id: UUID) -> dict[str, Any]:
    """Table → (how many rows, a digest of all of them)."""
    each = [
        f"select '{table}', count(*), md5(string_agg(t::text, '' order by t::text))"
        f" from {table} t where {clause}"
        for table, clause in clauses(database).items()
    ]
    rows = ask(database, " union all ".join(each), organisation=organisation_id)
    return {table: (count, digest) for table, count, digest in rows}
