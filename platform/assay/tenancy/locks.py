"""The locks on every session: the scope goes into each transaction; no scope, no query."""

from typing import Any, cast

from sqlalchemy import Connection, Table, event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction
from sqlalchemy.sql.visitors import iterate

from assay.core.errors import Unscoped
from assay.tenancy.models import Organisation, Owned
from assay.tenancy.scope import SET_SCOPE, current, current_or_none


@event.listens_for(Session, "after_begin")
def _tell_the_database(
    session: Session, transaction: SessionTransaction, connection: Connection
) -> None:
    if organisation_id := current_or_none():
        connection.execute(SET_SCOPE, {"organisation": str(organisation_id)})


@event.listens_for(Session, "do_orm_execute")
def _no_scope_no_query(query: ORMExecuteState) -> None:
    """Wherever an owned table stands in the statement: read from, joined, asked beside."""
    if current_or_none() is None and any(map(_is_owned, iterate(cast(Any, query.statement)))):
        current()


@event.listens_for(Session, "before_flush")
def _own_rows_only(session: Session, *_: Any) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Owned):
            continue
        ours = current()
        if row.organisation_id is None:
            row.organisation_id = ours
        if row.organisation_id != ours:
            raise Unscoped(f"a row of {type(row).__name__} names another organisation")


def _is_owned(part: object) -> bool:
    """Is this part of a statement a table of an organisation's, or of the organisations?"""
    if not isinstance(part, Table):
        return False
    return "organisation_id" in part.c or part.name == Organisation.__tablename__
